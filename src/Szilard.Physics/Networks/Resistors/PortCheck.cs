using Szilard.Parts;
using Szilard.Physics.Networks.Graphs;
using Szilard.Physics.Networks.Solvers;

namespace Szilard.Physics.Networks.Resistors;

/// <summary>Refuses ports that cannot be driven or read as asked.</summary>
internal static class PortCheck
{
    /// <summary>Refuses ports outside of the graph, without extent, or at the place of another.</summary>
    public static void Check(
        Graph graph, IReadOnlyList<Port> inputs, IReadOnlyList<Port> outputs, Drive drive, int ground)
    {
        if ((uint)ground >= (uint)graph.Nodes)
            throw new SzilardException(
                $"Ground {ground} leaves the graph of {graph.Nodes} nodes; give one of 0…{graph.Nodes - 1}.");
        if (inputs.Count == 0 || outputs.Count == 0)
            throw new SzilardException(
                $"{inputs.Count} inputs and {outputs.Count} outputs were given; give at least one of each.");
        foreach (Port port in inputs.Concat(outputs))
            Inside(port, graph, ground);
        if (drive == Drive.Current)
            return;
        foreach (Port output in outputs)
            if (inputs.Any(input => Ends(input, ground) == Ends(output, ground)))
                throw new SzilardException(
                    $"Output {output} is an input as well: its drop is what was put in, whatever is learned; "
                    + "read another node or edge.");
    }

    /// <summary>Refuses ports whose drops follow from those of other ports.</summary>
    public static void Independent(PortImpedance impedance, int[] ports)
    {
        var z = new double[ports.Length * ports.Length];
        for (int i = 0; i < z.Length; i++)
            z[i] = impedance[ports[i / ports.Length], ports[i % ports.Length]];
        DenseCholesky factor = new(ports.Length);
        if (!factor.Factor(z, 1e-10))
            throw new SzilardException(
                $"The drop at port {impedance.Ports[ports[factor.Dependent]]} follows from those at "
                + $"{string.Join(", ", ports[..factor.Dependent].Select(p => impedance.Ports[p]))}: together "
                + "they close a loop; leave it out or choose another.");
    }

    private static void Inside(Port port, Graph graph, int ground)
    {
        int reference = port.Reference ?? ground;
        if ((uint)port.Node >= (uint)graph.Nodes || (uint)reference >= (uint)graph.Nodes)
            throw new SzilardException(
                $"Port {port} leaves the graph of {graph.Nodes} nodes; give indices in 0…{graph.Nodes - 1}.");
        if (port.Node == reference)
            throw new SzilardException(
                $"Port {port} has both ends at node {reference}, so that its drop is always 0; choose two "
                + $"nodes (the ground is node {ground}).");
    }

    private static (int, int) Ends(Port port, int ground)
    {
        int reference = port.Reference ?? ground;
        return (Math.Min(port.Node, reference), Math.Max(port.Node, reference));
    }
}
