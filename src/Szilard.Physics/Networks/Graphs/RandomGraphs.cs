using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Physics.Networks.Graphs;

/// <summary>Connected graphs drawn at random.</summary>
public static class RandomGraphs
{
    private const int Attempts = 200;

    /// <summary>A connected graph in which every node has the same degree, nearly uniform among
    /// all.</summary>
    /// <remarks>Steger and Wormald, "Generating random regular graphs quickly", 1999: free ends are joined in
    /// random pairs that keep the graph simple; a draw that gets stuck or falls apart is drawn
    /// again.</remarks>
    /// <param name="nodes">≥ 3.</param>
    /// <param name="degree">2 ≤ degree &lt; nodes; nodes·degree even.</param>
    /// <param name="key">Randomness.</param>
    /// <exception cref="SzilardException">No such graph exists, or none was found in 200 draws.</exception>
    public static Graph Regular(int nodes, int degree, RandomKey key)
    {
        if (degree < 2 || degree >= nodes || (long)nodes * degree % 2 != 0)
            throw new SzilardException(
                $"No connected graph of {nodes} nodes has degree {degree} everywhere; give 2 ≤ degree < "
                + "nodes and an even product of both.");
        for (int attempt = 0; attempt < Attempts; attempt++)
            if (Pair(nodes, degree, key.Split("regular", attempt)) is { } edges
                && new Graph(nodes, edges) is var graph && graph.Components().Count == 1)
                return graph;
        throw new SzilardException(
            $"{Attempts} draws gave no connected simple graph of {nodes} nodes of degree {degree}; a degree "
            + "of at least 3, and well below the number of nodes, makes them likely.");
    }

    /// <summary>Points drawn uniformly in the unit square or cube, each joined to all within a
    /// radius.</summary>
    /// <param name="nodes">≥ 2.</param>
    /// <param name="radius">In units of the side.</param>
    /// <param name="dimension">2 or 3.</param>
    /// <param name="key">Randomness; draws that fall apart are drawn again.</param>
    /// <exception cref="SzilardException">200 draws fell apart.</exception>
    public static PlacedGraph Geometric(int nodes, double radius, int dimension, RandomKey key)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nodes, 2);
        int parts = 0;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            double[] positions = Scatter(nodes * dimension, key.Split("geometric", attempt));
            Graph graph = new(nodes, Near(positions, nodes, dimension, radius));
            if ((parts = graph.Components().Count) == 1)
                return new PlacedGraph(graph, dimension, positions);
        }
        double unit = dimension == 2 ? Math.PI : 4 * Math.PI / 3;
        double typical = Math.Pow(Math.Log(nodes) / unit / nodes, 1.0 / dimension);
        throw new SzilardException(
            $"A radius of {radius} left {nodes} points in parts in each of {Attempts} draws ({parts} in the "
            + $"last); about {1.5 * typical:G2} connects them.");
    }

    internal static double[] Scatter(int count, RandomKey key)
    {
        RandomStream stream = key.Stream();
        var values = new double[count];
        for (int i = 0; i < count; i++)
            values[i] = stream.NextDouble();
        return values;
    }

    private static List<Edge> Near(double[] positions, int nodes, int dimension, double radius)
    {
        List<Edge> edges = [];
        for (int i = 0; i < nodes; i++)
            for (int j = i + 1; j < nodes; j++)
                if (SquaredDistance(positions, i, j, dimension) <= radius * radius)
                    edges.Add(new Edge(i, j));
        return edges;
    }

    private static double SquaredDistance(double[] positions, int i, int j, int dimension)
    {
        double sum = 0;
        for (int axis = 0; axis < dimension; axis++)
        {
            double d = positions[(i * dimension) + axis] - positions[(j * dimension) + axis];
            sum += d * d;
        }
        return sum;
    }

    private static List<Edge>? Pair(int nodes, int degree, RandomKey key)
    {
        RandomStream stream = key.Stream();
        int[] ends = [.. Enumerable.Range(0, nodes * degree).Select(i => i / degree)];
        HashSet<(int, int)> joined = [];
        int left = ends.Length;
        for (int failures = 0; left > 0 && failures < 100;)
        {
            int a = stream.NextInt32(left), b = stream.NextInt32(left);
            (int u, int v) = (Math.Min(ends[a], ends[b]), Math.Max(ends[a], ends[b]));
            if (u == v || !joined.Add((u, v)))
            {
                failures++;
                continue;
            }
            (ends[Math.Max(a, b)], left) = (ends[left - 1], left - 1);
            (ends[Math.Min(a, b)], left) = (ends[left - 1], left - 1);
            failures = 0;
        }
        return left == 0 ? [.. joined.Select(p => new Edge(p.Item1, p.Item2))] : null;
    }
}
