using MathNet.Numerics.Statistics;
using Szilard.Physics.Synapses.Kernels;
using Szilard.Physics.Synapses.Nonlinearities;
using Szilard.Physics.Synapses.Protocols;
using Szilard.Physics.Synapses.Responses;
using Szilard.Tensors;

namespace Szilard.Physics.Synapses.Markov;

/// <summary>Offset against dissipation for many random Markov synapses: figure 6B of Falk, Strupp, Scellier
/// and Murugan 2025, from their published code.</summary>
public static class OffsetCloud
{
    /// <summary>The published sampling: each job draws one signal from 5 to 249 µM and one rate factor from 1
    /// to 99, and then γ for each kernel, one fifth of them uniform on (0, 1], the others uniform on (0, 1]
    /// times 10^−x with x from 0 to 24.</summary>
    /// <param name="jobs">100 in the figure.</param>
    /// <param name="kernels">Per job; 50 in the figure.</param>
    /// <param name="key">Randomness.</param>
    public static IReadOnlyList<OffsetSample> Draw(int jobs, int kernels, RandomKey key) =>
        [.. Enumerable.Range(0, jobs).SelectMany(job => DrawJob(kernels, key.Split("job", job)))];

    /// <summary>Measures synapses, on all processors; each result depends on its sample alone.</summary>
    /// <param name="samples">The synapses.</param>
    /// <param name="conditions">The protocol.</param>
    /// <param name="cancellation">Stops between synapses.</param>
    public static IReadOnlyList<OffsetPoint> Measure(
        IReadOnlyList<OffsetSample> samples, OffsetConditions conditions,
        CancellationToken cancellation = default)
    {
        var points = new OffsetPoint[samples.Count];
        Parallel.For(0, points.Length, new ParallelOptions { CancellationToken = cancellation },
            i => points[i] = Measure(samples[i], conditions));
        return points;
    }

    /// <summary>Measures one synapse: kernel, threshold, weight change over all amplitudes, line through the
    /// linear part.</summary>
    /// <param name="sample">The synapse.</param>
    /// <param name="conditions">The protocol.</param>
    public static OffsetPoint Measure(OffsetSample sample, OffsetConditions conditions)
    {
        MarkovKernel kernel = MarkovKernel.Of(sample.Ladder, sample.Signal);
        double[] amplitudes = conditions.Grid();
        double[] changes = Curve(kernel, amplitudes, conditions);
        int end = amplitudes.Count(a => a < conditions.LargestAmplitude * (1 - 1e-12));
        double scale = conditions.LargestAmplitude;
        int onset = changes.AsSpan(0, end).IndexOfAnyInRange(
            Math.BitIncrement(conditions.Onset * scale), double.PositiveInfinity);
        int start = Math.Max(onset, 0);
        LineFit line = LineFit.Through(amplitudes[start..end], changes[start..end]);
        return new OffsetPoint(sample, sample.Ladder.Dissipation(), kernel.Area, kernel.Adapts,
            onset < 0 ? 1 : amplitudes[onset] / scale, line.Slope, line.Intercept / scale);
    }

    /// <summary>The median of <see cref="OffsetPoint.LogOffset"/> over the synapses that adapt, in bins of
    /// dissipation: falls, then levels off.</summary>
    /// <param name="points">The cloud.</param>
    /// <param name="edges">Rising edges of the bins; the published axis runs from 1 to 10.</param>
    /// <returns>One number for each bin, NaN where it is empty.</returns>
    public static double[] Medians(IReadOnlyList<OffsetPoint> points, params ReadOnlySpan<double> edges)
    {
        var medians = new double[Math.Max(0, edges.Length - 1)];
        for (int b = 0; b < medians.Length; b++)
        {
            (double low, double high) = (edges[b], edges[b + 1]);
            medians[b] = points
                .Where(p => p.Adapts && p.Dissipation >= low && p.Dissipation < high)
                .Select(p => p.LogOffset).Median();
        }
        return medians;
    }

    private static IEnumerable<OffsetSample> DrawJob(int kernels, RandomKey key)
    {
        RandomStream random = key.Stream();
        double signal = 5 + random.NextInt32(245), rateFactor = 1 + random.NextInt32(99);
        var samples = new OffsetSample[kernels];
        for (int k = 0; k < kernels; k++)
        {
            int decades = k < kernels / 5 ? 0 : random.NextInt32(25);
            samples[k] = new((1 - random.NextDouble()) * Math.Pow(10, -decades), rateFactor, signal);
        }
        return samples;
    }

    private static double[] Curve(MarkovKernel kernel, double[] amplitudes, OffsetConditions conditions)
    {
        var taps = new SampledKernel([.. kernel.Taps], 1);
        var response = new Response(taps, new Sawtooth(conditions.Fast, conditions.Slow));
        var threshold = new HardThreshold(conditions.Threshold(kernel.Area));
        return response.Changes(threshold, conditions.MeanSignal, amplitudes);
    }
}
