using System.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary>As <see cref="SynapseIntegral"/>, for the synapses of a layer whose units below are the same at
/// all levels: s_l = belowᵀ·above_l. Currents are never written down; units below that are zero are left
/// out.</summary>
/// <remarks>Columns of synapses go in tiles of one register. For a tile the steps of the units above between
/// levels lie side by side and stay in the first cache, and every row of synapses is made from those of its
/// samples that are not zero: 4 steps at a time, one multiplication each.</remarks>
public static unsafe class SynapseOuter
{
    /// <summary>target ← factor·Σ_k w_k·g(u_k), rows×columns, the same bit for bit for any number of workers.
    /// </summary>
    /// <param name="workers">Threads to share the work.</param>
    /// <param name="map">The response, and the weights w.</param>
    /// <param name="function">g.</param>
    /// <param name="threshold">θ &gt; 0; not read where g is linear.</param>
    /// <param name="factor">Factor of the integral.</param>
    /// <param name="samples">n.</param>
    /// <param name="below">n×rows.</param>
    /// <param name="above">One array for each level, n×columns.</param>
    /// <param name="scale">Factor of the currents.</param>
    /// <param name="target">The integrals, overwritten.</param>
    /// <returns>How many synapses felt any change, and how many integrals are not zero.</returns>
    /// <exception cref="ArgumentException">The number of levels or a length does not fit.</exception>
    public static (long Changed, long Updated) Gather<T>(
        Workers workers, ResponseMap<T> map, SynapseNonlinearity function, double threshold, double factor,
        int samples, ReadOnlySpan<T> below, IReadOnlyList<T[]> above, double scale, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Gather(
            LaneWidth.Widest, workers, map, function, threshold, factor, samples, below, above, scale,
            target);

    internal static (long Changed, long Updated) Gather<T>(
        LaneWidth width, Workers workers, ResponseMap<T> map, SynapseNonlinearity function, double threshold,
        double factor, int samples, ReadOnlySpan<T> below, IReadOnlyList<T[]> above, double scale,
        Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = below.Length / samples, columns = above[0].Length / samples;
        if (above.Count != map.Levels || target.Length != rows * columns
            || above.Any(a => a.Length != samples * columns))
        {
            throw new ArgumentException(
                $"{map.Levels} levels of {samples}×{columns} units above {rows} are wanted for "
                + $"{target.Length} synapses, but {above.Count} levels were given.");
        }
        LaneWidth resolved = LaneWidths.Resolve<T>(width);
        SparseColumns<T> sparse = new(samples, rows, below);
        fixed (T* start = target)
        {
            SynapseTiles<T> tiles = new(map, sparse, above, samples, columns, start)
            {
                Threshold = T.CreateTruncating(threshold),
                Silence = SynapseIntegral.SilenceOf(threshold),
                Factor = T.CreateTruncating(factor),
                Scale = T.CreateTruncating(scale),
            };
            return tiles.Run(workers, resolved, function);
        }
    }
}
