using Szilard.Benchmarks.Cases;
using Szilard.Physics.Networks;
using Szilard.Physics.Networks.Graphs;
using Szilard.Physics.Networks.Resistors;
using Szilard.Physics.Synapses.Kernels;
using Szilard.Physics.Synapses.Nonlinearities;
using Szilard.Physics.Synapses.Protocols;
using Szilard.Physics.Synapses.Responses;

namespace Szilard.Benchmarks;

/// <summary>How the cost of learning with bodies grows with the size of networks, the length of kernels and
/// the number of amplitudes.</summary>
public static class ScalingSuite
{
    private const int Threads = 2, Digits = 200, Amplitudes = 500, ShortKernel = 2000;

    /// <summary>The curves in the order in which they are shown.</summary>
    public static IReadOnlyList<ScalingCurve> All { get; } =
    [
        new("propagation", "hidden units", [250, 500, 1000, 2000, 4000],
            h => DigitProblem.Propagation(h, 20, Digits).ToCase("propagation", Threads).Prepare()),
        new("temporal-contrast", "hidden units", [125, 250, 500, 1000],
            h => DigitProblem.Contrast(Digits, h).ToCase("temporal-contrast", Threads).Prepare()),
        new("resistors", "nodes", [400, 1600, 6400, 25600], Resistors),
        new("response", "taps of the kernel", [1000, 4000, 16000, 64000],
            taps => new(() => Curve(new Response(Taps(taps), Cycle), Amplitudes))),
        new("plain-integration", "taps of the kernel", [250, 500, 1000, 2000],
            taps => new(() => PlainIntegration.Change(Taps(taps), Cycle, Passing, 0, 20, 1.0 / taps))),
        new("amplitudes", "amplitudes", [10, 100, 1000, 10_000, 100_000],
            count => new(() => Curve(new Response(Taps(ShortKernel), Cycle), count))),
        new("amplitudes-alone", "amplitudes", [100, 1000, 10_000, 100_000], AmplitudesAlone),
    ];

    /// <summary>Measures curves.</summary>
    /// <param name="curves">What is timed.</param>
    /// <param name="minimumSeconds">How long each size is timed at least, in seconds.</param>
    /// <param name="tell">Is told each curve's name before it begins.</param>
    /// <param name="cancellation">Stops between two sizes.</param>
    public static IReadOnlyList<ScalingResult> Run(
        IEnumerable<ScalingCurve> curves, double minimumSeconds, Action<string> tell,
        CancellationToken cancellation = default)
    {
        List<ScalingResult> results = [];
        foreach (ScalingCurve curve in curves)
        {
            BenchmarkCase[] sizes = [.. curve.Sizes.Select(size => new BenchmarkCase(
                $"{curve.Name}, {size} {curve.Variable}", curve.Variable, 1, () => curve.Prepare(size)))];
            results.Add(new(curve, [.. BenchmarkRunner.Run(sizes, minimumSeconds, tell, cancellation)
                .Select(r => r.BestMilliseconds)]));
        }
        return results;
    }

    private static Sawtooth Cycle => new(3, 15);

    private static HardThreshold Passing => new(2);

    /// <summary>The kernel of chemotaxis at that many taps over one unit of time, τ_K = 0.05.</summary>
    private static SampledKernel Taps(int count)
    {
        Chemotaxis kernel = new(0.05);
        return new SampledKernel(
            [.. Enumerable.Range(0, count).Select(j => kernel.Value((j + 0.5) / count))], 1);
    }

    private static double[] Curve(Response response, int count) => response.Changes(
        Passing, 0, [.. Enumerable.Range(0, count).Select(i => 40.0 * i / count)]);

    private static PreparedWork AmplitudesAlone(int count)
    {
        Response response = new(Taps(ShortKernel), Cycle);
        return new PreparedWork(() => Curve(response, count));
    }

    /// <summary>A square lattice whose conductances change before each relaxation, between opposite
    /// corners.</summary>
    private static PreparedWork Resistors(int nodes)
    {
        int side = (int)Math.Round(Math.Sqrt(nodes));
        Graph graph = Lattices.Square(side, side).Graph;
        double[] conductances = new double[graph.Edges.Count];
        conductances.AsSpan().Fill(1);
        ResistorNetwork network = new(graph, conductances, [new Port(0)], [new Port(graph.Nodes / 2)]);
        return new PreparedWork(() =>
        {
            conductances[0] = 3 - conductances[0];
            network.Relax(network.Start(1), [1], Clamp.Free);
        });
    }
}
