using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Optimisers;

/// <summary>Adam, with weight decay in the gradient or apart from it (AdamW).</summary>
/// <param name="Pace">What all optimisers share.</param>
/// <param name="Beta1">Decay β₁ of the first moment.</param>
/// <param name="Beta2">Decay β₂ of the second moment.</param>
/// <param name="Epsilon">Added to the root of the second moment.</param>
/// <param name="Decoupled">True for AdamW.</param>
public sealed record Adam(Pace Pace, double Beta1, double Beta2, double Epsilon, bool Decoupled)
    : Optimiser(Pace)
{
    /// <summary>The catalogue line of Adam.</summary>
    public static Part<Optimiser> Part { get; } = new(
        new PartCard(
            "adam", "Adam; weight decay joins the gradient.", "Kingma, Ba, Adam, ICLR 2015, algorithm 1")
        {
            Formula = "g += λθ; m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²; θ −= η·m̂/(√v̂ + ε)",
            Parameters = [.. Moments(), .. Pace.Parameters(1e-3, 0)],
            Check = Pace.Faults,
        },
        s => From(s, decoupled: false));

    /// <summary>The catalogue line of AdamW.</summary>
    public static Part<Optimiser> DecoupledPart { get; } = new(
        new PartCard(
            "adamw", "Adam with decoupled weight decay.",
            "Loshchilov, Hutter, Decoupled Weight Decay Regularization, ICLR 2019")
        {
            Formula = "θ ← (1 − ηλ)θ, then Adam without decay",
            Parameters = [.. Moments(), .. Pace.Parameters(1e-3, 0.01)],
            Check = Pace.Faults,
        },
        s => From(s, decoupled: true));

    /// <inheritdoc/>
    public override PartCard Card => (Decoupled ? DecoupledPart : Part).Card;

    /// <inheritdoc/>
    public override int Slots => 2;

    /// <inheritdoc/>
    public override void Move(
        Parameter parameter, Storage gradient, IReadOnlyList<Storage> slots, double rate, long step) =>
        parameter.Device.AdamStep(
            new AdamStep(rate, Beta1, Beta2, Epsilon, step + 1, Pace.WeightDecay, Decoupled),
            parameter.Storage, gradient, slots[0], slots[1]);

    private static Adam From(Settings s, bool decoupled) => new(
        Pace.From(s), s.Number("beta1"), s.Number("beta2"), s.Number("epsilon"), decoupled);

    private static ParameterCard[] Moments() =>
    [
        new NumberParameter("beta1", "Decay of the first moment.", 0.9, 0, 1) { MaximumExcluded = true },
        new NumberParameter("beta2", "Decay of the second moment.", 0.999, 0, 1) { MaximumExcluded = true },
        new NumberParameter("epsilon", "Added to the root of the second moment.", 1e-8, 0)
            { MinimumExcluded = true },
    ];
}
