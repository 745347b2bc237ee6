using Szilard.Physics.Networks.Graphs;
using Szilard.Physics.Networks.Resistors;
using Szilard.Physics.Networks.Springs;
using Szilard.Tensors;

namespace Szilard.Physics.Networks.Tasks;

/// <summary>Action at a distance: what is done at one place of a body must show at others. One sample: a
/// source edge is driven by a given amount, and each target edge should answer with a given share of
/// it.</summary>
/// <remarks>Rocks et al., "Designing allostery-inspired response in mechanical networks", 2017 (strain at a
/// target in proportion to strain at a source); Rocks, Ronellenfitsch, Liu, Nagel, Katifori, "Limits of
/// multifunctionality in tunable networks", 2019 (flow and elastic networks alike).</remarks>
public static class Allostery
{
    /// <summary>A flow network on jammed discs, all conductances 1 and at least 1e−3.</summary>
    /// <param name="nodes">≥ 16.</param>
    /// <param name="drive">The drop over the source edge.</param>
    /// <param name="shares">What the drop over each target edge should be, as a share of the drive.</param>
    /// <param name="key">Randomness.</param>
    public static (ResistorNetwork Body, Lesson Lesson) Flow(
        int nodes, double drive, IReadOnlyList<double> shares, RandomKey key)
    {
        Graph graph = Packings.Jammed(nodes, key.Split("packing")).Graph;
        var conductances = new double[graph.Edges.Count];
        conductances.AsSpan().Fill(1);
        ResistorNetwork body =
            PortDraw.Network(graph, conductances, 1, shares.Count, 1e-3, key.Split("edges"));
        return (body, Wanted(drive, shares));
    }

    /// <summary>A spring network on jammed discs, stress-free, with stiffnesses of 1 at least 1e−3.</summary>
    /// <param name="nodes">≥ 16.</param>
    /// <param name="drive">The extension of the source pair, in units of the mean bond.</param>
    /// <param name="shares">What the extension of each target pair should be, as a share of the
    /// drive.</param>
    /// <param name="adapts">What learning may change.</param>
    /// <param name="key">Randomness.</param>
    /// <param name="dimension">2 or 3.</param>
    public static (SpringNetwork Body, Lesson Lesson) Springs(
        int nodes, double drive, IReadOnlyList<double> shares, SpringAdaptation adapts, RandomKey key,
        int dimension = 2)
    {
        double fraction = dimension == 2 ? 0.9 : 0.7;
        PlacedGraph graph = Packings.Jammed(nodes, key.Split("packing"), fraction, dimension);
        var stiffness = new double[graph.Graph.Edges.Count];
        stiffness.AsSpan().Fill(1);
        SpringPort[] ports = [.. PortDraw.Edges(graph.Graph, 1 + shares.Count, key.Split("edges")).Select(e =>
            SpringPort.Between(graph, graph.Graph.Edges[e].To, graph.Graph.Edges[e].From))];
        SpringNetwork body = new(graph, stiffness, graph.Lengths(), adapts, ports[..1], ports[1..]);
        return (body, Wanted(drive, shares));
    }

    private static Lesson Wanted(double drive, IReadOnlyList<double> shares) =>
        new(1, [drive], [.. shares.Select(s => s * drive)]);
}
