using Szilard.Physics.Networks.Graphs;

namespace Szilard.Physics.Networks.Resistors;

/// <summary>For each node its neighbours and the edges to them, and sweeps of exact coordinate descent over
/// them.</summary>
internal sealed class DiodeWiring
{
    private readonly int[][] _neighbours, _through;

    public DiodeWiring(Graph graph)
    {
        var ends = graph.Edges.SelectMany((edge, e) => (IEnumerable<(int Own, int Other, int Edge)>)
            [(edge.From, edge.To, e), (edge.To, edge.From, e)]).ToLookup(end => end.Own);
        int[] nodes = [.. Enumerable.Range(0, graph.Nodes)];
        _neighbours = [.. nodes.Select(v => ends[v].Select(x => x.Other).ToArray())];
        _through = [.. nodes.Select(v => ends[v].Select(x => x.Edge).ToArray())];
    }

    /// <summary>Sweeps until no node is pushed by more than the tolerance.</summary>
    /// <remarks>v ← min(max(least, (Σ k·v_neighbour + force)/Σ k), most), node after node: each step
    /// minimises ½Σ k Δv² − force·v exactly along one potential. Scellier, "A fast algorithm to simulate
    /// nonlinear resistive networks", 2024.</remarks>
    /// <param name="v">Potentials of one sample.</param>
    /// <param name="k">Conductances.</param>
    /// <param name="forces">A current into each node.</param>
    /// <param name="least">Lower bounds; equal to the upper ones where a potential is set.</param>
    /// <param name="most">Upper bounds.</param>
    public Relaxation Settle(
        Span<double> v, double[] k, double[] forces, double[] least, double[] most, double tolerance,
        int limit)
    {
        for (int sweep = 1; ; sweep++)
        {
            double largest = 0;
            for (int node = 0; node < v.Length; node++)
                largest = Math.Max(largest, Step(v, node, k, forces[node], least[node], most[node]));
            if (largest <= tolerance || sweep == limit || !double.IsFinite(largest))
                return new Relaxation(sweep, largest, largest <= tolerance);
        }
    }

    private double Step(Span<double> v, int node, double[] k, double force, double least, double most)
    {
        double current = force, sum = 0;
        for (int i = 0; i < _neighbours[node].Length; i++)
        {
            double conductance = k[_through[node][i]];
            current += conductance * v[_neighbours[node][i]];
            sum += conductance;
        }
        double next = Math.Min(Math.Max(current / sum, least), most), push = sum * Math.Abs(next - v[node]);
        v[node] = next;
        return push;
    }
}
