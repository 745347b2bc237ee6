namespace Szilard.Physics.Networks.Graphs;

/// <summary>Balls in a periodic box of side 1 that repel where they overlap: E = Σ ½(1 − r/d)².</summary>
internal sealed class SoftBalls(double[] diameters, int dimension)
{
    private readonly double[] _bond = new double[dimension];

    /// <summary>∂E/∂x, overwritten.</summary>
    public void Gradient(ReadOnlySpan<double> x, Span<double> gradient)
    {
        gradient.Clear();
        for (int i = 0; i < diameters.Length; i++)
            for (int j = i + 1; j < diameters.Length; j++)
            {
                (double r, double reach) = (Distance(x, i, j), Reach(i, j));
                if (r >= reach || r <= 0)
                    continue;
                double force = (1 - (r / reach)) / (reach * r);
                for (int axis = 0; axis < dimension; axis++)
                {
                    gradient[(i * dimension) + axis] += force * _bond[axis];
                    gradient[(j * dimension) + axis] -= force * _bond[axis];
                }
            }
    }

    /// <summary>The network of contacts in units of its mean bond; null where a ball rattles or the network
    /// falls apart.</summary>
    public PlacedGraph? Contacts(double[] x)
    {
        List<Edge> edges = [];
        List<double> bonds = [];
        for (int i = 0; i < diameters.Length; i++)
            for (int j = i + 1; j < diameters.Length; j++)
                if (Distance(x, i, j) < Reach(i, j))
                {
                    edges.Add(new Edge(i, j));
                    bonds.AddRange(_bond);
                }
        Graph graph = new(diameters.Length, edges);
        if (graph.Degrees().Min() <= dimension || graph.Components().Count > 1)
            return null;
        PlacedGraph raw = new(graph, dimension, x, [.. bonds]);
        double unit = 1 / raw.Lengths().Average();
        return new PlacedGraph(
            graph, dimension, [.. x.Select(v => unit * (v - Math.Floor(v)))],
            [.. bonds.Select(v => unit * v)]);
    }

    private double Reach(int i, int j) => 0.5 * (diameters[i] + diameters[j]);

    private double Distance(ReadOnlySpan<double> x, int i, int j)
    {
        double sum = 0;
        for (int axis = 0; axis < dimension; axis++)
        {
            double d = x[(j * dimension) + axis] - x[(i * dimension) + axis];
            _bond[axis] = d - Math.Round(d);
            sum += _bond[axis] * _bond[axis];
        }
        return Math.Sqrt(sum);
    }
}
