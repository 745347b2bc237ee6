using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Optimisers;

/// <summary>Sharpness-aware minimisation around another optimiser, which moves by gradients that were taken
/// uphill.</summary>
/// <param name="Inner">How parameters follow those gradients.</param>
/// <param name="Uphill">Where they are taken.</param>
public sealed record Sam(Optimiser Inner, Ascent Uphill) : Optimiser(Inner.Pace)
{
    /// <summary>The catalogue line.</summary>
    public static Part<Optimiser> Part { get; } = new(
        new PartCard(
            "sam", "Sharpness-aware minimisation; rare samples may weigh more (rwSAM).",
            "Foret, Kleiner, Mobahi, Neyshabur, Sharpness-aware minimization, ICLR 2021; reweighted: Liu, "
                + "HaoChen, Gaidon, Ma, arXiv:2110.05025, 2021")
        {
            Formula = "ε = ρ·g/‖g‖, g = ∇ mean wᵢLᵢ(θ); θ follows ∇L(θ + ε) by `inner`; wᵢ ∝ "
                + "densityᵢ^(−reweight)",
            Convention = "two gradients per step; densities are a Gaussian kernel's on the batch's outputs, "
                + "on the unit sphere, weights have mean 1; running statistics and books are those at θ; not "
                + "for bodies",
            Parameters =
            [
                new NumberParameter("rho", "How far uphill, ρ.", 0.05, 0) { MinimumExcluded = true },
                new NumberParameter(
                    "reweight", "Power of the inverse density of a sample; 0 weighs all alike.", 0, 0),
                new NumberParameter("bandwidth", "Of the kernel density.", 0.5, 0) { MinimumExcluded = true },
                new ChoiceParameter("inner", "The optimiser that follows.", "sgd", "sgd", "adam", "adamw"),
                new NumberParameter("momentum", "Momentum of sgd; first decay of adam and adamw.", 0.9, 0, 1)
                    { MaximumExcluded = true },
                .. Pace.Parameters(0.1, 0),
            ],
            Check = Pace.Faults,
        },
        s => new Sam(
            Follower(s), new Ascent(s.Number("rho"), s.Number("reweight"), s.Number("bandwidth"))));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override int Slots => Inner.Slots;

    /// <inheritdoc/>
    public override Ascent? Ascent => Uphill;

    /// <inheritdoc/>
    public override void Move(
        Parameter parameter, Storage gradient, IReadOnlyList<Storage> slots, double rate, long step) =>
        Inner.Move(parameter, gradient, slots, rate, step);

    private static Optimiser Follower(Settings s)
    {
        (var pace, double momentum) = (Pace.From(s), s.Number("momentum"));
        return s.Choice("inner") == "sgd"
            ? new Sgd(pace, momentum, Nesterov: false)
            : new Adam(pace, momentum, 0.999, 1e-8, s.Choice("inner") == "adamw");
    }
}
