using System.Numerics.Tensors;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Worlds.Latents;

namespace Szilard.Worlds.Generated;

/// <summary>A Gaussian mixture of three levels: superclasses hold classes, classes hold samples, and every
/// look at a sample is drawn afresh about it.</summary>
/// <remarks>The clusters at sample, class and superclass level that Ben-Shaul, Shwartz-Ziv, Galanti, Dekel,
/// LeCun, "Reverse engineering self-supervised learning", 2023 (arXiv:2305.15614) tell apart in images, with
/// known causes.</remarks>
public sealed class HierarchyWorld : IGeneratedWorld
{
    private const string SuperclassLevel = "superclass";
    private const string SampleLevel = "sample";
    private const string RandomLevel = "random";

    private readonly IMixing _mixing;
    private readonly double _noise;
    private readonly double _spread;
    private readonly int _classes;
    private readonly int _classesEach;
    private readonly int[] _labels;
    private readonly bool _labelledAtRandom;

    private HierarchyWorld(Settings settings)
    {
        int d = settings.Integer("dimensions"), superclasses = settings.Integer("superclasses");
        int samples = settings.Integer("samples");
        _classesEach = settings.Integer("classes");
        _classes = superclasses * _classesEach;
        _spread = settings.Number("view_spread");
        _noise = settings.Number("observation_noise");
        _mixing = MixingSettings.Build(settings, new double[d]);
        RandomKey key = RandomKey.FromSeed(settings.Integer("hierarchy_seed")).Split("hierarchy");
        Matrix above = Around(
            new Matrix(superclasses, d), settings.Number("superclass_spread"), key.Split(SuperclassLevel));
        ClassCentres = Around(
            above.Select(Each(_classes, c => c / _classesEach)), settings.Number("class_spread"),
            key.Split("class"));
        Samples = Around(
            ClassCentres.Select(Each(samples, ClassOf)), settings.Number("sample_spread"),
            key.Split(SampleLevel));
        _labelledAtRandom = settings.Choice("label") == RandomLevel;
        (_labels, Classes) = Label(settings.Choice("label"), superclasses, key.Split(RandomLevel));
        Facts = Known(settings);
    }

    /// <summary>Name, parameters and source.</summary>
    public static PartCard Card { get; } = new(
        "hierarchy", "A Gaussian mixture of superclasses, classes and samples, with looks at each sample.",
        "derived here, for the levels of Ben-Shaul et al., Reverse engineering self-supervised learning, "
            + "2023")
    {
        Formula = "μ_S ~ N(0, σ_S²), μ_C ~ N(μ_S, σ_C²), s ~ N(μ_C, σ_N²), z ~ N(s, σ_A²), x = g(z)",
        Convention = "Sample i is of class i mod C, class c of superclass c / (classes of each). A pair is "
            + "two looks at one sample; both splits show the same samples, those for judging each once "
            + "before any twice. Superclasses are given beside every label but a random one.",
        Parameters =
        [
            new IntegerParameter("dimensions", "How many latents.", 8, 1, 4096),
            new IntegerParameter("superclasses", "How many superclasses.", 4, 1, 10_000),
            new IntegerParameter("classes", "How many classes in each superclass.", 5, 1, 10_000),
            new IntegerParameter("samples", "How many samples.", 2000, 1, 10_000_000),
            Spread("superclass_spread", "σ_S: deviation of superclass centres from the origin.", 2),
            Spread("class_spread", "σ_C: deviation of class centres from their superclass.", 1),
            Spread("sample_spread", "σ_N: deviation of samples from their class.", 0.5),
            Spread("view_spread", "σ_A: deviation of a look from its sample.", 0.25),
            new ChoiceParameter(
                "label", "What the labels say; random: each sample has one of C classes, whatever it is.",
                "class", "class", SuperclassLevel, SampleLevel, RandomLevel),
            new IntegerParameter("hierarchy_seed", "Which centres, samples and random labels.", 0),
            .. MixingSettings.Parameters,
        ],
        Check = Faults,
    };

    /// <inheritdoc/>
    public WorldFacts Facts { get; }

    /// <summary>The centres of the classes, classes × latents.</summary>
    public Matrix ClassCentres { get; }

    /// <summary>The samples, about which looks are drawn, samples × latents.</summary>
    public Matrix Samples { get; }

    /// <inheritdoc/>
    public Shape ObservationShape => new(_mixing.Outputs);

    /// <inheritdoc/>
    public int LatentDimensions => Samples.Columns;

    /// <inheritdoc/>
    public int Classes { get; }

    /// <summary>The world of settings without faults.</summary>
    public static HierarchyWorld Build(Settings settings) => new(settings);

    /// <summary>How many classes settings give.</summary>
    internal static int ClassesOf(Settings settings) => settings.Choice("label") switch
    {
        SuperclassLevel => settings.Integer("superclasses"),
        SampleLevel => settings.Integer("samples"),
        _ => settings.Integer("superclasses") * settings.Integer("classes"),
    };

    /// <summary>The class of a sample.</summary>
    public int ClassOf(int sample) => sample % _classes;

    /// <summary>The superclass of a class.</summary>
    public int SuperclassOf(int member) => member / _classesEach;

    /// <inheritdoc/>
    public long? Size(Split split) => split == Split.Training ? Samples.Rows : null;

    /// <inheritdoc/>
    public Situations Draw(int count, long step, RandomKey key)
    {
        RandomStream stream = key.Split("draw", step).Stream();
        int[] samples = Instances.Drawn(count, Samples.Rows, ref stream);
        return Look(samples, key.Split("look", step), key.Split("noise", step)) with { Items = samples };
    }

    /// <inheritdoc/>
    public Situations Sample(int count, Split split, RandomKey key)
    {
        RandomKey own = key.Split("sample", (long)split);
        RandomStream stream = own.Split("order").Stream();
        return Look(Instances.InTurn(count, Samples.Rows, ref stream), own.Split("look"), key.Split("noise"));
    }

    /// <inheritdoc/>
    public LatentPair Pair(Situations situations, RandomKey key) =>
        situations is { Latents: { } left, Origins: { } samples }
            ? new LatentPair(left, Around(Samples.Select(samples), _spread, key.Split("right")))
            : throw new ArgumentException("These situations do not say which sample each of them shows.");

    /// <inheritdoc/>
    public Observations See(Matrix latents, RandomKey key) => Looks.See(_mixing, _noise, latents, key);

    private Situations Look(int[] samples, RandomKey look, RandomKey noise)
    {
        Matrix latents = Around(Samples.Select(samples), _spread, look);
        return new Situations(See(latents, noise))
        {
            Latents = latents,
            Labels = Array.ConvertAll(samples, s => _labels[s]),
            Superclasses = _labelledAtRandom
                ? null : Array.ConvertAll(samples, s => SuperclassOf(ClassOf(s))),
            Origins = samples,
        };
    }

    private (int[] Labels, int Classes) Label(string level, int superclasses, RandomKey key)
    {
        RandomStream stream = key.Stream();
        int[] random = Instances.Drawn(Samples.Rows, _classes, ref stream);
        return level switch
        {
            SuperclassLevel => (Each(Samples.Rows, s => SuperclassOf(ClassOf(s))), superclasses),
            SampleLevel => (Each(Samples.Rows, s => s), Samples.Rows),
            RandomLevel => (random, _classes),
            _ => (Each(Samples.Rows, ClassOf), _classes),
        };
    }

    /// <summary>centre + σ ε.</summary>
    private static Matrix Around(Matrix centres, double spread, RandomKey key)
    {
        var drawn = new Matrix(centres.Rows, centres.Columns);
        RandomStream stream = key.Stream();
        stream.FillNormal(drawn.Values);
        TensorPrimitives.MultiplyAdd(drawn.Values, spread, centres.Values, drawn.Values);
        return drawn;
    }

    private static int[] Each(int count, Func<int, int> of) => [.. Enumerable.Range(0, count).Select(of)];

    private static NumberParameter Spread(string name, string summary, double value) =>
        new(name, summary, value, 0, 1e6);

    private static IEnumerable<Fault> Faults(Settings settings)
    {
        int samples = settings.Integer("samples");
        long classes = (long)settings.Integer("superclasses") * settings.Integer("classes");
        if (samples < classes)
            yield return new Fault(
                "samples", $"`samples: {samples}` leaves some of {classes} classes empty; give at least "
                    + $"{classes}.");
        foreach (Fault fault in MixingSettings.Faults(settings, settings.Integer("dimensions")))
            yield return fault;
    }

    /// <summary>Two looks at a sample differ by N(0, 2σ_A²) in each latent; no closed form of their
    /// information is known for finitely many samples.</summary>
    private WorldFacts Known(Settings settings) => new WorldFacts
    {
        Space = "real",
        Dimensions = LatentDimensions,
        Marginal = "mixture",
        Conditional = "same sample",
        Isotropic = true,
        Pairs = PairConvention.TwoChildren,
        Stationary = true,
        Alignment = 2 * LatentDimensions * _spread * _spread,
        Mixing = _mixing.Name,
        Injective = _mixing.Injective,
        Samples = settings.Integer("samples"),
    }.SeenThrough(_mixing, _noise);
}
