using Szilard.Parts;
using Szilard.Physics.Networks.Graphs;

namespace Szilard.Physics.Networks.Springs;

/// <summary>E(u) = Σ_e ½ k_e (|b_e + u_to − u_from| − l_e)², with its gradient and Hessian: springs that are
/// linear in their length, and a body that is not linear in its displacements.</summary>
internal sealed class SpringEnergy(PlacedGraph graph, double[] stiffness, double[] restLengths)
{
    private readonly int _d = graph.Dimension;
    private readonly double[] _direction = new double[graph.Dimension];

    /// <summary>Coordinates of one sample.</summary>
    public int Size { get; } = graph.Graph.Nodes * graph.Dimension;

    /// <summary>Refuses springs that pull with no or negative stiffness, or that are no number.</summary>
    public void Check()
    {
        for (int e = 0; e < stiffness.Length; e++)
        {
            Check("stiffness", e, stiffness[e]);
            Check("rest length", e, restLengths[e]);
        }
    }

    /// <summary>E.</summary>
    public double Value(ReadOnlySpan<double> u)
    {
        double sum = 0;
        for (int e = 0; e < stiffness.Length; e++)
        {
            double stretch = Stretch(e, u);
            sum += 0.5 * stiffness[e] * stretch * stretch;
        }
        return sum;
    }

    /// <summary>The length of a spring beyond its rest length; its direction is left in place.</summary>
    public double Stretch(int edge, ReadOnlySpan<double> u)
    {
        (int from, int to) = (graph.Graph.Edges[edge].From * _d, graph.Graph.Edges[edge].To * _d);
        double square = 0;
        for (int axis = 0; axis < _d; axis++)
        {
            _direction[axis] = graph.Bonds[(edge * _d) + axis] + u[to + axis] - u[from + axis];
            square += _direction[axis] * _direction[axis];
        }
        double length = Math.Sqrt(square);
        for (int axis = 0; axis < _d; axis++)
            _direction[axis] /= length;
        return length - restLengths[edge];
    }

    /// <summary>∂ℓ_e/∂u·a for a displacement a, at u.</summary>
    public (double Stretch, double Change) Along(int edge, ReadOnlySpan<double> u, ReadOnlySpan<double> a)
    {
        double stretch = Stretch(edge, u), change = 0;
        (int from, int to) = (graph.Graph.Edges[edge].From * _d, graph.Graph.Edges[edge].To * _d);
        for (int axis = 0; axis < _d; axis++)
            change += _direction[axis] * (a[to + axis] - a[from + axis]);
        return (stretch, change);
    }

    /// <summary>∂E/∂u, overwritten.</summary>
    public void Gradient(ReadOnlySpan<double> u, Span<double> gradient)
    {
        gradient.Clear();
        for (int e = 0; e < stiffness.Length; e++)
        {
            double tension = stiffness[e] * Stretch(e, u);
            (int from, int to) = (graph.Graph.Edges[e].From * _d, graph.Graph.Edges[e].To * _d);
            for (int axis = 0; axis < _d; axis++)
            {
                gradient[to + axis] += tension * _direction[axis];
                gradient[from + axis] -= tension * _direction[axis];
            }
        }
    }

    /// <summary>Adds ∂²E/∂u² to a matrix: along each spring k, across it tension/length.</summary>
    public void AddHessian(ReadOnlySpan<double> u, Span<double> matrix)
    {
        for (int e = 0; e < stiffness.Length; e++)
        {
            double stretch = Stretch(e, u), across = stiffness[e] * stretch / (stretch + restLengths[e]);
            for (int i = 0; i < _d; i++)
                for (int j = 0; j < _d; j++)
                {
                    double along = _direction[i] * _direction[j];
                    AddPair(
                        matrix, graph.Graph.Edges[e], i, j,
                        (stiffness[e] * along) + (across * ((i == j ? 1 : 0) - along)));
                }
        }
    }

    private void AddPair(Span<double> matrix, Edge edge, int i, int j, double value)
    {
        (int from, int to) = ((edge.From * _d) + i, (edge.To * _d) + i);
        (int fromJ, int toJ) = ((edge.From * _d) + j, (edge.To * _d) + j);
        matrix[(from * Size) + fromJ] += value;
        matrix[(to * Size) + toJ] += value;
        matrix[(from * Size) + toJ] -= value;
        matrix[(to * Size) + fromJ] -= value;
    }

    private void Check(string what, int edge, double value)
    {
        if (!(value > 0 && double.IsFinite(value)))
            throw new SzilardException(
                $"The {what} of spring {edge} ({graph.Graph.Edges[edge]}) is {value}; it must be finite and "
                + "above 0. Where learning led there, take smaller steps and keep to the floor.");
    }
}
