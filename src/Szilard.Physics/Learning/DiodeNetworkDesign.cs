using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Physics.Networks.Resistors;
using Szilard.Physics.Rules;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Learning;

/// <summary>A deep resistive network.</summary>
public sealed record DiodeNetworkDesign(Settings Settings) : BodyDesign(Settings)
{
    private static readonly ThermodynamicMap _map = new(
        MapLevel.Surrogate,
        "E is half the power that the resistors dissipate, not an energy: its strokes close but are no heat, "
            + "and the body dissipates 2E per unit of time even at rest; no entropy production");

    /// <summary>The catalogue line.</summary>
    public static Part<BodyDesign> Part { get; } = new(
        new PartCard(
            "diode-network", "Deep resistive network: layers of resistors whose hidden nodes rectify.",
            "Kendall, Pantone, Manickavasagam, Bengio, Scellier, Training end-to-end analog neural networks "
                + "with equilibrium propagation, 2020; Scellier, A fast algorithm to simulate nonlinear "
                + "resistive networks, 2024")
        {
            Formula = "E = ½Σ_e k_e·Δv_e² with v ≥ 0 on one half of each hidden layer, v ≤ 0 on the other",
            Convention = "every input drives two nodes, ±gain·x, beside a constant ±gain; outputs are "
                + "linear; conductances start uniform on (0, 2/√(nodes of the layer before)]",
            Thermodynamics = _map.Sentence,
            Parameters =
            [
                new NumbersParameter("hidden", "Hidden nodes, layer by layer; even.", [32], 2, 65536)
                    { Whole = true },
                .. SharedParameters,
                new NumberParameter("gain", "Amplifies inputs, since resistors average.", 4, 0)
                    { MinimumExcluded = true },
                ResistorNetworkDesign.FloorParameter(1e-6),
                new NumberParameter("tolerance", "Of the largest current left at a node.", 1e-12, 0)
                    { MinimumExcluded = true },
                new IntegerParameter("sweeps", "The most sweeps over all nodes.", 100_000, 1),
            ],
            Check = Faults,
        },
        s => new DiodeNetworkDesign(s));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override ThermodynamicMap Map => _map;

    /// <inheritdoc/>
    public override string Remedy => "encoder.sweeps: more of them, or rule.beta: smaller";

    /// <inheritdoc/>
    public override PhysicalBody Build(Shape observation, Rule rule, RandomKey key, Workers workers)
    {
        int[] hidden = Settings.Integers("hidden");
        DiodeNetwork body = DiodeNetwork.Layered(
            [observation.Size, .. hidden, OutputDimensions()], Settings.Number("gain"), key,
            Settings.Number("floor"),
            Settings.Number("tolerance"), Settings.Integer("sweeps"));
        int first = (2 * observation.Size) + 2, count = hidden.Sum();
        return new TypedBody<double, ResistorState>(
            body, rule, 1, rest => Chosen(rest.Count, body.Read(rest), Columns(rest, first, count)), workers);
    }

    /// <inheritdoc/>
    protected override int Hidden(Shape observation) => Settings.Integers("hidden").Sum();

    private static double[] Columns(ResistorState rest, int first, int count)
    {
        int nodes = rest.Potentials.Length / rest.Count;
        var columns = new double[rest.Count * count];
        for (int s = 0; s < rest.Count; s++)
            rest.Potentials.AsSpan((s * nodes) + first, count).CopyTo(columns.AsSpan(s * count));
        return columns;
    }

    private static IEnumerable<Fault> Faults(Settings s)
    {
        if (s.Integers("hidden").FirstOrDefault(width => width % 2 != 0) is > 0 and var odd)
            yield return new Fault(
                "hidden",
                $"`hidden` has a layer of {odd} nodes, but one half rectifies up and the other down; give "
                    + $"{odd - 1} or {odd + 1}.");
        if (s.Integers("hidden").Length == 0 && s.Choice("representation") == "hidden")
            yield return new Fault(
                "representation", "`representation: hidden` needs hidden nodes; give `hidden: [32]`.");
    }
}
