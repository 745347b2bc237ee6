using System.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary>What every synapse gathers over one cycle through clamp levels, Σ_k w_k·g(u_k) with u = M·s, all
/// synapses at once.</summary>
/// <remarks>Blocks of instants whose response cannot pass the threshold, because no step between levels is
/// large enough, are left out: most of the slow ramp of most synapses, and synapses that feel next to nothing
/// altogether. The result is the same as with them.</remarks>
public static unsafe class SynapseIntegral
{
    private const int Chunk = 4096;
    private const float Margin = 0.999f; // a bound in single precision errs by far less

    /// <summary>target_p ← factor·Σ_k w_k·g(u_kp), the same bit for bit for any number of workers.</summary>
    /// <param name="workers">Threads to share the work.</param>
    /// <param name="map">The response, and the weights w.</param>
    /// <param name="function">g.</param>
    /// <param name="threshold">θ &gt; 0; not read where g is linear.</param>
    /// <param name="factor">Factor of the integral.</param>
    /// <param name="levels">s, one array for each level, all as long as <paramref name="target"/>.</param>
    /// <param name="target">The integrals, overwritten.</param>
    /// <returns>How many synapses felt any change, and how many integrals are not zero.</returns>
    /// <exception cref="ArgumentException">The number of levels or their lengths do not fit.</exception>
    public static (long Changed, long Updated) Gather<T>(
        Workers workers, ResponseMap<T> map, SynapseNonlinearity function, double threshold, double factor,
        IReadOnlyList<T[]> levels, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Gather(LaneWidth.Widest, workers, map, function, threshold, factor, levels, target);

    internal static (long Changed, long Updated) Gather<T>(
        LaneWidth width, Workers workers, ResponseMap<T> map, SynapseNonlinearity function, double threshold,
        double factor, IReadOnlyList<T[]> levels, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (levels.Count != map.Levels)
        {
            throw new ArgumentException(
                $"The response maps {map.Levels} levels, but {levels.Count} were given.");
        }
        T[][] all = [.. levels];
        int length = target.Length;
        if (all.FirstOrDefault(l => l.Length != length) is { } other)
            throw new ArgumentException($"{length} synapses were given a level of {other.Length} currents.");
        int chunks = (length + Chunk - 1) / Chunk;
        var counts = new (double Changed, double Updated)[chunks];
        fixed (T* start = target)
        {
            T* to = start;
            workers.Run(chunks, c =>
            {
                SynapseRange<T> range = new(map, all, to, c * Chunk, Math.Min(Chunk, length - (c * Chunk)))
                {
                    Threshold = T.CreateTruncating(threshold),
                    Silence = SilenceOf(threshold),
                    Factor = T.CreateTruncating(factor),
                };
                counts[c] = Dispatch(LaneWidths.Resolve<T>(width), function, range);
            });
        }
        return ((long)counts.Sum(c => c.Changed), (long)counts.Sum(c => c.Updated));
    }

    /// <summary>The bound of |u| below which nothing passes, whatever the rounding.</summary>
    internal static float SilenceOf(double threshold) => (float)threshold * Margin;

    private static (double Changed, double Updated) Dispatch<T>(
        LaneWidth width, SynapseNonlinearity function, SynapseRange<T> range)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => function switch
        {
            SynapseNonlinearity.HardThreshold => range.Run<HardThresholdFunction>(width),
            SynapseNonlinearity.SoftThreshold => range.Run<SoftThresholdFunction>(width),
            SynapseNonlinearity.Cubic => range.Run<CubicFunction>(width),
            SynapseNonlinearity.Linear => range.Run<LinearFunction>(width),
            _ => throw new ArgumentOutOfRangeException(nameof(function), function, "No such nonlinearity."),
        };
}
