using Szilard.Parts;
using Szilard.Physics.Networks.Graphs;
using Szilard.Physics.Networks.Solvers;

namespace Szilard.Physics.Networks.Springs;

/// <summary>Linear conditions A·u = b on displacements: driven ports, held ports, and the frame, which takes
/// away the rigid motions that no spring resists (Σu = 0, and Σ r×u = 0 unless the box is
/// periodic).</summary>
internal sealed class SpringConstraints
{
    private readonly DenseCholesky _gram;

    public SpringConstraints(PlacedGraph graph, IReadOnlyList<SpringPort> ports, bool floating)
    {
        Size = graph.Positions.Length;
        List<double[]> rows = [.. ports.Select(Row), .. floating ? Frame(graph) : []];
        (Rows, Driven, Count) = ([.. rows], ports.Count, rows.Count);
        _gram = new DenseCholesky(Count);
        var gram = new double[Count * Count];
        for (int i = 0; i < gram.Length; i++)
            gram[i] = Dot(Rows[i / Count], Rows[i % Count]);
        if (!_gram.Factor(gram, 1e-10))
            throw new SzilardException(
                _gram.Dependent >= ports.Count
                    ? $"The {ports.Count} ports already hold the body as a whole; leave one out."
                    : $"Port {ports[_gram.Dependent]} follows from the ports before it: an output among the "
                    + "inputs is what was put in, whatever is learned; choose another.");
    }

    /// <summary>Coordinates.</summary>
    public int Size { get; }

    /// <summary>Conditions.</summary>
    public int Count { get; }

    /// <summary>How many of them, the first, have values other than zero.</summary>
    public int Driven { get; }

    /// <summary>The rows of A: ports in their order, then the frame.</summary>
    public double[][] Rows { get; }

    /// <summary>v ← v − Aᵀ(A·Aᵀ)⁻¹A·v: the part of a force that the conditions do not bear.</summary>
    public void Project(Span<double> v)
    {
        var multipliers = new double[Count];
        for (int i = 0; i < Count; i++)
            multipliers[i] = Dot(Rows[i], v);
        _gram.Solve(multipliers);
        for (int i = 0; i < Count; i++)
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(Rows[i], -multipliers[i], v, v);
    }

    /// <summary>Refuses ports outside of the graph or without a direction.</summary>
    public static void Check(
        PlacedGraph graph, IReadOnlyList<SpringPort> inputs, IReadOnlyList<SpringPort> outputs)
    {
        if (inputs.Count == 0 || outputs.Count == 0)
            throw new SzilardException(
                $"{inputs.Count} inputs and {outputs.Count} outputs were given; give at least one of each.");
        foreach (SpringPort port in inputs.Concat(outputs))
            if ((uint)port.Node >= (uint)graph.Graph.Nodes
                || (port.Reference is { } r && (uint)r >= (uint)graph.Graph.Nodes)
                || port.Direction.Length != graph.Dimension
                || Math.Abs(port.Direction.Sum(c => c * c) - 1) > 1e-9)
                throw new SzilardException(
                    $"Port {port} does not fit a graph of {graph.Graph.Nodes} nodes in {graph.Dimension} "
                    + "dimensions; give nodes of the graph and a unit vector.");
    }

    internal static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b) =>
        System.Numerics.Tensors.TensorPrimitives.Dot(a, b);

    private double[] Row(SpringPort port)
    {
        var row = new double[Size];
        port.Write(row);
        return row;
    }

    private static IEnumerable<double[]> Frame(PlacedGraph graph)
    {
        (int n, int d) = (graph.Graph.Nodes, graph.Dimension);
        for (int axis = 0; axis < d; axis++)
            yield return Fill(n, d, (_, a) => a == axis ? 1 : 0);
        if (graph.Periodic)
            yield break;
        double[] centre = [.. Enumerable.Range(0, d).Select(a =>
            Enumerable.Range(0, n).Average(v => graph.Positions[(v * d) + a]))];
        for (int a = 0; a < d; a++)
            for (int b = a + 1; b < d; b++)
                yield return Turn(graph, centre, a, b);
    }

    /// <summary>The displacement of a small turn in one plane.</summary>
    private static double[] Turn(PlacedGraph graph, double[] centre, int a, int b) =>
        Fill(graph.Graph.Nodes, graph.Dimension, (v, axis) =>
            axis == a ? centre[b] - graph.Positions[(v * graph.Dimension) + b]
            : axis == b ? graph.Positions[(v * graph.Dimension) + a] - centre[a] : 0);

    private static double[] Fill(int nodes, int dimension, Func<int, int, double> value)
    {
        var row = new double[nodes * dimension];
        for (int i = 0; i < row.Length; i++)
            row[i] = value(i / dimension, i % dimension);
        double norm = Math.Sqrt(Dot(row, row));
        return [.. row.Select(v => v / norm)];
    }
}
