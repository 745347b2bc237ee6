using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Agreement;

/// <summary>A similarity of two arrays in a form that can be calibrated: 1 is perfect agreement, more is more
/// alike, and the pairing of rows can be shuffled cheaply.</summary>
/// <param name="prepare">Does once per array what no shuffle changes.</param>
/// <param name="obstacle">Why two arrays have no score; null where they have one.</param>
public sealed class AgreementScore(
    Func<Matrix, Workers, IPreparedArray> prepare, Func<Matrix, Matrix, string?> obstacle)
{
    /// <summary>Does once per array what no shuffle changes.</summary>
    /// <param name="rows">One sample per row.</param>
    /// <param name="workers">Threads; the result does not depend on them.</param>
    public IPreparedArray Prepare(Matrix rows, Workers workers) => prepare(rows, workers);

    /// <summary>Why two arrays have no score; null where they have one.</summary>
    public string? Obstacle(Matrix x, Matrix y) => obstacle(x, y);
}
