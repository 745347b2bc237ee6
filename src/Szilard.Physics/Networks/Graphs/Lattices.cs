namespace Szilard.Physics.Networks.Graphs;

/// <summary>Regular graphs in the plane, with unit spacing and free borders.</summary>
public static class Lattices
{
    /// <summary>A square grid: node (r, c) has index r·columns + c; its edges go right and down. It conducts,
    /// but shears without resistance as a spring network.</summary>
    /// <param name="rows">≥ 1.</param>
    /// <param name="columns">≥ 1.</param>
    public static PlacedGraph Square(int rows, int columns) => Build(rows, columns, false);

    /// <summary>A triangular grid: the square one with every second row shifted by half a spacing and one
    /// diagonal more, rows √3/2 apart. Rigid as a spring network.</summary>
    /// <param name="rows">≥ 2.</param>
    /// <param name="columns">≥ 2.</param>
    public static PlacedGraph Triangular(int rows, int columns) => Build(rows, columns, true);

    private static PlacedGraph Build(int rows, int columns, bool triangular)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, triangular ? 2 : 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, triangular ? 2 : 1);
        List<Edge> edges = [];
        var positions = new double[rows * columns * 2];
        for (int v = 0; v < rows * columns; v++)
        {
            (int row, int column) = Math.DivRem(v, columns);
            positions[2 * v] = column + (triangular ? 0.5 * (row % 2) : 0);
            positions[(2 * v) + 1] = row * (triangular ? Math.Sqrt(0.75) : 1);
            Link(edges, v, row, column, rows, columns, triangular);
        }
        return new PlacedGraph(new Graph(rows * columns, edges), 2, positions);
    }

    private static void Link(
        List<Edge> edges, int node, int row, int column, int rows, int columns, bool triangular)
    {
        if (column + 1 < columns)
            edges.Add(new Edge(node, node + 1));
        if (row + 1 == rows)
            return;
        edges.Add(new Edge(node, node + columns));
        // Rows of odd number lie half a spacing to the right, so their second lower neighbour does too.
        int other = column + (row % 2 == 0 ? -1 : 1);
        if (triangular && other >= 0 && other < columns)
            edges.Add(new Edge(node, ((row + 1) * columns) + other));
    }
}
