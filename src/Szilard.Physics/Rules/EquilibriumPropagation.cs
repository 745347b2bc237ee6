using Szilard.Parts;
using Szilard.Physics.Networks;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Rules;

/// <summary>Which way equilibrium propagation nudges.</summary>
public enum NudgeSign
{
    /// <summary>β &gt; 0: towards lower cost.</summary>
    Positive,

    /// <summary>β &lt; 0: towards higher cost.</summary>
    Negative,

    /// <summary>Either with equal chance, drawn for each batch.</summary>
    Random,

    /// <summary>Both, and half their difference: the error is of second order in β.</summary>
    Centred,
}

/// <summary>The change of every current under a small nudge.</summary>
/// <param name="Beta">|β| &gt; 0.</param>
/// <param name="Sign">Which way.</param>
public sealed record EquilibriumPropagation(double Beta, NudgeSign Sign) : LocalRule
{
    /// <summary>The catalogue line.</summary>
    public static Part<Rule> Part { get; } = new(
        new PartCard(
            "equilibrium-propagation", "The change of each current ∂E/∂θ when the outputs are nudged.",
            "Scellier, Bengio, Equilibrium propagation, Front. Comput. Neurosci. 2017, eq. 7; centred: "
            + "Laborieux et al., Scaling equilibrium propagation to deep ConvNets by drastically "
            + "reducing its gradient estimator bias, 2021, eq. 8")
        {
            Formula = "(∂E/∂θ|β − ∂E/∂θ|0)/β; centred (∂E/∂θ|β − ∂E/∂θ|−β)/(2β)",
            Convention = "F = E + βC with C summed over outputs; every nudge starts from the state at rest",
            Parameters =
            [
                new NumberParameter("beta", "Size of the nudge |β|.", 0.5, 0) { MinimumExcluded = true },
                new ChoiceParameter(
                    "sign", "Which way to nudge.", "centred", "positive", "negative", "random", "centred"),
            ],
        },
        s => new EquilibriumPropagation(
            s.Number("beta"), Enum.Parse<NudgeSign>(s.Choice("sign"), ignoreCase: true)));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<Clamp> Clamps(
        ICost cost, ReadOnlySpan<double> free, int count, RandomKey key) =>
        Sign == NudgeSign.Centred
            ? [new Nudge(-Beta, cost), new Nudge(Beta, cost)]
            : [Clamp.Free, new Nudge(Beta * RandomSign.Draw(Sign, key), cost)];

    /// <inheritdoc/>
    public override Activity Estimate<T>(
        string parameter, IReadOnlyList<Clamp> clamps, IReadOnlyList<T[]> currents, Span<T> estimate,
        Workers workers) =>
        Contrast.Weighted(Weights(clamps), currents, estimate);

    /// <inheritdoc/>
    public override Activity Estimate<T>(
        string parameter, IReadOnlyList<Clamp> clamps, OuterCurrents<T> currents, Span<T> estimate,
        Workers workers) =>
        Contrast.Weighted(Weights(clamps), currents, estimate, workers);

    private static double[] Weights(IReadOnlyList<Clamp> clamps)
    {
        double span = Strength(clamps[1]) - Strength(clamps[0]);
        return [-1 / span, 1 / span];
    }

    private static double Strength(Clamp clamp) => clamp is Nudge nudge ? nudge.Strength : 0;
}
