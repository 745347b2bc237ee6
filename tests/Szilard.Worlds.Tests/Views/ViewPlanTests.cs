using Szilard.Tensors;
using Szilard.Worlds.Views;

namespace Szilard.Worlds.Tests.Views;

/// <summary>Bounds at five standard errors of 4000 draws or more: false alarms below 10⁻⁶ each.</summary>
public sealed class ViewPlanTests
{
    private const int Draws = 4000;

    [Fact]
    public void Crops_lie_in_the_image_and_have_the_asked_area()
    {
        Augmentation how = new() { CropScaleMinimum = 0.2, CropScaleMaximum = 0.6, CropAspect = 4.0 / 3 };
        PixelBox[] crops = [.. Plans(how, 64, 64).Select(p => p.Crop)];
        Assert.All(crops, c =>
            Assert.True(c.X >= 0 && c.Y >= 0 && c.X + c.Width <= 64 && c.Y + c.Height <= 64));
        // Area is uniform on [0.2, 0.6]: deviation 0.1155, standard error 0.0018.
        Assert.Equal(0.4, crops.Average(c => c.Width * c.Height / 4096.0), 0.01);
        // log aspect is uniform on ±0.2877: deviation 0.1661, standard error 0.0026.
        Assert.Equal(0, crops.Average(c => Math.Log((double)c.Width / c.Height)), 0.0135);
        Assert.All(crops, c =>
            Assert.InRange(Math.Abs(Math.Log((double)c.Width / c.Height)), 0, 0.2877 + 0.04));
    }

    [Fact]
    public void Crops_are_placed_evenly()
    {
        Augmentation how = new() { CropScaleMinimum = 0.25, CropScaleMaximum = 0.25 };
        // 32 × 32 in 64 × 64: X is uniform on 0 … 32, deviation 9.52, standard error 0.1506.
        PixelBox[] crops = [.. Plans(how, 64, 64).Select(p => p.Crop)];
        Assert.Equal(16, crops.Average(c => c.X), 0.76);
        Assert.Equal(16, crops.Average(c => c.Y), 0.76);
        Assert.Equal(32, crops.Max(c => c.X));
        Assert.Equal(0, crops.Min(c => c.Y));
    }

    [Fact]
    public void Mirror_images_are_as_frequent_as_asked() =>
        // Standard error √(0.3 · 0.7/4000) = 0.00725.
        Assert.Equal(0.3, Plans(new Augmentation { Flip = 0.3 }, 8, 8).Average(p => p.Flip ? 1.0 : 0), 0.037);

    [Fact]
    public void Shifts_reach_both_ends_and_are_centred()
    {
        ViewPlan[] plans = [.. Plans(new Augmentation { Shift = 3 }, 8, 8)];
        Assert.Equal(Enumerable.Range(-3, 7), plans.Select(p => p.ShiftX).Distinct().Order());
        Assert.Equal(Enumerable.Range(-3, 7), plans.Select(p => p.ShiftY).Distinct().Order());
        // Deviation 2, standard error 0.0316.
        Assert.Equal(0, plans.Average(p => p.ShiftX), 0.16);
        Assert.Equal(0, plans.Average(p => (double)p.ShiftX * p.ShiftY), 0.32);
    }

    [Fact]
    public void Factors_of_brightness_and_contrast_are_uniform_about_one()
    {
        ViewPlan[] plans = [.. Plans(new Augmentation { Brightness = 0.4, Contrast = 0.2 }, 8, 8)];
        Assert.All(plans, p => Assert.InRange(p.Brightness, 0.6, 1.4));
        Assert.All(plans, p => Assert.InRange(p.Contrast, 0.8, 1.2));
        // Deviations 0.231 and 0.1155; standard errors 0.00365 and 0.00183.
        Assert.Equal(1, plans.Average(p => p.Brightness), 0.0183);
        Assert.Equal(1, plans.Average(p => p.Contrast), 0.0092);
    }

    [Fact]
    public void A_turn_of_hue_follows_the_published_matrix()
    {
        // hueRotate by 90°: M = L + S, so that pure red goes to (0, 0.356, −0.574) → cut to 0.
        float[] red = [255, 0, 0];
        new ColourTurn(1, 0.25).Apply(red);
        Assert.Equal([0, Math.Round(0.356 * 255, 2), 0], red.Select(v => Math.Round(v, 2)));
    }

    [Fact]
    public void No_turn_leaves_colours_and_no_saturation_leaves_luminance()
    {
        float[] pixel = [40, 90, 200], same = [40, 90, 200];
        new ColourTurn(1, 0).Apply(same);
        Assert.Equal(pixel, same, (a, b) => Math.Abs(a - b) < 1e-4);
        new ColourTurn(0, 0.3).Apply(pixel);
        Assert.All(pixel, v => Assert.Equal((0.213 * 40) + (0.715 * 90) + (0.072 * 200), v, 1e-4));
    }

    private static IEnumerable<ViewPlan> Plans(Augmentation how, int height, int width) =>
        Enumerable.Range(0, Draws)
        .Select(i => ViewPlan.Draw(how, height, width, 1, RandomKey.FromSeed(9).Split(i)));
}
