using System.Numerics.Tensors;
using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Physics.Networks;
using Szilard.Physics.Networks.Hopfield;
using Szilard.Physics.Rules;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Learning;

/// <summary>A layered Hopfield network.</summary>
public sealed record LayeredHopfieldDesign(Settings Settings) : BodyDesign(Settings)
{
    private static readonly ThermodynamicMap _map = new(
        MapLevel.FirstLawOnly,
        "E is an energy, the nudge a potential, and relaxation gives off heat; the state is a point, so that "
        + "entropy production needs `ledger.temperature`, and is then −Q/T");

    /// <summary>The catalogue line.</summary>
    public static Part<BodyDesign> Part { get; } = new(
        new PartCard(
            "layered-hopfield", "Layers of clipped units that excite each other both ways.",
            "Scellier, Bengio, Equilibrium propagation, Front. Comput. Neurosci. 2017; steps as in Falk, "
                + "Strupp, Scellier, Murugan 2025")
        {
            Formula = "E = ½Σ|s_l|² − Σ b_l·s_l − Σ s_{l−1}·W_l·s_l, 0 ≤ s ≤ 1, s₀ = x; "
                + "s ← clip(s − ε∂F/∂s, 0, 1)",
            Convention = "parameters weight-1, bias-1, weight-2, …; weights start uniform on "
                + "±scale·½√(6/(units below + above)), biases of hidden units on bias ± bias_spread; every "
                + "relaxation starts from zero; the published course "
                + "keeps particles, that is, starts from where each sample last came to rest, and so does "
                + "`szilard study run falk-3b`; outputs lie in [0, 1]",
            Thermodynamics = _map.Sentence,
            Parameters =
            [
                new NumbersParameter("hidden", "Hidden units, layer by layer.", [64], 1, 65536)
                    { Whole = true },
                .. SharedParameters,
                new NumberParameter("step", "ε: units move by this much of their force.", 0.5, 0, 1)
                    { MinimumExcluded = true },
                new IntegerParameter("free_steps", "The most steps without a clamp.", 20, 1, 1_000_000),
                new IntegerParameter("nudged_steps", "The most steps under a clamp.", 4, 1, 1_000_000),
                new NumberParameter(
                    "tolerance", "Rest is where no unit's clipped force exceeds this; 0 takes all steps.", 0,
                    0),
                new NumbersParameter(
                    "scales", "Factors on the first weights, array by array; one for all of them will do.",
                    [1], 0, 1e6),
                new NumberParameter(
                    "bias", "First bias of hidden units; near ½ they start unclipped, where they can learn.",
                    0),
                new NumberParameter(
                    "bias_spread",
                    "Half the width of the interval that hidden biases are drawn from: with large first "
                        + "weights each unit is unclipped in a strip of its own.", 0, 0),
                new NumberParameter("output_bias", "First bias of outputs.", 0),
            ],
            Check = Faults,
        },
        s => new LayeredHopfieldDesign(s));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override ThermodynamicMap Map => _map;

    /// <inheritdoc/>
    public override string Remedy => "encoder.free_steps: more of them, or encoder.step: smaller";

    /// <inheritdoc/>
    public override bool StopsByDesign(bool clamped) =>
        Settings.Number("tolerance") == 0
        || (clamped && Settings.Integer("nudged_steps") < Settings.Integer("free_steps"));

    /// <inheritdoc/>
    public override PhysicalBody Build(Shape observation, Rule rule, RandomKey key, Workers workers)
    {
        HopfieldPace pace = new(
            Settings.Number("step"), Settings.Integer("free_steps"), Settings.Integer("nudged_steps"),
            Settings.Number("tolerance"));
        LayeredHopfield<float> body = new(
            [observation.Size, .. Settings.Integers("hidden"), OutputDimensions()], pace, key, workers);
        Initialise(body.Parameters, key.Split("first"));
        return new TypedBody<float, HopfieldState<float>>(
            body, rule, 1, rest => Chosen(
                rest.Count, rest.Layers[^1], Boundary.Beside(
                    rest.Count, [.. rest.Layers.SkipLast(1)])), workers);
    }

    /// <inheritdoc/>
    protected override int Hidden(Shape observation) => Settings.Integers("hidden").Sum();

    private void Initialise(IReadOnlyList<BodyParameter<float>> parameters, RandomKey key)
    {
        double[] scales = Settings.Numbers("scales");
        double bias = Settings.Number("bias"), spread = Settings.Number("bias_spread");
        for (int p = 0; p < parameters.Count; p++)
        {
            float[] values = parameters[p].Values;
            if (p % 2 == 0)
                TensorPrimitives.Multiply(values, (float)scales[scales.Length == 1 ? 0 : p / 2], values);
            else if (p == parameters.Count - 1)
                values.AsSpan().Fill((float)Settings.Number("output_bias"));
            else
                Scatter(values, bias, spread, key.Split("bias", p));
        }
    }

    private static void Scatter(float[] values, double centre, double spread, RandomKey key)
    {
        RandomStream stream = key.Stream();
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)(spread == 0 ? centre : stream.NextUniform(centre - spread, centre + spread));
    }

    private static IEnumerable<Fault> Faults(Settings s)
    {
        int arrays = s.Integers("hidden").Length + 1, scales = s.Numbers("scales").Length;
        if (scales != 1 && scales != arrays)
            yield return new Fault(
                "scales",
                $"`scales` has {scales} factors for {arrays} arrays of weights; give one for each, or one.");
        if (s.Integers("hidden").Length == 0 && s.Choice("representation") == "hidden")
            yield return new Fault(
                "representation",
                "`representation: hidden` needs hidden units; give `hidden: [64]`, or `representation: "
                    + "outputs`.");
    }
}
