using Szilard.Parts;

namespace Szilard.Physics.Networks.Graphs;

/// <summary>An undirected simple graph: nodes 0 … n−1 and the edges between them.</summary>
public sealed class Graph
{
    /// <summary>A graph from its edges.</summary>
    /// <param name="nodes">How many nodes there are, ≥ 1.</param>
    /// <param name="edges">The edges, each once.</param>
    /// <exception cref="SzilardException">An edge leaves the graph, joins a node to itself or occurs twice.
    /// </exception>
    public Graph(int nodes, IReadOnlyList<Edge> edges)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(nodes);
        HashSet<(int, int)> seen = [];
        for (int e = 0; e < edges.Count; e++)
            Check(e, edges[e], nodes, seen);
        (Nodes, Edges) = (nodes, [.. edges]);
    }

    /// <summary>How many nodes there are.</summary>
    public int Nodes { get; }

    /// <summary>The edges, in the order of their parameters.</summary>
    public IReadOnlyList<Edge> Edges { get; }

    /// <summary>How many edges each node has.</summary>
    public int[] Degrees()
    {
        var degrees = new int[Nodes];
        foreach (Edge edge in Edges)
        {
            degrees[edge.From]++;
            degrees[edge.To]++;
        }
        return degrees;
    }

    /// <summary>The sets of nodes that hang together, each ascending, ordered by their first node.</summary>
    public IReadOnlyList<int[]> Components()
    {
        int[] root = [.. Enumerable.Range(0, Nodes)];
        foreach (Edge edge in Edges)
        {
            (int a, int b) = (Root(root, edge.From), Root(root, edge.To));
            root[Math.Max(a, b)] = Math.Min(a, b);
        }
        return [.. Enumerable.Range(0, Nodes).GroupBy(v => Root(root, v)).Select(g => g.ToArray())];
    }

    /// <summary>This graph, where every node can be reached from every other.</summary>
    /// <exception cref="SzilardException">It falls apart; the message names the parts.</exception>
    public Graph Connected()
    {
        IReadOnlyList<int[]> parts = Components();
        return parts.Count == 1
            ? this
            : throw new SzilardException(
                $"The graph of {Nodes} nodes and {Edges.Count} edges falls into {parts.Count} parts ("
                + string.Join("; ", parts.Take(4).Select(Name)) + (parts.Count > 4 ? "; …" : "")
                + "), so that the state of all but one is undetermined; join the parts by edges or "
                + "keep one.");
    }

    private static string Name(int[] part) =>
        $"{{{string.Join(", ", part.Take(6))}{(part.Length > 6 ? $", … {part.Length} nodes" : "")}}}";

    private static int Root(int[] root, int node)
    {
        while (root[node] != node)
            node = root[node] = root[root[node]];
        return node;
    }

    private static void Check(int index, Edge edge, int nodes, HashSet<(int, int)> seen)
    {
        if ((uint)edge.From >= (uint)nodes || (uint)edge.To >= (uint)nodes)
            throw new SzilardException(
                $"Edge {index} ({edge}) leaves the graph of {nodes} nodes; give indices in 0…{nodes - 1}.");
        if (edge.From == edge.To)
            throw new SzilardException($"Edge {index} joins node {edge.From} to itself; leave it out.");
        if (!seen.Add((Math.Min(edge.From, edge.To), Math.Max(edge.From, edge.To))))
            throw new SzilardException(
                $"Edge {index} ({edge}) occurs twice; merge parallel edges into one, adding what they "
                + "conduct.");
    }
}
