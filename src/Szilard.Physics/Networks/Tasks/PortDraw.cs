using Szilard.Parts;
using Szilard.Physics.Networks.Graphs;
using Szilard.Physics.Networks.Resistors;
using Szilard.Tensors;

namespace Szilard.Physics.Networks.Tasks;

/// <summary>Draws edges to drive and to read that share no node, so that none follows from others.</summary>
internal static class PortDraw
{
    /// <summary>A network whose inputs and outputs are edges drawn at random.</summary>
    public static ResistorNetwork Network(
        Graph graph, double[] conductances, int inputs, int outputs, double floor, RandomKey key)
    {
        Port[] ports = [.. Edges(graph, inputs + outputs, key).Select(e =>
            new Port(graph.Edges[e].From, graph.Edges[e].To))];
        return new ResistorNetwork(graph, conductances, ports[..inputs], ports[inputs..], floor: floor);
    }

    /// <summary>That many edges without a common node.</summary>
    public static int[] Edges(Graph graph, int count, RandomKey key)
    {
        int[] order = [.. Enumerable.Range(0, graph.Edges.Count)];
        RandomStream stream = key.Stream();
        stream.Shuffle<int>(order);
        HashSet<int> taken = [];
        List<int> chosen = [];
        foreach (int e in order)
            if (chosen.Count < count && !taken.Contains(graph.Edges[e].From)
                && !taken.Contains(graph.Edges[e].To))
            {
                chosen.Add(e);
                taken.UnionWith([graph.Edges[e].From, graph.Edges[e].To]);
            }
        return chosen.Count == count
            ? [.. chosen]
            : throw new SzilardException(
                $"Of {graph.Edges.Count} edges only {chosen.Count} without a common node were found, but "
                + $"{count} are needed; use a larger graph.");
    }
}
