using Szilard.Tensors;

namespace Szilard.Worlds.Views;

/// <summary>A rectangle of whole pixels.</summary>
internal readonly record struct PixelBox(int X, int Y, int Width, int Height);

/// <summary>What is done to one image for one view, drawn beforehand.</summary>
internal readonly record struct ViewPlan
{
    private const int Attempts = 10;
    private const double EraseAspect = 1 / 0.3;

    /// <summary>The part of the image that fills the view.</summary>
    public PixelBox Crop { get; init; }

    /// <summary>True for a mirror image.</summary>
    public bool Flip { get; init; }

    /// <summary>Pixels to the right.</summary>
    public int ShiftX { get; init; }

    /// <summary>Pixels downwards.</summary>
    public int ShiftY { get; init; }

    /// <summary>Factor on all values.</summary>
    public float Brightness { get; init; }

    /// <summary>Factor on distances from the mean.</summary>
    public float Contrast { get; init; }

    /// <summary>Change of colour; null for none.</summary>
    public ColourTurn? Colour { get; init; }

    /// <summary>The rectangle that is set to 0 after normalisation; empty for none.</summary>
    public PixelBox Erased { get; init; }

    /// <summary>The key of the noise.</summary>
    public RandomKey Noise { get; init; }

    /// <summary>Quarters of a circle by which the finished view is turned clockwise.</summary>
    public int Turn { get; init; }

    /// <summary>The plan that leaves an image as it is.</summary>
    public static ViewPlan Unchanged(int height, int width) =>
        new() { Crop = new PixelBox(0, 0, width, height), Brightness = 1, Contrast = 1 };

    /// <summary>Draws a plan. Each operation has a stream of its own under the key, so that switching one off
    /// leaves the others as they were.</summary>
    public static ViewPlan Draw(Augmentation how, int height, int width, int channels, RandomKey key)
    {
        RandomStream shift = key.Split((long)Operation.Shift).Stream();
        RandomStream tone = key.Split((long)Operation.Tone).Stream();
        return new ViewPlan
        {
            Crop = DrawCrop(how, height, width, key.Split((long)Operation.Crop)),
            Flip = how.Flip > 0 && key.Split((long)Operation.Flip).Stream().NextDouble() < how.Flip,
            ShiftX = how.Shift == 0 ? 0 : shift.NextInt32((2 * how.Shift) + 1) - how.Shift,
            ShiftY = how.Shift == 0 ? 0 : shift.NextInt32((2 * how.Shift) + 1) - how.Shift,
            Brightness = Factor(how.Brightness, ref tone),
            Contrast = Factor(how.Contrast, ref tone),
            Colour = channels == 3 ? DrawColour(how, key.Split((long)Operation.Colour)) : null,
            Erased = DrawErased(how, height, width, key.Split((long)Operation.Erase)),
            Noise = key.Split((long)Operation.Noise),
        };
    }

    /// <summary>The same with a turn, each as likely.</summary>
    public static ViewPlan DrawTurned(Augmentation how, int side, int channels, RandomKey key) =>
        Draw(how, side, side, channels, key) with
        {
            Turn = key.Split((long)Operation.Turn).Stream().NextInt32(QuarterTurn.Count),
        };

    /// <summary>Area uniform, aspect log-uniform, up to ten tries for a box that fits; else the largest box
    /// of an allowed aspect in the middle, which is the whole image.</summary>
    private static PixelBox DrawCrop(Augmentation how, int height, int width, RandomKey key)
    {
        if (how is { CropScaleMinimum: 1, CropAspect: 1 })
            return new PixelBox(0, 0, width, height);
        RandomStream random = key.Stream();
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            double scale = Math.Sqrt(random.NextUniform(how.CropScaleMinimum, how.CropScaleMaximum));
            double stretch = Stretch(how.CropAspect, ref random);
            int w = (int)Math.Round(width * scale * stretch), h = (int)Math.Round(height * scale / stretch);
            if (w > 0 && h > 0 && w <= width && h <= height)
                return new PixelBox(random.NextInt32(width - w + 1), random.NextInt32(height - h + 1), w, h);
        }
        return new PixelBox(0, 0, width, height);
    }

    private static PixelBox DrawErased(Augmentation how, int height, int width, RandomKey key)
    {
        RandomStream random = key.Stream();
        if (how.Erase <= 0 || random.NextDouble() >= how.Erase)
            return default;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            double scale = random.NextUniform(how.EraseScaleMinimum, how.EraseScaleMaximum);
            double side = Math.Sqrt(width * height * scale);
            double stretch = Stretch(EraseAspect, ref random);
            int w = (int)Math.Round(side * stretch), h = (int)Math.Round(side / stretch);
            if (w > 0 && h > 0 && w < width && h < height)
                return new PixelBox(random.NextInt32(width - w + 1), random.NextInt32(height - h + 1), w, h);
        }
        return default;
    }

    private static ColourTurn? DrawColour(Augmentation how, RandomKey key)
    {
        if (how is { Greyscale: 0, Saturation: 0, Hue: 0 })
            return null;
        RandomStream random = key.Stream();
        bool grey = random.NextDouble() < how.Greyscale;
        double saturation = random.NextUniform(1 - how.Saturation, 1 + how.Saturation);
        double turns = random.NextUniform(-how.Hue, how.Hue);
        return new ColourTurn(grey ? 0 : saturation, turns);
    }

    /// <summary>The root of an aspect that is log-uniform in [1/aspect, aspect].</summary>
    private static double Stretch(double aspect, ref RandomStream random) =>
        Math.Exp(0.5 * Math.Log(aspect) * random.NextUniform(-1, 1));

    private static float Factor(double range, ref RandomStream random) =>
        range == 0 ? 1 : (float)random.NextUniform(1 - range, 1 + range);

    private enum Operation
    {
        Crop,
        Flip,
        Shift,
        Tone,
        Colour,
        Erase,
        Noise,
        Turn,
    }
}
