using Szilard.Tensors;

namespace Szilard.Worlds.Latents;

/// <summary>What is true of a latent world: what an assumption card holds theory against. Closed forms are of
/// the population; a world of frozen anchors approaches them as the anchors become many.</summary>
public sealed record WorldFacts
{
    /// <summary>Name of the latent space: <c>real</c>, <c>sphere</c>, <c>torus</c>,
    /// <c>box</c>, <c>discrete</c>, <c>product</c>.</summary>
    public required string Space { get; init; }

    /// <summary>How many latents there are.</summary>
    public required int Dimensions { get; init; }

    /// <summary>Family of the marginal: <c>uniform</c>, <c>normal</c>, <c>laplace</c>,
    /// <c>generalized-normal</c>.</summary>
    public required string Marginal { get; init; }

    /// <summary>Exponent of the marginal's density (2 normal, 1 Laplace); null where it is uniform.</summary>
    public double? MarginalExponent { get; init; }

    /// <summary>Family of the conditional.</summary>
    public required string Conditional { get; init; }

    /// <summary>Exponent of the conditional's density; null for von Mises–Fisher.</summary>
    public double? ConditionalExponent { get; init; }

    /// <summary>True where every latent is perturbed by the same law.</summary>
    public required bool Isotropic { get; init; }

    /// <summary>The diagonal of Λ for diagonal conditionals, its eigenvalues for full ones, else
    /// empty.</summary>
    public IReadOnlyList<double> Concentrations { get; init; } = [];

    /// <summary>R of a full Λ = R diag(concentrations) Rᵀ; null where axes are the latents' own.</summary>
    public Matrix? Rotation { get; init; }

    /// <summary>κ of a von Mises–Fisher conditional, else null.</summary>
    public double? Kappa { get; init; }

    /// <summary>Which two latents make a pair.</summary>
    public required PairConvention Pairs { get; init; }

    /// <summary>Correlation of a latent with itself across the two views; null where latents differ in it or
    /// no closed form is known.</summary>
    public double? PairCorrelation { get; init; }

    /// <summary>True where a view's law is known to be the marginal; false where it is another law, or none
    /// is known.</summary>
    public required bool Stationary { get; init; }

    /// <summary>E‖v₁ − v₂‖² of the two views' latents; null where no closed form is known.</summary>
    public double? Alignment { get; init; }

    /// <summary>Mutual information of the two views, in nats, equal for latents and observations since the
    /// mixing is injective. No InfoNCE loss lies below log(candidates) minus this. Null where no closed form
    /// is known.</summary>
    public double? MutualInformation { get; init; }

    /// <summary>By how much the entropy of a latent falls short of a Gaussian's with its variance, nats,
    /// where latents are independent and a closed form is known: 0 for normal ones, ½ ln(πe/6) for uniform
    /// ones in the box. Null elsewhere.</summary>
    public double? Negentropy { get; init; }

    /// <summary>Name of the mixing.</summary>
    public required string Mixing { get; init; }

    /// <summary>True where different latents are always seen differently.</summary>
    public required bool Injective { get; init; }

    /// <summary>Worst condition number among the mixing's linear layers; null where it has none.</summary>
    public double? ConditionNumber { get; init; }

    /// <summary>The last latents of this number are not seen at all: R² = 0 for each that is independent of
    /// the others.</summary>
    public int Unseen { get; init; }

    /// <summary>Of the first latents of this number only the distance from the centre is seen.</summary>
    public int Folded { get; init; }

    /// <summary>Standard deviation of the noise on each observation, in its units; 0 for none.</summary>
    public double ObservationNoise { get; init; }

    /// <summary>What the latents are called; empty where they have only numbers.</summary>
    public IReadOnlyList<string> LatentNames { get; init; } = [];

    /// <summary>How many of the first latents both views of a pair share as they are: the content.</summary>
    public int Content { get; init; }

    /// <summary>For each latent the greatest R² at which what the views share predicts it: 1 for content,
    /// 1 − Var(s|c)/Var(s) for style; empty where no closed form is known.</summary>
    public IReadOnlyList<double> Ceilings { get; init; } = [];

    /// <summary>How many frozen anchors there are; null where there is no end.</summary>
    public long? Samples { get; init; }

    /// <summary>The same with what a mixing and the noise after it do to what is seen.</summary>
    internal WorldFacts SeenThrough(IMixing mixing, double noise) => this with
    {
        ConditionNumber = mixing.ConditionNumber,
        ObservationNoise = noise,
        Unseen = (mixing as PartialMixing)?.Unseen ?? 0,
        Folded = (mixing as PartialMixing)?.Folded ?? 0,
    };

    private static double? NegentropyOf(IMarginal marginal) => (marginal.Space.Name, marginal.Law) switch
    {
        ("real", { } law) => law.Negentropy,
        ("box", null) => 0.5 * Math.Log(Math.PI * Math.E / 6),
        _ => null,
    };

    private static double? KappaOf(IConditional conditional) => conditional switch
    {
        VonMisesFisherConditional c => c.Kappa,
        TorusConditional c => KappaOf(c.Circle),
        _ => null,
    };

    /// <summary>What is true of the given world.</summary>
    internal static WorldFacts Of(LatentWorld world)
    {
        PairTheory theory = PairTheory.Of(world.Marginal, world.Conditional, world.Pairs);
        return new WorldFacts
        {
            Space = world.Marginal.Space.Name,
            Dimensions = world.LatentDimensions,
            Marginal = world.Marginal.Family,
            MarginalExponent = world.Marginal.Law?.Exponent,
            Conditional = world.Conditional.Family,
            ConditionalExponent = world.Conditional.Exponent,
            Isotropic = world.Conditional.Isotropic,
            Concentrations = world.Conditional.Concentrations,
            Rotation = (world.Conditional as RotatedConditional)?.Rotation,
            Kappa = KappaOf(world.Conditional),
            Pairs = world.Pairs,
            PairCorrelation = theory.Correlation,
            Stationary = theory.Stationary,
            Alignment = theory.Alignment,
            MutualInformation = world.Mixing.Injective && world.Noise == 0 ? theory.MutualInformation : null,
            Negentropy = NegentropyOf(world.Marginal),
            Mixing = world.Mixing.Name,
            Injective = world.Mixing.Injective,
            Samples = world.Size(Split.Training),
        }.SeenThrough(world.Mixing, world.Noise);
    }
}
