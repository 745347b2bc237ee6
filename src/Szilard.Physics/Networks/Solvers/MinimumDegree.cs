using Szilard.Physics.Networks.Graphs;

namespace Szilard.Physics.Networks.Solvers;

/// <summary>The order in which to eliminate unknowns so that few new couplings arise: always the one with the
/// fewest neighbours left, the lowest index among equals.</summary>
/// <remarks>Rose, "A graph-theoretic study of the numerical solution of sparse positive definite systems",
/// 1972. The elimination graph is kept explicitly, which suits some thousands of nodes.</remarks>
internal static class MinimumDegree
{
    /// <summary>The unknowns in the order of their elimination.</summary>
    public static int[] Order(int size, IEnumerable<Edge> couplings)
    {
        HashSet<int>[] near = Neighbours(size, couplings);
        SortedSet<(int Degree, int Node)> queue = [.. near.Select((set, node) => (set.Count, node))];
        var order = new int[size];
        for (int k = 0; k < size; k++)
        {
            (int _, int node) = queue.Min;
            queue.Remove(queue.Min);
            order[k] = node;
            Eliminate(node, near, queue);
        }
        return order;
    }

    private static HashSet<int>[] Neighbours(int size, IEnumerable<Edge> couplings)
    {
        HashSet<int>[] near = [.. Enumerable.Range(0, size).Select(_ => new HashSet<int>())];
        foreach (Edge edge in couplings)
        {
            near[edge.From].Add(edge.To);
            near[edge.To].Add(edge.From);
        }
        return near;
    }

    private static void Eliminate(int node, HashSet<int>[] near, SortedSet<(int, int)> queue)
    {
        foreach (int neighbour in near[node])
        {
            queue.Remove((near[neighbour].Count, neighbour));
            near[neighbour].Remove(node);
            near[neighbour].UnionWith(near[node]);
            near[neighbour].Remove(neighbour);
            queue.Add((near[neighbour].Count, neighbour));
        }
    }
}
