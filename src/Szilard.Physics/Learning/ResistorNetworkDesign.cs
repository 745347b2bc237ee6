using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Physics.Networks.Graphs;
using Szilard.Physics.Networks.Resistors;
using Szilard.Physics.Rules;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Learning;

/// <summary>A linear resistor network on a random graph.</summary>
public sealed record ResistorNetworkDesign(Settings Settings) : BodyDesign(Settings)
{
    private static readonly ThermodynamicMap _map = new(
        MapLevel.Surrogate,
        "E is half the power that the resistors dissipate, not an energy: its strokes close but are no heat, "
            + "and the body dissipates 2E per unit of time even at rest; no entropy production");

    /// <summary>The catalogue line.</summary>
    public static Part<BodyDesign> Part { get; } = new(
        new PartCard(
            "resistor-network", "Linear resistors on a random regular graph: a flow network.",
            "Stern, Hexner, Rocks, Liu, Supervised learning in physical networks: from machine learning to "
                + "learning machines, Phys. Rev. X 11, 021045, 2021; the random graph derived here")
        {
            Formula = "E = ½Σ_e k_e·Δp_e²",
            Convention = "inputs are potentials of nodes against the ground, outputs drops between pairs of "
                + "other nodes, so that they can have either sign; no node is used twice; conductances start "
                + "uniform on [0.5, 1.5]; what it computes is linear",
            Thermodynamics = _map.Sentence,
            Parameters =
            [
                new IntegerParameter("nodes", "Nodes of the graph.", 64, 4, 65536),
                new IntegerParameter("degree", "Resistors at each node.", 4, 2, 1024),
                .. SharedParameters,
                FloorParameter(1e-4),
            ],
            Check = Faults,
        },
        s => new ResistorNetworkDesign(s));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override ThermodynamicMap Map => _map;

    /// <inheritdoc/>
    public override string Remedy => "rule.beta: smaller";

    /// <inheritdoc/>
    public override PhysicalBody Build(Shape observation, Rule rule, RandomKey key, Workers workers)
    {
        int nodes = Settings.Integer("nodes"), inputs = observation.Size, count = OutputDimensions();
        int needed = inputs + (2 * count) + 1;
        if (nodes < needed)
            throw new SzilardException(
                $"`encoder.nodes: {nodes}` cannot hold {inputs} inputs, {count} pairs of outputs and a "
                    + $"ground; give at least {needed}.");
        Graph graph = RandomGraphs.Regular(nodes, Settings.Integer("degree"), key.Split("graph"));
        int[] order = [.. Enumerable.Range(0, nodes - 1)];
        key.Split("ports").Stream().Shuffle<int>(order);
        Port[] outputs = [.. Enumerable.Range(0, count).Select(
            o => new Port(order[inputs + (2 * o)], order[inputs + (2 * o) + 1]))];
        ResistorNetwork body = new(
            graph, Conductances(graph.Edges.Count, key.Split("conductances")),
            [.. order[..inputs].Select(node => new Port(node))], outputs, floor: Settings.Number("floor"));
        return new TypedBody<double, ResistorState>(
            body, rule, 1, rest => Chosen(rest.Count, body.Read(rest), rest.Potentials), workers);
    }

    /// <summary>The least conductance or stiffness.</summary>
    internal static NumberParameter FloorParameter(double least) =>
        new("floor", "The least value that learning leaves.", least, 0) { MinimumExcluded = true };

    /// <inheritdoc/>
    protected override int Hidden(Shape observation) => Settings.Integer("nodes");

    private static double[] Conductances(int count, RandomKey key)
    {
        RandomStream stream = key.Stream();
        return [.. Enumerable.Range(0, count).Select(_ => stream.NextUniform(0.5, 1.5))];
    }

    private static IEnumerable<Fault> Faults(Settings s)
    {
        int nodes = s.Integer("nodes"), degree = s.Integer("degree");
        if (degree >= nodes || nodes * degree % 2 != 0)
            yield return new Fault(
                "degree",
                $"No graph of {nodes} nodes has {degree} resistors at each; give fewer than the nodes, "
                    + "and an even product of both.");
    }
}
