using Szilard.Physics.Networks;
using Szilard.Physics.Networks.Graphs;
using Szilard.Physics.Networks.Resistors;
using Szilard.Physics.Networks.Tasks;

namespace Szilard.Experiments.Inquiries.Bodies;

/// <summary>How far a network of resistors at rest misses the laws of circuits, worked out from potentials
/// and conductances alone.</summary>
/// <param name="Current">The largest net current into a node that is no terminal, or into both terminals of
/// an input together, over the largest current through an edge.</param>
/// <param name="Power">|Σ current × imposed drop over the inputs − Σ k Δp²| over the latter, the
/// largest of all samples.</param>
internal sealed record CircuitLaws(double Current, double Power)
{
    /// <summary>Audits the states at rest under the inputs of a lesson.</summary>
    public static CircuitLaws Audit(ResistorNetwork body, Lesson lesson)
    {
        (ResistorState rest, _) = body.Relax(body.Start(lesson.Count), lesson.Inputs, Clamp.Free);
        double[] drops = body.EdgeDrops(rest), k = body.Parameters[0].Values;
        double current = 0, power = 0;
        for (int s = 0; s < lesson.Count; s++)
        {
            ReadOnlySpan<double> own = drops.AsSpan(s * k.Length, k.Length);
            double[] flows = new double[k.Length];
            double dissipated = 0;
            for (int e = 0; e < k.Length; e++)
                (flows[e], dissipated) = (k[e] * own[e], dissipated + (k[e] * own[e] * own[e]));
            double[] net = Net(body.Graph, flows);
            double supplied = 0;
            for (int j = 0; j < body.Inputs; j++)
                supplied += net[body.InputPorts[j].Node] * lesson.Inputs[(s * body.Inputs) + j];
            power = Math.Max(power, Math.Abs(supplied - dissipated) / dissipated);
            current = Math.Max(current, Left(net, body.InputPorts) / flows.Max(Math.Abs));
        }
        return new(current, power);
    }

    /// <summary>What flows out of each node through its edges.</summary>
    private static double[] Net(Graph graph, double[] flows)
    {
        var net = new double[graph.Nodes];
        for (int e = 0; e < flows.Length; e++)
        {
            net[graph.Edges[e].From] += flows[e];
            net[graph.Edges[e].To] -= flows[e];
        }
        return net;
    }

    private static double Left(double[] net, IReadOnlyList<Port> ports)
    {
        double[] left = [.. net];
        foreach (Port port in ports)
        {
            int reference = port.Reference ?? port.Node;
            (left[port.Node], left[reference]) = (net[port.Node] + net[reference], 0);
        }
        return left.Max(Math.Abs);
    }
}
