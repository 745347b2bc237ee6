using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Worlds.Views;

/// <summary>The supervised upper bound: the right view is what is to be known, the latents themselves or the
/// class as a one-hot vector.</summary>
public sealed class LabelViews : IViews
{
    private readonly IViews _inner;
    private readonly int _classes;
    private readonly bool _augment;

    /// <summary>Labels of a world beside views of it.</summary>
    /// <param name="inner">How observations are shown.</param>
    /// <param name="world">Says what is known: latents, if it has them, else classes.</param>
    /// <param name="augment">True: the left view is the inner views' left one (right for image labels, which
    /// augmentation keeps); false: the plain observation (right for latents, which a redrawn view does not
    /// share).</param>
    /// <param name="classes">True to tell the class where the world has latents too.</param>
    /// <exception cref="SzilardException">The world has neither latents nor classes, or not those that are
    /// asked for.</exception>
    public LabelViews(IViews inner, IWorld world, bool augment = false, bool classes = false)
    {
        if (classes && world.Classes == 0)
            throw new SzilardException(
                "`views: label` is to tell classes, but this world has none; use `target: latents`.");
        if (world.LatentDimensions == 0 && world.Classes == 0)
            throw new SzilardException(
                "`views: label` needs a world with latents or classes, but this one has neither; give "
                + "labels, or drop the supervised run.");
        _inner = inner;
        _classes = world.LatentDimensions > 0 && !classes ? 0 : world.Classes;
        _augment = augment;
    }

    /// <summary>The key of the choice between plain and augmented.</summary>
    public const string AugmentKey = "augment";

    private const string TargetKey = "target";
    private const string LatentsWord = "latents";
    private const string ClassesWord = "classes";

    /// <summary>True where such settings tell the classes of a world, false where its latents.</summary>
    public static bool TellsClasses(Settings settings, IWorld world) =>
        Target(settings) ?? world.LatentDimensions == 0;

    /// <summary>True where classes are asked for, false where latents, null where the world
    /// decides.</summary>
    public static bool? Target(Settings settings) => settings.Choice(TargetKey) switch
    {
        LatentsWord => false,
        ClassesWord => true,
        _ => null,
    };

    /// <summary>Name, parameters and source.</summary>
    public static PartCard Card { get; } = new(
        "label",
        "Supervised upper bound: the right view is the latents, or the class as a one-hot vector.",
        "derived here")
    {
        Convention = "`target` says which; by default latents where the world has them, else classes.",
        Parameters =
        [
            new FlagParameter(
                AugmentKey, "Show an augmented left view instead of the plain observation.", false),
            new ChoiceParameter(
                TargetKey, "What is told: latents, classes, or latents where the world has them "
                    + "(auto).", "auto",
                "auto", LatentsWord, ClassesWord),
            .. AugmentedViews.PixelParameters,
        ],
    };

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The situations lack the latents or labels that their world
    /// promised, or a label is no class.</exception>
    public ViewPair Show(Situations situations, RandomKey key) =>
        new(_augment ? _inner.Show(situations, key).Left : Plain(situations), Target(situations));

    /// <inheritdoc/>
    public Batch Plain(Situations situations) => _inner.Plain(situations);

    private Batch Target(Situations situations) => (_classes, situations) switch
    {
        (0, { Latents: { } latents }) => Batch.From(latents),
        ( > 0, { Labels: { } labels }) => OneHot(labels),
        _ => throw new ArgumentException(
            "The world promised latents or labels, but these situations have none."),
    };

    private Batch OneHot(int[] labels)
    {
        var values = new float[labels.Length * _classes];
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)_classes)
                throw new ArgumentException(
                    $"Label {labels[i]} of sample {i} is none of the classes 0 … {_classes - 1}.");
            values[(i * _classes) + labels[i]] = 1;
        }
        return new Batch(new Shape(labels.Length, _classes), values);
    }
}
