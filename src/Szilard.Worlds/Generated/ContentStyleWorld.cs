using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Worlds.Latents;

namespace Szilard.Worlds.Generated;

/// <summary>Latents z = (c, s) of which the views of a pair share the content c and differ in the style
/// s.</summary>
/// <remarks>von Kügelgen et al., "Self-supervised learning with data augmentations provably isolates content
/// from style", 2021. c ~ N(0, Σ_c), s | c ~ N(a + B c, Σ_s); in a view each style coordinate changes with
/// probability p, s̃_A ~ N(s_A, Σ_A). Published code draws the content of dependent worlds with the style's
/// covariance, because its samplers close over one loop variable; here each has its own.</remarks>
public sealed class ContentStyleWorld : IGeneratedWorld
{
    private readonly ContentStyleLaw _law;
    private readonly IMixing _mixing;
    private readonly double _noise;

    /// <summary>A world from its law, its mixing and the noise of seeing.</summary>
    /// <param name="law">The law of content and style.</param>
    /// <param name="mixing">Of as many latents as content and style have.</param>
    /// <param name="noise">Standard deviation of noise on each observation, ≥ 0.</param>
    /// <exception cref="ArgumentException">The mixing takes another number of latents.</exception>
    public ContentStyleWorld(ContentStyleLaw law, IMixing mixing, double noise = 0)
    {
        if (mixing.Inputs != law.Dimensions)
            throw new ArgumentException(
                $"The mixing takes {mixing.Inputs} latents, but there are {law.Dimensions}.");
        (_law, _mixing, _noise) = (law, mixing, noise);
        Facts = new WorldFacts
        {
            Space = "real",
            Dimensions = law.Dimensions,
            Marginal = "normal",
            MarginalExponent = 2,
            Conditional = "content-style",
            Isotropic = false,
            Pairs = PairConvention.ParentChild,
            Stationary = false,
            Alignment = law.Alignment,
            Mixing = mixing.Name,
            Injective = mixing.Injective,
            ConditionNumber = mixing.ConditionNumber,
            ObservationNoise = noise,
            Unseen = (mixing as PartialMixing)?.Unseen ?? 0,
            Folded = (mixing as PartialMixing)?.Folded ?? 0,
            Content = law.Content,
            Ceilings = law.Ceilings,
            LatentNames = [.. Names("content", law.Content), .. Names("style", law.Style)],
        };
    }

    /// <summary>Name, parameters and source.</summary>
    public static PartCard Card { get; } = new(
        "content-style", "Latents of which a pair shares the first, the content, and differs in the last, "
            + "the "
        + "style.", "von Kügelgen et al., Self-supervised learning with data augmentations provably isolates "
        + "content from style, 2021")
    {
        Formula = "c ~ N(0, Σ_c), s|c ~ N(a + Bc, Σ_s); c̃ = c, s̃_A ~ N(s_A, Σ_A)",
        Convention = "Σ = GGᵀ with normal G where dependence is statistical, else the identity; entries of a "
            + "and B are standard normal. Content and style have covariances of their own, unlike in the "
            + "published code.",
        Parameters =
        [
            new IntegerParameter("content", "How many latents a pair shares.", 5, 1, 2048),
            new IntegerParameter("style", "How many latents may differ.", 5, 1, 2048),
            new FlagParameter("statistical", "Content among itself, style among itself, and changes of style "
                + "are correlated.", false),
            new FlagParameter("causal", "Content causes style.", false),
            new NumberParameter("style_change_prob", "Probability that a style latent changes.", 1, 0, 1),
            new IntegerParameter("law_seed", "Which random a, B and covariances.", 0),
            .. MixingSettings.Parameters,
        ],
        Check = s => MixingSettings.Faults(s, s.Integer("content") + s.Integer("style")),
    };

    /// <inheritdoc/>
    public WorldFacts Facts { get; }

    /// <inheritdoc/>
    public Shape ObservationShape => new(_mixing.Outputs);

    /// <inheritdoc/>
    public int LatentDimensions => _law.Dimensions;

    /// <inheritdoc/>
    public int Classes => 0;

    /// <summary>The world of settings without faults.</summary>
    public static ContentStyleWorld Build(Settings settings)
    {
        ContentStyleLaw law = new(
            settings.Integer("content"), settings.Integer("style"), settings.Flag("statistical"),
            settings.Flag("causal"), settings.Number("style_change_prob"),
            RandomKey.FromSeed(settings.Integer("law_seed")).Split("law"));
        return new ContentStyleWorld(
            law, MixingSettings.Build(settings, new double[law.Dimensions]),
            settings.Number("observation_noise"));
    }

    /// <inheritdoc/>
    public long? Size(Split split) => null;

    /// <inheritdoc/>
    public Situations Draw(int count, long step, RandomKey key) =>
        Fresh(count, key.Split("draw", step), key.Split("noise", step));

    /// <inheritdoc/>
    public Situations Sample(int count, Split split, RandomKey key) =>
        Fresh(count, key.Split("sample", (long)split), key.Split("noise"));

    /// <inheritdoc/>
    public LatentPair Pair(Situations situations, RandomKey key)
    {
        Matrix left = situations.Causes();
        RandomStream stream = key.Split("right").Stream();
        var right = new Matrix(left.Rows, left.Columns);
        _law.Change(left.Values, right.Values, ref stream);
        return new LatentPair(left, right);
    }

    /// <inheritdoc/>
    public Observations See(Matrix latents, RandomKey key) => Looks.See(_mixing, _noise, latents, key);

    private Situations Fresh(int count, RandomKey draw, RandomKey noise)
    {
        RandomStream stream = draw.Stream();
        var latents = new Matrix(count, LatentDimensions);
        _law.Fill(latents.Values, ref stream);
        return new Situations(See(latents, noise)) { Latents = latents };
    }

    private static IEnumerable<string> Names(string what, int count) =>
        Enumerable.Range(0, count).Select(i => $"{what}-{i}");
}
