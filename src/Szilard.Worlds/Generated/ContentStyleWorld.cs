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
    private const int MostSigns = 10;
    private readonly ContentStyleLaw _law;
    private readonly IMixing _mixing;
    private readonly double _noise;
    private readonly int _signs;

    /// <summary>A world from its law, its mixing and the noise of seeing.</summary>
    /// <param name="law">The law of content and style.</param>
    /// <param name="mixing">Of as many latents as content and style have.</param>
    /// <param name="noise">Standard deviation of noise on each observation, ≥ 0.</param>
    /// <param name="signs">How many of the first content latents make the label by their signs; 0 makes
    /// none.</param>
    /// <exception cref="ArgumentException">The mixing takes another number of latents, or there is less
    /// content than signs.</exception>
    public ContentStyleWorld(ContentStyleLaw law, IMixing mixing, double noise = 0, int signs = 0)
    {
        if (signs < 0 || signs > Math.Min(law.Content, MostSigns))
            throw new ArgumentException(
                $"{signs} signs were asked for, but there are {law.Content} content latents, and {MostSigns} "
                    + "signs at most.");
        if (mixing.Inputs != law.Dimensions)
            throw new ArgumentException(
                $"The mixing takes {mixing.Inputs} latents, but there are {law.Dimensions}.");
        (_law, _mixing, _noise, _signs) = (law, mixing, noise, signs);
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
            Content = law.Content,
            Ceilings = law.Ceilings,
            LatentNames = [.. Names("content", law.Content), .. Names("style", law.Style)],
        }.SeenThrough(mixing, noise);
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
            + "published code. Labels, if any, count the signs of the first content latents in binary.",
        Parameters =
        [
            new IntegerParameter("content", "How many latents a pair shares.", 5, 1, 2048),
            new IntegerParameter("style", "How many latents may differ.", 5, 1, 2048),
            new FlagParameter("statistical", "Content among itself, style among itself, and changes of style "
                + "are correlated.", false),
            new FlagParameter("causal", "Content causes style.", false),
            new NumberParameter("style_change_prob", "Probability that a style latent changes.", 1, 0, 1),
            new IntegerParameter("law_seed", "Which random a, B and covariances.", 0),
            new IntegerParameter(
                "signs", "How many of the first content latents make the label, by their signs; 0: no label.",
                0, 0,
                MostSigns),
            .. MixingSettings.Parameters,
        ],
        Check = Faults,
    };

    /// <inheritdoc/>
    public WorldFacts Facts { get; }

    /// <inheritdoc/>
    public Shape ObservationShape => new(_mixing.Outputs);

    /// <inheritdoc/>
    public int LatentDimensions => _law.Dimensions;

    /// <inheritdoc/>
    public int Classes => ClassesOf(_signs);

    /// <summary>How many labels so many signs give.</summary>
    internal static int ClassesOf(int signs) => signs == 0 ? 0 : 1 << signs;

    /// <summary>The world of settings without faults.</summary>
    public static ContentStyleWorld Build(Settings settings)
    {
        ContentStyleLaw law = new(
            settings.Integer("content"), settings.Integer("style"), settings.Flag("statistical"),
            settings.Flag("causal"), settings.Number("style_change_prob"),
            RandomKey.FromSeed(settings.Integer("law_seed")).Split("law"));
        return new ContentStyleWorld(
            law, MixingSettings.Build(settings, new double[law.Dimensions]),
            settings.Number("observation_noise"), settings.Integer("signs"));
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
        return new Situations(See(latents, noise)) { Latents = latents, Labels = LabelsOf(latents) };
    }

    private int[]? LabelsOf(Matrix latents) => _signs == 0
        ? null
        : [.. Enumerable.Range(0, latents.Rows).Select(i => Label(latents.Row(i)[.._signs]))];

    /// <summary>Σ 2ᵏ [cₖ &gt; 0]; for content of mean 0 all labels are as likely where it is
    /// independent.</summary>
    private static int Label(ReadOnlySpan<double> content)
    {
        int label = 0;
        for (int k = 0; k < content.Length; k++)
            label |= content[k] > 0 ? 1 << k : 0;
        return label;
    }

    private static IEnumerable<Fault> Faults(Settings settings)
    {
        (int signs, int content) = (settings.Integer("signs"), settings.Integer("content"));
        if (signs > content)
            yield return new Fault(
                "signs", $"`signs: {signs}` is more than the {content} content latents; use {content} or "
                    + "less.");
        foreach (Fault fault in MixingSettings.Faults(settings, content + settings.Integer("style")))
            yield return fault;
    }

    private static IEnumerable<string> Names(string what, int count) =>
        Enumerable.Range(0, count).Select(i => $"{what}-{i}");
}
