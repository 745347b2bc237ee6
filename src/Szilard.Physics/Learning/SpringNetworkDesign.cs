using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Physics.Networks.Graphs;
using Szilard.Physics.Networks.Springs;
using Szilard.Physics.Networks.Tasks;
using Szilard.Physics.Rules;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Learning;

/// <summary>A spring network on a triangular lattice.</summary>
public sealed record SpringNetworkDesign(Settings Settings) : BodyDesign(Settings)
{
    private static readonly ThermodynamicMap _map = new(
        MapLevel.FirstLawOnly,
        "E is elastic energy, the nudge a potential, and relaxation gives off heat; inputs are imposed, so "
            + "that books begin at rest; entropy production needs `ledger.temperature`, and is then −Q/T");

    /// <summary>The catalogue line.</summary>
    public static Part<BodyDesign> Part { get; } = new(
        new PartCard(
            "spring-network", "Springs on a triangular lattice, pulled at some edges and read at others.",
            "Rocks et al., Designing allostery-inspired response in mechanical networks, 2017; Stern, "
                + "Hexner, Rocks, Liu, Phys. Rev. X 11, 021045, 2021")
        {
            Formula = "E = Σ_e ½·k_e·(ℓ_e − l_e)²",
            Convention = "inputs are extensions gain·x of edges drawn at random, outputs extensions of "
                + "others; no two share a node; springs have length and stiffness 1 at first and are not "
                + "stressed",
            Thermodynamics = _map.Sentence,
            Parameters =
            [
                new IntegerParameter("rows", "Rows of the lattice.", 6, 2, 1024),
                new IntegerParameter("columns", "Columns of the lattice.", 6, 2, 1024),
                .. SharedParameters,
                new NumberParameter(
                    "gain", "Extension for an observation of 1, in units of a spring.", 0.05, 0)
                    { MinimumExcluded = true },
                new ChoiceParameter(
                    "adapts", "What learning changes.", "both", "stiffness", "rest-length", "both"),
                ResistorNetworkDesign.FloorParameter(1e-3),
            ],
        },
        s => new SpringNetworkDesign(s));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override ThermodynamicMap Map => _map;

    /// <inheritdoc/>
    public override string Remedy => "encoder.gain: smaller, or rule.beta: smaller";

    /// <inheritdoc/>
    public override PhysicalBody Build(Shape observation, Rule rule, RandomKey key, Workers workers)
    {
        PlacedGraph graph = Lattices.Triangular(Settings.Integer("rows"), Settings.Integer("columns"));
        SpringPort[] ports =
        [
            .. PortDraw.Edges(graph.Graph, observation.Size + OutputDimensions(), key.Split("ports")).Select(
                e => SpringPort.Between(graph, graph.Graph.Edges[e].To, graph.Graph.Edges[e].From)),
        ];
        var stiffness = new double[graph.Graph.Edges.Count];
        stiffness.AsSpan().Fill(1);
        SpringNetwork body = new(
            graph, stiffness, graph.Lengths(), Adapting, ports[..observation.Size],
            ports[observation.Size..], Settings.Number("floor"));
        return new TypedBody<double, SpringState>(
            body, rule, Settings.Number("gain"),
            rest => Chosen(rest.Count, body.Read(rest), rest.Displacements), workers);
    }

    /// <inheritdoc/>
    protected override int Hidden(Shape observation) =>
        2 * Settings.Integer("rows") * Settings.Integer("columns");

    private SpringAdaptation Adapting => Settings.Choice("adapts") switch
    {
        "stiffness" => SpringAdaptation.Stiffness,
        "rest-length" => SpringAdaptation.RestLength,
        _ => SpringAdaptation.Both,
    };
}
