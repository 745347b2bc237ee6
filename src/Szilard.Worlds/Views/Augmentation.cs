using Szilard.Parts;

namespace Szilard.Worlds.Views;

/// <summary>How strongly images are changed between two views. Everything at its default leaves an image as
/// it is, up to normalisation.</summary>
public sealed record Augmentation
{
    /// <summary>Least area of the crop as a fraction of the image, in (0, 1].</summary>
    public double CropScaleMinimum { get; init; } = 1;

    /// <summary>Greatest area of the crop as a fraction of the image, in (0, 1].</summary>
    public double CropScaleMaximum { get; init; } = 1;

    /// <summary>Width over height of the crop relative to the image is log-uniform in [1/aspect, aspect]; ≥
    /// 1.</summary>
    public double CropAspect { get; init; } = 1;

    /// <summary>Probability of a mirror image, left to right.</summary>
    public double Flip { get; init; }

    /// <summary>Greatest shift along each axis in pixels; what comes in from outside is black.</summary>
    public int Shift { get; init; }

    /// <summary>Standard deviation of the noise, in units in which black is 0 and white is 1.</summary>
    public double Noise { get; init; }

    /// <summary>Probability that a rectangle is erased.</summary>
    public double Erase { get; init; }

    /// <summary>Least area of the rectangle as a fraction of the image.</summary>
    public double EraseScaleMinimum { get; init; } = 0.02;

    /// <summary>Greatest area of the rectangle as a fraction of the image.</summary>
    public double EraseScaleMaximum { get; init; } = 0.33;

    /// <summary>Brightness is multiplied by a factor uniform in [1 − value, 1 + value].</summary>
    public double Brightness { get; init; }

    /// <summary>The distance from the view's mean luminance is multiplied by a factor uniform in
    /// [1 − value, 1 + value].</summary>
    public double Contrast { get; init; }

    /// <summary>Probability that a colour image loses its colour.</summary>
    public double Greyscale { get; init; }

    /// <summary>The distance from grey is multiplied by a factor uniform in [1 − value, 1 + value].</summary>
    public double Saturation { get; init; }

    /// <summary>Hue is turned by an angle uniform in ± this fraction of a full turn, at most 0.5.</summary>
    public double Hue { get; init; }

    /// <summary>Whether a third look is shown too, turned by quarters, each as likely; square pictures
    /// only.</summary>
    public bool QuarterTurns { get; init; }

    /// <summary>What is subtracted from pixels in [0, 1], per channel or once for all.</summary>
    public IReadOnlyList<double> Mean { get; init; } = [0.5];

    /// <summary>What they are then divided by, per channel or once for all; &gt; 0.</summary>
    public IReadOnlyList<double> Deviation { get; init; } = [0.5];

    /// <summary>The parameters of the card <c>augment</c> as a record.</summary>
    /// <exception cref="SzilardException">A minimum is above its maximum.</exception>
    public static Augmentation From(Settings settings)
    {
        Augmentation read = new()
        {
            CropScaleMinimum = settings.Number("crop_scale_minimum"),
            CropScaleMaximum = settings.Number("crop_scale_maximum"),
            CropAspect = settings.Number("crop_aspect"),
            Flip = settings.Number("flip"),
            Shift = settings.Integer("shift"),
            Noise = settings.Number("noise"),
            Erase = settings.Number("erase"),
            EraseScaleMinimum = settings.Number("erase_scale_minimum"),
            EraseScaleMaximum = settings.Number("erase_scale_maximum"),
            Brightness = settings.Number("brightness"),
            Contrast = settings.Number("contrast"),
            Greyscale = settings.Number("greyscale"),
            Saturation = settings.Number("saturation"),
            Hue = settings.Number("hue"),
            QuarterTurns = settings.Flag(AugmentedViews.TurnsKey),
            Mean = settings.Numbers("mean"),
            Deviation = settings.Numbers("deviation"),
        };
        RequireOrder("crop_scale", read.CropScaleMinimum, read.CropScaleMaximum);
        RequireOrder("erase_scale", read.EraseScaleMinimum, read.EraseScaleMaximum);
        return read;
    }

    private static void RequireOrder(string name, double minimum, double maximum)
    {
        if (minimum > maximum)
            throw new SzilardException(
                $"`{name}_minimum: {minimum}` is above `{name}_maximum: {maximum}`; exchange them.");
    }
}
