using Szilard.Tensors;
using Szilard.Worlds.Views;

namespace Szilard.Worlds.Tests.Views;

/// <summary>The fused renderer against one that asks, pixel by pixel, where each value comes from.</summary>
public sealed class ViewRendererTests
{
    [Theory]
    [InlineData(12, 13, 1)]
    [InlineData(11, 10, 3)]
    [InlineData(7, 19, 1)]
    [InlineData(5, 3, 3)]
    public void Crop_mirror_shift_and_tone_agree_with_the_slow_version(int height, int width, int channels)
    {
        Augmentation how = new()
        {
            CropScaleMinimum = 0.2,
            CropAspect = 1.5,
            Flip = 0.5,
            Shift = 2,
            Brightness = 0.6,
            Contrast = 0.7,
            Mean = [0.3],
            Deviation = [0.4],
        };
        ImageObservations images = Pictures.Random(1, height, width, channels);
        ViewRenderer renderer = new(how, images);
        var view = new float[height * width * channels];
        for (int i = 0; i < 20; i++)
        {
            ViewPlan plan = ViewPlan.Draw(how, height, width, channels, RandomKey.FromSeed(i));
            renderer.Render(images.Image(0), plan, view);
            double[] slow = Slow(images, plan, 0.3, 0.4);
            for (int k = 0; k < view.Length; k++)
                Assert.Equal(slow[k], view[k], 1e-4);
        }
    }

    [Fact]
    public void A_crop_of_half_the_width_is_stretched_with_half_pixel_centres()
    {
        // torch.nn.functional.interpolate([[0, 100]], size=(1, 4), mode="bilinear", align_corners=False)
        // gives 0, 25, 75, 100.
        ImageObservations image = new([0, 100, 7, 7], [0], 1, 4, 1);
        ViewPlan plan = ViewPlan.Unchanged(1, 4) with { Crop = new PixelBox(0, 0, 2, 1) };
        var view = new float[4];
        new ViewRenderer(new Augmentation { Mean = [0], Deviation = [1.0 / 255] }, image).Render(
            image.Image(0), plan, view);
        Assert.Equal([0, 25, 75, 100], view.Select(v => Math.Round(v, 4)));
    }

    private static double[] Slow(ImageObservations images, ViewPlan plan, double mean, double deviation)
    {
        (int height, int width, int channels) = (images.Height, images.Width, images.Channels);
        var values = new double[height * width * channels];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                for (int c = 0; c < channels; c++)
                    values[(((y * width) + x) * channels) + c] =
                        Math.Clamp(plan.Brightness * Look(
                            images, plan, y - plan.ShiftY, x - plan.ShiftX, c), 0, 255);
        double[] shares = channels == 1 ? [1] : [0.213, 0.715, 0.072];
        double grey = values.Select((v, i) => v * shares[i % channels]).Sum() / (height * width);
        return [.. values.Select(v => Math.Clamp(grey + (plan.Contrast * (v - grey)), 0, 255))
            .Select(v => ((v / 255) - mean) / deviation)];
    }

    private static double Look(ImageObservations images, in ViewPlan plan, int y, int x, int c)
    {
        if (y < 0 || x < 0 || y >= images.Height || x >= images.Width)
            return 0;
        if (plan.Flip)
            x = images.Width - 1 - x;
        double atY = Math.Clamp(
            ((y + 0.5) * plan.Crop.Height / images.Height) - 0.5, 0, plan.Crop.Height - 1);
        double atX = Math.Clamp(((x + 0.5) * plan.Crop.Width / images.Width) - 0.5, 0, plan.Crop.Width - 1);
        double sum = 0;
        for (int sy = 0; sy < plan.Crop.Height; sy++)
            for (int sx = 0; sx < plan.Crop.Width; sx++)
                sum += Math.Max(0, 1 - Math.Abs(atY - sy)) * Math.Max(0, 1 - Math.Abs(atX - sx))
                    * images.Image(0)[((((plan.Crop.Y + sy) * images.Width)
                        + plan.Crop.X + sx) * images.Channels) + c];
        return sum;
    }
}
