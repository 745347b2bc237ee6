using Szilard.Parts;

namespace Szilard.Physics.Networks.Graphs;

/// <summary>A graph in space: where its nodes are and which vector each edge spans. In a periodic box edges
/// may cross the border, so that they span another vector than the difference of positions.</summary>
public sealed class PlacedGraph
{
    /// <summary>A graph from positions, and bonds where these differ from the differences of positions.
    /// </summary>
    /// <param name="graph">Nodes and edges.</param>
    /// <param name="dimension">2 or 3.</param>
    /// <param name="positions">Nodes × dimension.</param>
    /// <param name="bonds">Edges × dimension, from <see cref="Edge.From"/> to <see cref="Edge.To"/>; null for
    /// the differences of positions.</param>
    /// <exception cref="SzilardException">An edge has no length, or a number is not finite.</exception>
    public PlacedGraph(Graph graph, int dimension, double[] positions, double[]? bonds = null)
    {
        if (dimension is not (2 or 3))
            throw new ArgumentOutOfRangeException(
                nameof(dimension), dimension, "Space has 2 or 3 dimensions.");
        if (positions.Length != graph.Nodes * dimension)
            throw new ArgumentException(
                $"{graph.Nodes} nodes in {dimension} dimensions need {graph.Nodes * dimension} coordinates, "
                + $"but {positions.Length} were given.", nameof(positions));
        if (bonds is not null && bonds.Length != graph.Edges.Count * dimension)
            throw new ArgumentException(
                $"{graph.Edges.Count} edges in {dimension} dimensions need {graph.Edges.Count * dimension} "
                + $"components, but {bonds.Length} were given.", nameof(bonds));
        (Graph, Dimension, Positions) = (graph, dimension, positions);
        double[] differences = Differences();
        Bonds = bonds ?? differences;
        Periodic = bonds is not null && Differ(bonds, differences);
        for (int e = 0; e < graph.Edges.Count; e++)
            CheckLength(e);
    }

    /// <summary>Nodes and edges.</summary>
    public Graph Graph { get; }

    /// <summary>2 or 3.</summary>
    public int Dimension { get; }

    /// <summary>Nodes × dimension.</summary>
    public double[] Positions { get; }

    /// <summary>Edges × dimension, from <see cref="Edge.From"/> to <see cref="Edge.To"/>.</summary>
    public double[] Bonds { get; }

    /// <summary>True where some edge crosses the border of a periodic box: turning the body is no symmetry
    /// then.</summary>
    public bool Periodic { get; }

    /// <summary>The vector that an edge spans.</summary>
    public ReadOnlySpan<double> Bond(int edge) => Bonds.AsSpan(edge * Dimension, Dimension);

    /// <summary>The length of every edge.</summary>
    public double[] Lengths() => [.. Enumerable.Range(0, Graph.Edges.Count).Select(Length)];

    private double Length(int edge)
    {
        double sum = 0;
        foreach (double component in Bond(edge))
            sum += component * component;
        return Math.Sqrt(sum);
    }

    private double[] Differences()
    {
        var bonds = new double[Graph.Edges.Count * Dimension];
        for (int i = 0; i < bonds.Length; i++)
        {
            (int edge, int axis) = Math.DivRem(i, Dimension);
            Edge e = Graph.Edges[edge];
            bonds[i] = Positions[(e.To * Dimension) + axis] - Positions[(e.From * Dimension) + axis];
        }
        return bonds;
    }

    private static bool Differ(double[] bonds, double[] differences) =>
        bonds.Zip(differences, (a, b) => Math.Abs(a - b)).Any(d => d > 1e-9);

    private void CheckLength(int edge)
    {
        double length = Length(edge);
        if (!(length > 0 && double.IsFinite(length)))
            throw new SzilardException(
                $"Edge {edge} ({Graph.Edges[edge]}) has length {length}: its direction is undefined; give "
                + "its ends different, finite positions.");
    }
}
