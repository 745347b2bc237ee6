using Szilard.Parts;

namespace Szilard.Worlds.Latents;

/// <summary>The card of <see cref="LatentWorld"/>.</summary>
internal static class LatentWorldCard
{
    public static PartCard Card { get; } = new(
        "latent",
        "Latent causes of a known law, seen through a known mixing, in pairs of a known conditional.",
        "Zimmermann et al. 2021 (cl-ica); Rusak et al. 2024 (AnInfoNCE); Klindt et al. 2026 (LeJEPA)")
    {
        Formula = "z ~ marginal, z̃ ~ conditional(z), x = g(z), x̃ = g(z̃)",
        Convention = "Scales are standard deviations for normal laws and λ of exp(−|d/λ|^p) for the others. "
            + "On sphere and torus noise is projected, in the box it is redrawn coordinatewise until inside, on "
            + "a discrete grid the sum is rounded to the nearest value.",
        Parameters = [.. SpaceAndMarginal, .. Conditional, .. MixingAndSamples],
    };

    private static IEnumerable<ParameterCard> SpaceAndMarginal =>
    [
        new ChoiceParameter(
            "space", "Where latents live: ℝⁿ, the sphere S^(n−1), a torus of n/2 circles, each by its cosine "
            + "and sine, a box, a discrete grid, or a product of such factors.",
            Words.Real, Words.Real, Words.Sphere, Words.Torus, Words.Box, Words.Discrete, Words.Product),
        new TextParameter(
            "factors", "Factors of a product, each a space and its number of latents, with commas between.",
            "sphere 3, box 2, real 1"),
        new IntegerParameter("dimensions", "n: how many latents there are.", 2, 1, 4096),
        Positive("radius", "Radius of the sphere, or of each circle of the torus.", 1, 1e6),
        new NumberParameter("box_minimum", "Lower end of every side of the box.", 0, -1e6, 1e6),
        new NumberParameter("box_maximum", "Upper end of every side of the box.", 1, -1e6, 1e6),
        new IntegerParameter(
            "levels", "How many equally spaced values from −1 to 1 a latent of a discrete space takes.", 4, 2,
            256),
        new ChoiceParameter(
            "marginal", "Law of the latents; unless uniform, about the origin, the pole e₁ or the middle.",
            Words.Normal, Words.Uniform, Words.Normal, Words.Laplace, Words.GeneralizedNormal),
        Positive("marginal_scale", "Standard deviation of a latent before projection.", 1, 1e6),
        new NumberParameter(
            "alpha", "Exponent of a generalized-normal marginal: 1 Laplace, 2 normal.", 2, 0.05, 1000),
    ];

    private static IEnumerable<ParameterCard> Conditional =>
    [
        new ChoiceParameter(
            "conditional", "Law of a view's latent given the anchor.", Words.OrnsteinUhlenbeck,
            Words.OrnsteinUhlenbeck, Words.VonMisesFisher, Words.Normal, Words.Laplace,
            Words.GeneralizedNormal, Words.Diagonal, Words.Full, Words.Redraw),
        new NumberParameter("rho", "Correlation of an Ornstein–Uhlenbeck child with its parent.", 0.95, 0, 1)
        {
            MaximumExcluded = true,
        },
        new ChoiceParameter(
            "pairs",
            "Two children of the anchor (correlation ρ²), or the anchor and a child (ρ); published: two "
            + "children for ornstein-uhlenbeck (LeJEPA), the anchor and a child for the others (cl-ica).",
            Words.Published, Words.Published, Words.TwoChildren, Words.ParentChild),
        new NumberParameter(
            "kappa", "Concentration of von Mises–Fisher, on each circle of a torus; 0 is uniform.", 10, 0,
            1e6),
        Positive(
            "scale", "Standard deviation of normal noise; λ of exp(−|d/λ|^p) for other noise.", 0.05, 1e6),
        new NumberParameter("power", "Exponent p of generalized-normal noise exp(−|d/λ|^p).", 3, 0.05, 1000),
        new NumbersParameter(
            "concentrations", "Diagonal of Λ, or eigenvalues of a full one, one per latent; empty: evenly "
            + "spaced from concentration_low to concentration_high.", [], 1e-6, 1e9),
        new NumberParameter("concentration_low", "First of evenly spaced concentrations.", 5, 1e-6, 1e9),
        new NumberParameter("concentration_high", "Last of evenly spaced concentrations.", 25, 1e-6, 1e9),
        new IntegerParameter(
            "rotation_seed", "Which random rotation R of a full Λ = R diag(concentrations) Rᵀ.", 0),
        new NumberParameter(
            "cone", "Widest angle, in degrees, between an anchor and its von Mises–Fisher child; 180: any.",
            180, 0, 180) { MinimumExcluded = true },
        new NumberParameter(
            "reach", "Furthest that additive noise moves a latent, before projection; 0: any distance.",
            0, 0, 1e6),
        new IntegerParameter(
            "moving", "How many of the first latents a child changes; the others are shared. 0: all.", 0, 0,
            4096),
        new NumberParameter("change_probability", "Probability that a latent changes at all.", 1, 0, 1),
    ];

    private static IEnumerable<ParameterCard> MixingAndSamples =>
    [
        .. MixingSettings.Parameters,
        new IntegerParameter(
            "samples", "How many frozen anchors with fresh views; 0: without end.", 0, 0, 100_000_000),
        new IntegerParameter("anchor_seed", "Which frozen anchors.", 0),
    ];

    private static NumberParameter Positive(string name, string summary, double value, double maximum) =>
        new(name, summary, value, 1e-9, maximum);
}
