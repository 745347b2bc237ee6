using Szilard.Parts;
using Szilard.Physics.Networks.Graphs;

namespace Szilard.Physics.Networks.Springs;

/// <summary>A displacement that is imposed or read: n·(u_node − u_reference) along a fixed direction n; the
/// extension of a pair, or one coordinate of one node.</summary>
/// <param name="Node">The node that moves along the direction when the value is positive.</param>
/// <param name="Reference">The node it moves away from; null for the laboratory.</param>
/// <param name="Direction">The unit vector n.</param>
public sealed record SpringPort(int Node, int? Reference, double[] Direction)
{
    /// <summary>How far two nodes move apart along the line between them at rest; positive when
    /// longer.</summary>
    /// <exception cref="SzilardException">The nodes coincide, or leave the graph.</exception>
    public static SpringPort Between(PlacedGraph graph, int node, int reference)
    {
        int edge = Joining(graph.Graph, node, reference);
        if (edge < 0 && graph.Periodic)
            throw new SzilardException(
                $"Nodes {node} and {reference} share no edge, and in a periodic box the line between them is "
                + "ambiguous; choose two nodes that do, or give the direction.");
        double[] line = edge >= 0 ? graph.Bond(edge).ToArray() : Line(graph, reference, node);
        double sign = edge >= 0 && graph.Graph.Edges[edge].To != node ? -1 : 1;
        double length = sign * Math.Sqrt(line.Sum(c => c * c));
        return length != 0
            ? new SpringPort(node, reference, [.. line.Select(c => c / length)])
            : throw new SzilardException($"Nodes {node} and {reference} coincide; choose two places.");
    }

    /// <summary>One coordinate of one node against the laboratory.</summary>
    public static SpringPort Coordinate(int node, int axis, int dimension) =>
        new(node, null, [.. Enumerable.Range(0, dimension).Select(a => a == axis ? 1.0 : 0)]);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Node}–{(Reference is { } r ? r : "laboratory")} along "
        + $"({string.Join(", ", Direction.Select(c => $"{c:G3}"))})";

    /// <summary>The row of this port over all coordinates.</summary>
    internal void Write(Span<double> row)
    {
        for (int axis = 0; axis < Direction.Length; axis++)
        {
            row[(Node * Direction.Length) + axis] += Direction[axis];
            if (Reference is { } reference)
                row[(reference * Direction.Length) + axis] -= Direction[axis];
        }
    }

    private static int Joining(Graph graph, int a, int b)
    {
        for (int e = 0; e < graph.Edges.Count; e++)
            if (graph.Edges[e] == new Edge(a, b) || graph.Edges[e] == new Edge(b, a))
                return e;
        return -1;
    }

    private static double[] Line(PlacedGraph graph, int from, int to)
    {
        int d = graph.Dimension;
        foreach (int node in (int[])[from, to])
            if ((uint)node >= (uint)graph.Graph.Nodes)
                throw new SzilardException(
                    $"Node {node} leaves the graph of {graph.Graph.Nodes} nodes; give "
                    + $"0…{graph.Graph.Nodes - 1}.");
        return [.. Enumerable.Range(0, d).Select(a =>
            graph.Positions[(to * d) + a] - graph.Positions[(from * d) + a])];
    }
}
