using Szilard.Physics.Networks;
using Szilard.Physics.Networks.Graphs;
using Szilard.Physics.Networks.Springs;
using Szilard.Physics.Networks.Tasks;

namespace Szilard.Experiments.Inquiries.Bodies;

/// <summary>How far the forces in a spring network at rest are from balance, worked out from places,
/// stiffnesses and rest lengths alone.</summary>
internal static class ForceBalance
{
    /// <summary>The largest net force on a node over the largest force of a spring. At the two nodes of the
    /// driven pair the force along the drive is borne by whoever drives, one the opposite of the other.
    /// </summary>
    /// <param name="body">At present stiffnesses, its only parameter.</param>
    /// <param name="restLengths">l.</param>
    /// <param name="lesson">What drives it, one sample, one input between two nodes.</param>
    public static double Left(SpringNetwork body, double[] restLengths, Lesson lesson)
    {
        (SpringState rest, _) = body.Relax(body.Start(1), lesson.Inputs, Clamp.Free);
        int d = body.Graph.Dimension;
        var net = new double[rest.Displacements.Length];
        double[] stiffness = body.Parameters[0].Values;
        double largest = 0;
        for (int e = 0; e < restLengths.Length; e++)
            largest = Math.Max(
                largest, Pull(body.Graph, e, rest.Displacements, stiffness[e], restLengths[e], net));
        SpringPort drive = body.InputPorts[0];
        double driven = Along(drive, net, drive.Node, d);
        double other = Along(drive, net, drive.Reference!.Value, d);
        for (int axis = 0; axis < d; axis++)
        {
            net[(drive.Node * d) + axis] -= driven * drive.Direction[axis];
            net[(drive.Reference.Value * d) + axis] -= other * drive.Direction[axis];
        }
        return Math.Max(Math.Abs(driven + other), net.Max(Math.Abs)) / largest;
    }

    /// <summary>Adds the force of one spring on its ends; returns its size.</summary>
    private static double Pull(
        PlacedGraph graph, int edge, double[] u, double stiffness, double restLength, double[] net)
    {
        int d = graph.Dimension, from = graph.Graph.Edges[edge].From * d, to = graph.Graph.Edges[edge].To * d;
        double[] bond = graph.Bond(edge).ToArray();
        for (int axis = 0; axis < d; axis++)
            bond[axis] += u[to + axis] - u[from + axis];
        double length = Math.Sqrt(bond.Sum(c => c * c)), tension = stiffness * (length - restLength);
        for (int axis = 0; axis < d; axis++)
        {
            net[from + axis] += tension * bond[axis] / length;
            net[to + axis] -= tension * bond[axis] / length;
        }
        return Math.Abs(tension);
    }

    private static double Along(SpringPort port, double[] net, int node, int dimension) =>
        Enumerable.Range(0, dimension).Sum(axis => net[(node * dimension) + axis] * port.Direction[axis]);
}
