using Szilard.Parts;

namespace Szilard.Observables.Agreement;

/// <summary>The best layers of two models, calibrated as the best of so many.</summary>
/// <param name="First">Layer of the first model, from 1.</param>
/// <param name="Second">Layer of the second.</param>
/// <param name="Pairs">How many pairs of layers were looked at.</param>
/// <param name="Calibration">The maximum beside the maxima of the same shuffles.</param>
public sealed record LayerMaximum(int First, int Second, int Pairs, Calibration Calibration);

/// <summary>How far two models agree by one score.</summary>
/// <param name="First">Number of the first model, from 0.</param>
/// <param name="Second">Number of the second, greater.</param>
/// <param name="Representation">Their representations.</param>
/// <param name="Maximum">Over pairs of layers; null where layers were not asked for.</param>
/// <param name="Remark">Why there is no score, or why to read it with care; empty otherwise.</param>
public sealed record AgreementCell(
    int First, int Second, Calibration Representation, LayerMaximum? Maximum, string Remark);

/// <summary>One score over all pairs of models.</summary>
/// <param name="Card">The score.</param>
/// <param name="Cells">The pairs (0, 1), (0, 2), (1, 2), (0, 3), …</param>
public sealed record AgreementMatrix(PartCard Card, IReadOnlyList<AgreementCell> Cells)
{
    /// <summary>The cell of two different models, in either order.</summary>
    public AgreementCell Of(int first, int second) =>
        Cells.First(c => c.First == Math.Min(first, second) && c.Second == Math.Max(first, second));
}

/// <summary>Statistical agreement of models beside their structural agreement.</summary>
/// <param name="Subjects">The models.</param>
/// <param name="Samples">n, rows of each array.</param>
/// <param name="Settings">Shuffles and level.</param>
/// <param name="Matrices">One per score.</param>
public sealed record AgreementReport(
    IReadOnlyList<AgreementSubject> Subjects, int Samples, AgreementSettings Settings,
    IReadOnlyList<AgreementMatrix> Matrices);
