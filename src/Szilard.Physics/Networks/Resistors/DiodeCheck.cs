using Szilard.Parts;
using Szilard.Physics.Networks.Graphs;

namespace Szilard.Physics.Networks.Resistors;

/// <summary>Refuses sources, outputs and diodes that cannot be as asked.</summary>
internal static class DiodeCheck
{
    /// <summary>Refuses nodes outside of the graph, outputs that are sources, and empty bounds.</summary>
    public static void Check(
        Graph graph, int inputs, Source[] sources, int[] outputs, IReadOnlyList<Diode> diodes)
    {
        if (inputs < 1 || sources.Length == 0 || outputs.Length == 0)
            throw new SzilardException(
                $"{inputs} inputs, {sources.Length} sources and {outputs.Length} outputs were given; give at "
                + "least one of each.");
        foreach (int node in (IEnumerable<int>)
            [.. sources.Select(s => s.Node), .. outputs, .. diodes.Select(d => d.Node)])
            if ((uint)node >= (uint)graph.Nodes)
                throw new SzilardException(
                    $"Node {node} leaves the graph of {graph.Nodes} nodes; give 0…{graph.Nodes - 1}.");
        foreach (Source source in sources)
            if (source.Input is { } input && (uint)input >= (uint)inputs)
                throw new SzilardException(
                    $"Node {source.Node} takes input {input}, but there are {inputs}; give 0…{inputs - 1}.");
        if (sources.Select(s => s.Node).Intersect(outputs).Any())
            throw new SzilardException(
                $"Output {sources.Select(s => s.Node).Intersect(outputs).First()} is an input as well: its "
                + "potential is what was put in, whatever is learned; read another node.");
        foreach (Diode diode in diodes)
            if (!(diode.Least <= diode.Most))
                throw new SzilardException(
                    $"The diodes at node {diode.Node} ask for a potential in [{diode.Least}, {diode.Most}], "
                    + "which is empty; give the lower bound first.");
    }

    /// <summary>Refuses conductances that are not positive numbers.</summary>
    public static void Check(Graph graph, double[] conductances)
    {
        for (int e = 0; e < conductances.Length; e++)
            if (!(conductances[e] > 0 && double.IsFinite(conductances[e])))
                throw new SzilardException(
                    $"The conductance of edge {e} ({graph.Edges[e]}) is {conductances[e]}; it must be finite "
                    + "and above 0. Where learning led there, take smaller steps and keep to the floor.");
    }
}
