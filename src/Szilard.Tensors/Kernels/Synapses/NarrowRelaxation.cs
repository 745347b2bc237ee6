using System.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary>How a pair of layers moves in one step.</summary>
/// <param name="Step">ε in (0, 1].</param>
/// <param name="Alternating">The wide layer moves first and the narrow one sees what has become of it; else
/// both at once.</param>
/// <param name="Clips">The narrow layer stays in [0, 1]; the wide one always does.</param>
public readonly record struct NarrowPace<T>(T Step, bool Alternating, bool Clips)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>Relaxation of a wide and a narrow layer, many steps in one go: h ← clip(h + ε(d + y·Wᵀ − h)), y ←
/// clip(y + ε(b + h·W − p − κy − y)).</summary>
/// <remarks>Samples do not feel each other, so each takes all its steps while it lies in the first cache; one
/// pass over the weights serves both directions.</remarks>
public static unsafe class NarrowRelaxation
{
    private const int Chunks = 8;

    /// <summary>Takes steps.</summary>
    /// <param name="workers">The crew; the result does not depend on its size.</param>
    /// <param name="pair">Weights W and bias b.</param>
    /// <param name="pace">ε, the order, the clip.</param>
    /// <param name="steps">How many, ≥ 1.</param>
    /// <param name="drive">d, n×wide: what does not change meanwhile.</param>
    /// <param name="pull">p, n×narrow; nothing where it is empty.</param>
    /// <param name="stiffness">κ ≥ or &lt; 0; counts only with a pull.</param>
    /// <param name="wide">h, n×wide, updated.</param>
    /// <param name="narrow">y, n×narrow, updated.</param>
    /// <returns>The largest movement of a unit in the last step.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static T Run<T>(
        Workers workers, NarrowPair<T> pair, NarrowPace<T> pace, int steps, ReadOnlySpan<T> drive,
        ReadOnlySpan<T> pull, T stiffness, Span<T> wide, Span<T> narrow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run(LaneWidth.Widest, workers, pair, pace, steps, drive, pull, stiffness, wide, narrow);

    internal static T Run<T>(
        LaneWidth width, Workers workers, NarrowPair<T> pair, NarrowPace<T> pace, int steps,
        ReadOnlySpan<T> drive, ReadOnlySpan<T> pull, T stiffness, Span<T> wide, Span<T> narrow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        int samples = Check(pair, drive, pull, wide, narrow), chunks = Math.Min(samples, Chunks);
        LaneWidth resolved = LaneWidths.Resolve<T>(width);
        var largest = new T[chunks];
        fixed (T* d = drive, p = pull, h = wide, y = narrow)
        {
            NarrowSteps<T> work = new(pair, pace, steps, d, p, stiffness, h, y);
            workers.Run(chunks, chunk =>
            {
                (int from, int to) = (samples * chunk / chunks, samples * (chunk + 1) / chunks);
                largest[chunk] = work.Run(resolved, from, to);
            });
        }
        T most = T.Zero;
        foreach (T one in largest)
            most = T.Max(most, one);
        return most;
    }

    private static int Check<T>(
        NarrowPair<T> pair, ReadOnlySpan<T> drive, ReadOnlySpan<T> pull, Span<T> wide, Span<T> narrow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int samples = narrow.Length / pair.Narrow;
        bool fits = narrow.Length == samples * pair.Narrow && wide.Length == samples * pair.Wide
            && drive.Length == wide.Length && (pull.IsEmpty || pull.Length == narrow.Length);
        return fits ? samples : throw new ArgumentException(
            $"{samples} samples of {pair.Wide} and {pair.Narrow} units were given {wide.Length} and "
            + $"{narrow.Length} units, {drive.Length} drives and {pull.Length} pulls.");
    }
}
