using Szilard.Physics.Synapses.Figures;
using Szilard.Physics.Synapses.Kernels;
using Szilard.Physics.Synapses.Markov;
using Szilard.Physics.Synapses.Nonlinearities;
using Szilard.Physics.Synapses.Protocols;
using Szilard.Physics.Synapses.Responses;
using Szilard.Tensors;

namespace Szilard.Benchmarks.Cases;

/// <summary>The published figures of synapses at their full grids.</summary>
internal static class SynapseCases
{
    private const double Largest = 100;

    /// <summary>Figure 4C and its curves at all published amplitudes.</summary>
    public static BenchmarkCase Figure4C(int points) => Figure("figure-4c", points, () =>
        Curves(Physics.Synapses.Figures.Figure4C.Compute(RandomKey.FromSeed(1), points).Points,
            new Chemotaxis(Physics.Synapses.Figures.Figure4C.TimeScale), 0));

    /// <summary>Figure 5C and its curves at all published amplitudes.</summary>
    public static BenchmarkCase Figure5C(int points) => Figure("figure-5c", points, () =>
        Curves(Physics.Synapses.Figures.Figure5C.Compute(RandomKey.FromSeed(1), points).Points,
            Physics.Synapses.Figures.Figure5C.Kernel, Physics.Synapses.Figures.Figure5C.Mean));

    /// <summary>Figure 6B: ladders, each with its kernel of 10 000 taps and 500 amplitudes. Timed
    /// once.</summary>
    public static BenchmarkCase Figure6B(int jobs, int kernels) => new(
        "figure-6b", $"{jobs * kernels} ladders of ten states and their weight changes at 500 amplitudes.",
        Environment.ProcessorCount,
        () => new PreparedWork(() => OffsetCloud.Measure(
            OffsetCloud.Draw(jobs, kernels, RandomKey.FromSeed(1)), new OffsetConditions())))
    {
        Items = jobs * kernels,
        TakesLong = true,
    };

    private static BenchmarkCase Figure(string name, int points, Action compute) => new(
        name, $"{points} synapses: learning range, offset and the weight change at 400 amplitudes.", 1,
        () => new PreparedWork(compute))
    {
        Items = points,
    };

    /// <summary>Δw at 400 amplitudes from 0 to 0.75·A_max for each synapse, θ = A_max/τ_s.</summary>
    private static void Curves(LearningPoint[] points, Kernel kernel, double mean)
    {
        double[] amplitudes = [.. Enumerable.Range(0, 400).Select(i => i * 0.75 * Largest / 400)];
        foreach (LearningPoint point in points)
        {
            Response response = new(kernel, new Sawtooth(point.Fast, point.Slow));
            response.Changes(new HardThreshold(Largest / point.Slow), mean, amplitudes);
        }
    }
}
