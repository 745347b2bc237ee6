using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Worlds.Views;

/// <summary>Two augmented looks at each image: crop, mirror, shift, brightness, contrast, colour,
/// normalisation, noise and erasure, in that order; and a third one, turned, where that is asked for. What is
/// done to an image depends on (key, view, item of the dataset, operation) alone, never on its place in the
/// batch or on threads.</summary>
/// <param name="how">How strongly.</param>
/// <param name="workers">Who shares the samples out; null works on the calling thread.</param>
public sealed class AugmentedViews(Augmentation how, Workers? workers = null) : IViews
{
    /// <summary>Samples per piece of work; fixed, so that the number of threads decides nothing.</summary>
    private const int Chunk = 64;

    /// <summary>The key of the third, turned look.</summary>
    public const string TurnsKey = "quarter_turns";

    private readonly IReadOnlyList<Func<ViewPlan, double>> _told = PlanReadings.Of(how);

    /// <summary>Name, meaning and parameters.</summary>
    public static PartCard Card { get; } = new(
        "augment", "Two augmented looks at each image.",
        "Chen, Kornblith, Norouzi, Hinton, A simple framework for contrastive learning, 2020, appendix A; "
        + "torchvision's RandomResizedCrop, ColorJitter and RandomErasing")
    {
        Formula = "view = (erase ∘ noise ∘ normalise ∘ colour ∘ contrast ∘ brightness ∘ shift ∘ flip ∘ "
            + "crop)(image)",
        Convention = "Bilinear resize with half-pixel centres, no antialias. Brightness, contrast and "
            + "colour cut to [0, 1]; noise does not. Contrast turns about the view's mean luminance. Erased "
            + "pixels are 0 after normalisation. Noise is a sum of eight uniform bytes (kurtosis 2.85). With "
            + "`quarter_turns` a third look, augmented afresh and then turned clockwise by 0, 1, 2 or 3 "
            + "quarters, each as likely, goes beside the pair, which is not turned (Dangovski et al. 2022 "
            + "show all four turns of it); who does not ask for it never sees it.",
        Parameters =
        [
            new NumberParameter("crop_scale_minimum", "Least area of the crop as a fraction of the "
                + "image.", 0.4, 0, 1)
                { MinimumExcluded = true },
            new NumberParameter("crop_scale_maximum", "Greatest area of the crop as a fraction of the "
                + "image.", 1, 0, 1)
                { MinimumExcluded = true },
            new NumberParameter("crop_aspect", "Width over height of the crop is log-uniform in [1/value, "
                + "value].",
                4.0 / 3, 1, 10),
            new NumberParameter("flip", "Probability of a mirror image; leave it at 0 where left and right "
                + "differ in meaning (digits, letters).", 0, 0, 1),
            new IntegerParameter("shift", "Greatest shift along each axis, in pixels; black comes in.", 0),
            new NumberParameter("noise", "Standard deviation of the noise; black is 0, white is "
                + "1.", 0, 0, 10),
            new NumberParameter("erase", "Probability that a rectangle is erased.", 0, 0, 1),
            new NumberParameter("erase_scale_minimum", "Least area of the rectangle as a fraction of the "
                + "image.", 0.02, 0, 1),
            new NumberParameter("erase_scale_maximum", "Greatest area of the rectangle as a fraction of the "
                + "image.", 0.33, 0, 1),
            new NumberParameter("brightness", "Values are multiplied by a factor uniform in [1 − value, 1 + "
                + "value].", 0.4, 0, 1),
            new NumberParameter("contrast", "Distances from the mean are multiplied by a factor uniform in "
                + "[1 − value, 1 + value].", 0.4, 0, 1),
            new NumberParameter("greyscale", "Probability that a colour image loses its colour.", 0, 0, 1),
            new NumberParameter("saturation", "Distances from grey are multiplied by a factor uniform in [1 "
                + "− value, 1 + value]; colour images only.", 0, 0, 1),
            new NumberParameter("hue", "Hue turns by up to this fraction of a full turn; colour images "
                + "only.", 0, 0, 0.5),
            new FlagParameter(
                TurnsKey, "Show a third look too, turned by quarters, and tell how far (`e-ssl` needs it); "
                + "square pictures only.", false),
            .. PixelParameters,
        ],
    };

    /// <summary>How pixels become numbers, whatever else is done to them.</summary>
    internal static ParameterCard[] PixelParameters =>
    [
        new NumbersParameter(
            "mean", "Subtracted from pixels in [0, 1]: one number, or one per channel.", [0.5]),
        new NumbersParameter(
            "deviation", "Then divided by: one number, or one per channel.", [0.5], 1e-6),
    ];

    /// <summary>Views from settings of <see cref="Card"/>.</summary>
    /// <exception cref="SzilardException">A minimum is above its maximum.</exception>
    public static AugmentedViews Build(Settings settings, Workers? workers = null) =>
        new(Augmentation.From(settings), workers);

    /// <summary>Refuses what cannot be turned by quarters.</summary>
    /// <param name="image">Height × width × channels.</param>
    /// <exception cref="SzilardException">Turns are asked for, and the image is not square.</exception>
    public void Require(Shape image)
    {
        if (how.QuarterTurns && image[0] != image[1])
            throw new SzilardException(
                $"`{TurnsKey}: true` turns square pictures, but these are {image[0]} × {image[1]}; make them "
                    + "square, or leave it out.");
    }

    /// <inheritdoc/>
    /// <exception cref="SzilardException">The observations are no images, or are to be turned and not
    /// square.</exception>
    public ViewPair Show(Situations situations, RandomKey key)
    {
        ImageObservations images = Images(situations);
        ViewPlan[] left = new ViewPlan[images.Count], right = new ViewPlan[images.Count];
        return new ViewPair(Augment(images, key.Split(0), left), Augment(images, key.Split(1), right))
        {
            Items = situations.Items,
            Actions = _told.Count == 0 ? null : Changes(left, right),
            Turned = how.QuarterTurns ? Turned(images, key.Split(2)) : null,
        };
    }

    /// <inheritdoc/>
    public int Actions => _told.Count;

    /// <inheritdoc/>
    /// <exception cref="SzilardException">The observations are no images.</exception>
    public Batch Plain(Situations situations)
    {
        ImageObservations images = Images(situations);
        ViewPlan unchanged = ViewPlan.Unchanged(images.Height, images.Width);
        return Render(images, how with { Noise = 0 }, _ => unchanged, new ViewPlan[images.Count]);
    }

    private Matrix Changes(ViewPlan[] left, ViewPlan[] right)
    {
        Matrix changes = new(left.Length, _told.Count);
        for (int i = 0; i < left.Length; i++)
            for (int k = 0; k < _told.Count; k++)
                changes[i, k] = _told[k](right[i]) - _told[k](left[i]);
        return changes;
    }

    private Batch Augment(ImageObservations images, RandomKey view, ViewPlan[] plans) => Render(
        images, how,
        item => ViewPlan.Draw(how, images.Height, images.Width, images.Channels, view.Split(item)), plans);

    private TurnedLooks Turned(ImageObservations images, RandomKey view)
    {
        Require(images.ItemShape);
        var plans = new ViewPlan[images.Count];
        Batch looks = Render(
            images, how,
            item => ViewPlan.DrawTurned(how, images.Height, images.Channels, view.Split(item)), plans);
        return new TurnedLooks(looks, [.. plans.Select(p => p.Turn)]);
    }

    /// <summary>Looks at each image by its own plan.</summary>
    /// <param name="images">What is looked at.</param>
    /// <param name="norm">How pixels become numbers.</param>
    /// <param name="plan">What is done to an item.</param>
    /// <param name="plans">Receives what was done, one entry for each image.</param>
    private Batch Render(
        ImageObservations images, Augmentation norm, Func<int, ViewPlan> plan, ViewPlan[] plans)
    {
        int size = images.Height * images.Width * images.Channels;
        Shape shape = new(images.Count, images.Height, images.Width, images.Channels);
        Batch batch = new(shape, new float[shape.Size]);
        void Work(int chunk)
        {
            ViewRenderer renderer = new(norm, images);
            int end = Math.Min((chunk + 1) * Chunk, images.Count);
            for (int i = chunk * Chunk; i < end; i++)
            {
                plans[i] = plan(images.Items[i]);
                renderer.Render(images.Image(i), plans[i], batch.Values.AsSpan(i * size, size));
            }
        }
        int chunks = (images.Count + Chunk - 1) / Chunk;
        if (workers is not null)
            workers.Run(chunks, Work);
        for (int chunk = 0; workers is null && chunk < chunks; chunk++)
            Work(chunk);
        return batch;
    }

    private static ImageObservations Images(Situations situations) =>
        situations.Observations as ImageObservations ?? throw new SzilardException(
            $"`augment` changes images, but this world shows {situations.Observations.ItemShape} numbers; "
            + "use `jitter`.");
}
