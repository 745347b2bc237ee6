using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds.Views;

namespace Szilard.Worlds.Tests.Views;

public sealed class AugmentedViewsTests
{
    private static readonly Augmentation _everything = new()
    {
        CropScaleMinimum = 0.3,
        CropAspect = 1.4,
        Flip = 0.5,
        Shift = 3,
        Noise = 0.1,
        Erase = 0.5,
        Brightness = 0.4,
        Contrast = 0.4,
        Greyscale = 0.2,
        Saturation = 0.4,
        Hue = 0.1,
    };

    private static readonly RandomKey _key = RandomKey.FromSeed(5);

    [Fact]
    public void Without_any_change_a_view_is_the_normalised_image()
    {
        ImageObservations images = Pictures.Random(3, 9, 11, 3);
        AugmentedViews views = new(new Augmentation { Mean = [0.1, 0.2, 0.3], Deviation = [0.5, 0.6, 0.7] });
        ViewPair pair = views.Show(new Situations(images), _key);
        double[] means = [0.1, 0.2, 0.3], deviations = [0.5, 0.6, 0.7];
        for (int k = 0; k < images.Store.Length; k++)
            Assert.Equal(
                ((images.Store[k] / 255.0) - means[k % 3]) / deviations[k % 3], pair.Left.Values[k], 1e-6);
        Assert.Equal(pair.Left.Values, pair.Right.Values);
        Assert.Equal(pair.Left.Values, views.Plain(new Situations(images)).Values);
        Assert.Equal(new Shape(3, 9, 11, 3), pair.Left.Shape);
    }

    [Fact]
    public void Plain_is_untouched_by_all_that_is_random()
    {
        Situations images = new(Pictures.Random(2, 8, 8, 1));
        Assert.Equal(new AugmentedViews(new Augmentation()).Plain(images).Values, new AugmentedViews(
            _everything).Plain(images).Values);
    }

    [Fact]
    public void The_same_key_gives_the_same_views_and_another_key_gives_others()
    {
        Situations images = new(Pictures.Random(4, 16, 16, 3));
        AugmentedViews views = new(_everything);
        ViewPair once = views.Show(images, _key), again = views.Show(images, _key);
        Assert.Equal(once.Left.Values, again.Left.Values);
        Assert.Equal(once.Right.Values, again.Right.Values);
        Assert.NotEqual(once.Left.Values, once.Right.Values);
        Assert.NotEqual(once.Left.Values, views.Show(images, RandomKey.FromSeed(6)).Left.Values);
    }

    [Fact]
    public void A_view_depends_on_the_item_and_not_on_its_place_in_the_batch()
    {
        ImageObservations images = Pictures.Random(100, 12, 12, 1);
        AugmentedViews views = new(_everything);
        Batch all = views.Show(new Situations(images), _key).Left;
        ImageObservations some = images with { Items = [71, 3, 99] };
        Batch picked = views.Show(new Situations(some), _key).Left;
        for (int i = 0; i < 3; i++)
            Assert.Equal(all.Item(some.Items[i]).ToArray(), picked.Item(i).ToArray());
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        Situations images = new(Pictures.Random(300, 14, 14, 3));
        using Workers workers = new(3);
        ViewPair one = new AugmentedViews(_everything).Show(images, _key);
        ViewPair three = new AugmentedViews(_everything, workers).Show(images, _key);
        Assert.Equal(one.Left.Values, three.Left.Values);
        Assert.Equal(one.Right.Values, three.Right.Values);
    }

    [Fact]
    public void Switching_one_operation_off_leaves_the_others_as_they_were()
    {
        ViewPlan all = ViewPlan.Draw(_everything, 28, 28, 3, _key);
        ViewPlan less = ViewPlan.Draw(_everything with { Flip = 0, Erase = 0, Shift = 0 }, 28, 28, 3, _key);
        Assert.Equal(
            (all.Crop, all.Brightness, all.Contrast, all.Noise),
            (less.Crop, less.Brightness, less.Contrast, less.Noise));
    }

    [Fact]
    public void A_certain_mirror_image_turns_each_row_around()
    {
        ImageObservations images = Pictures.Random(2, 5, 7, 3);
        AugmentedViews views = new(new Augmentation { Flip = 1 });
        Batch plain = views.Plain(new Situations(images)),
            view = views.Show(new Situations(images), _key).Left;
        for (int k = 0; k < plain.Values.Length; k++)
        {
            (int row, int x, int c) = (k / 21, k / 3 % 7, k % 3);
            Assert.Equal(plain.Values[(row * 21) + ((6 - x) * 3) + c], view.Values[k]);
        }
    }

    [Fact]
    public void Grey_images_have_three_equal_channels()
    {
        Batch view = new AugmentedViews(new Augmentation { Greyscale = 1 })
            .Show(new Situations(Pictures.Random(2, 6, 6, 3)), _key).Left;
        for (int k = 0; k < view.Values.Length; k += 3)
            Assert.True(view.Values[k] == view.Values[k + 1] && view.Values[k] == view.Values[k + 2]);
    }

    [Fact]
    public void Noise_has_the_asked_deviation_in_units_of_white()
    {
        // 200,000 values: the standard error of the deviation is 0.1 · √(0.4625/200000) ≈ 0.00015; 6 σ.
        Batch view = new AugmentedViews(new Augmentation { Noise = 0.1, Mean = [0.4], Deviation = [0.2] })
            .Show(new Situations(Pictures.Flat(200, 20, 50, 1, 102)), _key).Left;
        double mean = view.Values.Average(v => (double)v);
        double deviation = 0.2 * Math.Sqrt(view.Values.Average(v => (v - mean) * (v - mean)));
        Assert.Equal(0, 0.2 * mean, 0.0015);
        Assert.Equal(0.1, deviation, 0.0009);
    }

    [Fact]
    public void Contrast_keeps_the_mean_and_scales_the_deviations()
    {
        // Bytes 120 or 136: no factor in [0.5, 1.5] reaches black or white.
        ImageObservations images = Pictures.Flat(50, 8, 8, 1, 120);
        for (int k = 0; k < images.Store.Length; k += 2)
            images.Store[k] = 136;
        Batch view = new AugmentedViews(
            new Augmentation { Contrast = 0.5, Mean = [0], Deviation = [1.0 / 255] })
            .Show(new Situations(images), _key).Left;
        for (int i = 0; i < view.Count; i++)
        {
            Assert.Equal(128, view.Item(i).ToArray().Average(v => (double)v), 1e-3);
            Assert.InRange(view.Item(i)[0] - 128, 3.999, 12.001);
        }
    }

    [Fact]
    public void Erased_rectangles_are_zero_and_as_frequent_as_asked()
    {
        // 2000 images, p = 0.3: standard error 0.0102; 5 σ.
        Batch view = new AugmentedViews(new Augmentation { Erase = 0.3 })
            .Show(new Situations(Pictures.Flat(2000, 20, 20, 1, 255)), _key).Left;
        int erased = 0;
        for (int i = 0; i < view.Count; i++)
        {
            int zeros = view.Item(i).ToArray().Count(v => v == 0);
            Assert.InRange(zeros, 0, (0.33 * 400) + 21);
            erased += zeros > 0 ? 1 : 0;
        }
        Assert.InRange(erased, 549, 651);
    }

    [Fact]
    public void Vectors_are_refused_with_a_hint()
    {
        Situations vectors = new(new VectorObservations(new Batch(new Shape(2, 3), new float[6])));
        Assert.Contains("jitter", Assert.Throws<SzilardException>(
            () => new AugmentedViews(_everything).Show(vectors, _key)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_are_read_from_the_card_and_checked()
    {
        AugmentedViews views = AugmentedViews.Build(SettingsReader.Defaults(AugmentedViews.Card));
        Assert.Equal(4, views.Plain(new Situations(Pictures.Random(1, 4, 4, 1))).Shape.Rank);
        List<Fault> faults = [];
        Settings crossed = SettingsReader.Read(
            AugmentedViews.Card, new Dictionary<string, object>
            {
                ["crop_scale_minimum"] = 0.9,
                ["crop_scale_maximum"] = 0.5,
            }, faults);
        Assert.Empty(faults);
        Assert.Throws<SzilardException>(() => AugmentedViews.Build(crossed));
    }

    [Fact]
    public void Means_that_do_not_fit_the_channels_are_refused() =>
        Assert.Contains("3 channel", Assert.Throws<SzilardException>(() => new AugmentedViews(
            new Augmentation { Mean = [0.1, 0.2] }).Plain(
                new Situations(Pictures.Random(1, 4, 4, 3)))).Message, StringComparison.Ordinal);

    /// <summary>One white pixel in the middle: where it lies in either view says what was done.</summary>
    [Fact]
    public void The_relative_shift_is_told()
    {
        var store = new byte[81 * 20];
        for (int i = 0; i < 20; i++)
            store[(i * 81) + 40] = 255;
        Situations images = new(new ImageObservations(store, [.. Enumerable.Range(0, 20)], 9, 9, 1));
        AugmentedViews views = new(new Augmentation { Shift = 3 });
        ViewPair pair = views.Show(images, _key);
        Assert.Equal(2, views.Actions);
        for (int i = 0; i < 20; i++)
        {
            int left = pair.Left.Item(i).IndexOf(1f), right = pair.Right.Item(i).IndexOf(1f);
            Assert.Equal(((right % 9) - (left % 9), (right / 9) - (left / 9)),
                ((int)pair.Actions![i, 0], (int)pair.Actions[i, 1]));
        }
        Assert.Contains(pair.Actions!.Values, v => v != 0);
    }

    [Fact]
    public void Only_operations_that_are_on_are_told()
    {
        Situations images = new(Pictures.Random(2, 9, 9, 1));
        Assert.Equal(8, new AugmentedViews(_everything).Show(images, _key).Actions!.Columns);
        AugmentedViews noise = new(new Augmentation { Noise = 0.1 });
        Assert.Equal(0, noise.Actions);
        Assert.Null(noise.Show(images, _key).Actions);
    }
}
