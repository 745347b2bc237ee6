using Szilard.Physics.Networks.Graphs;
using Szilard.Physics.Networks.Ising;
using Szilard.Physics.Networks.Resistors;
using Szilard.Physics.Networks.Springs;
using Szilard.Tensors;

namespace Szilard.Physics.Tests.Networks;

/// <summary>Small bodies with random parameters.</summary>
internal static class Laboratory
{
    public static RandomKey Key { get; } = RandomKey.FromSeed(1977);

    public static double[] Uniform(int count, double low, double high, string name)
    {
        RandomStream stream = Key.Split(name).Stream();
        return [.. Enumerable.Range(0, count).Select(_ => stream.NextUniform(low, high))];
    }

    public static ResistorNetwork Resistors(Drive drive, int outputs = 2)
    {
        Graph graph = Packings.Jammed(24, Key).Graph;
        Port[] reads = [new(3, 11), new(17), new(8)];
        return new ResistorNetwork(
            graph, Uniform(graph.Edges.Count, 0.3, 2, "conductances"), [new Port(1, 7), new Port(5)],
            reads[..outputs], drive);
    }

    public static DiodeNetwork Diodes()
    {
        double[] k = Uniform(32, 0.3, 2, "diode conductances");
        DiodeNetwork body = DiodeNetwork.Layered([2, 4, 2], 3, Key);
        k.CopyTo(body.Parameters[0].Values, 0);
        return body;
    }

    public static SpringNetwork Springs(int dimension, SpringAdaptation adapts, double tolerance = 1e-12)
    {
        PlacedGraph graph = dimension == 2
            ? Lattices.Triangular(4, 4)
            : RandomGraphs.Geometric(12, 0.9, 3, Key);
        int edges = graph.Graph.Edges.Count;
        double[] pull = Uniform(edges, 0.97, 1.03, "rest lengths");
        return new SpringNetwork(
            graph, Uniform(edges, 0.5, 2, "stiffness"), [.. graph.Lengths().Zip(pull, (l, p) => l * p)],
            adapts,
            [SpringPort.Between(graph, 0, 1)],
            [SpringPort.Between(graph, 10, 11), SpringPort.Between(graph, 2, 7)], tolerance: tolerance);
    }

    public static IsingNetwork Ising(int inputs, int outputs, int hidden)
    {
        int n = inputs + outputs + hidden;
        Edge[] edges = [.. from i in Enumerable.Range(0, n) from j in Enumerable.Range(i + 1, n - i - 1)
                           select new Edge(i, j)];
        int[] spins = [.. Enumerable.Range(0, n)];
        return new IsingNetwork(
            new Graph(n, edges), Uniform(edges.Length, -0.6, 0.6, "couplings"),
            Uniform(n, -0.4, 0.4, "fields"),
            spins[..inputs], spins[inputs..(inputs + outputs)]);
    }
}
