using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds.Views;

namespace Szilard.Worlds.Tests.Views;

/// <summary>Turns by quarters, and the third look that they make.</summary>
public sealed class QuarterTurnTests
{
    private static readonly RandomKey _key = RandomKey.FromSeed(23);

    private static readonly Augmentation _everything = new()
    {
        CropScaleMinimum = 0.3,
        CropAspect = 1.4,
        Flip = 0.5,
        Shift = 2,
        Noise = 0.1,
        Erase = 0.5,
        Brightness = 0.4,
        Contrast = 0.4,
        Hue = 0.1,
        QuarterTurns = true,
    };

    /// <summary>Of 2 × 2 pixels 1 2 / 3 4 a quarter turn clockwise is 3 1 / 4 2.</summary>
    [Theory]
    [InlineData(0, "1234")]
    [InlineData(1, "3142")]
    [InlineData(2, "4321")]
    [InlineData(3, "2413")]
    public void A_quarter_turn_goes_clockwise(int quarters, string expected)
    {
        var turned = new float[4];
        QuarterTurn.Apply([1, 2, 3, 4], 2, 1, quarters, turned);
        Assert.Equal(expected, string.Concat(turned));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(6, 1)]
    [InlineData(7, 3)]
    public void Four_quarter_turns_give_the_picture_back(int side, int channels)
    {
        float[] picture = [.. Enumerable.Range(0, side * side * channels).Select(i => MathF.Sin(i))];
        float[] at = picture, next = new float[picture.Length];
        for (int i = 0; i < QuarterTurn.Count; i++)
        {
            QuarterTurn.Apply(at, side, channels, 1, next);
            (at, next) = (next, new float[picture.Length]);
        }
        Assert.Equal(picture, at);
    }

    [Fact]
    public void Turns_add_up()
    {
        float[] picture = [.. Enumerable.Range(0, 75).Select(i => (float)i)];
        for (int a = 0; a < 4; a++)
            for (int b = 0; b < 4; b++)
                Assert.Equal(Turned(picture, 5, 3, a + b), Turned(Turned(picture, 5, 3, a), 5, 3, b));
    }

    [Fact]
    public void What_is_not_square_has_no_quarter_turn() =>
        Assert.Throws<ArgumentException>(() => QuarterTurn.Apply(new float[6], 2, 1, 1, new float[6]));

    /// <summary>The plan's look without its turn, turned by plain complex numbers.</summary>
    [Fact]
    public void The_third_look_is_turned_as_far_as_is_told()
    {
        ImageObservations images = Pictures.Random(70, 9, 9, 3);
        TurnedLooks looks = new AugmentedViews(_everything).Show(new Situations(images), _key).Turned!;
        ViewRenderer renderer = new(_everything, images);
        var upright = new float[9 * 9 * 3];
        for (int i = 0; i < 70; i++)
        {
            ViewPlan plan = ViewPlan.DrawTurned(_everything, 9, 3, _key.Split(2).Split(i));
            renderer.Render(images.Image(i), plan with { Turn = 0 }, upright);
            Assert.Equal(Slow(upright, 9, 3, looks.Turns[i]), looks.Looks.Item(i).ToArray());
        }
        Assert.Equal(Enumerable.Range(0, 4), looks.Turns.Distinct().Order());
    }

    [Fact]
    public void Without_any_change_the_third_look_is_the_picture_turned()
    {
        Situations images = new(Pictures.Random(20, 6, 6, 1));
        AugmentedViews views = new(new Augmentation { QuarterTurns = true });
        TurnedLooks looks = views.Show(images, _key).Turned!;
        Batch plain = views.Plain(images);
        for (int i = 0; i < 20; i++)
            Assert.Equal(
                Slow(plain.Item(i).ToArray(), 6, 1, looks.Turns[i]), looks.Looks.Item(i).ToArray());
    }

    /// <summary>4000 turns: standard error of a share √(3/16/4000) = 0.0068; 5 σ, false alarms below 10⁻⁵
    /// for all four.</summary>
    [Fact]
    public void Each_turn_is_as_likely()
    {
        AugmentedViews views = new(new Augmentation { QuarterTurns = true });
        int[] turns = views.Show(new Situations(Pictures.Flat(4000, 2, 2, 1, 9)), _key).Turned!.Turns;
        for (int a = 0; a < QuarterTurn.Count; a++)
            Assert.Equal(0.25, turns.Count(t => t == a) / 4000.0, 0.034);
    }

    [Fact]
    public void The_pair_and_what_is_told_of_it_are_those_of_views_that_turn_none()
    {
        Situations images = new(Pictures.Random(12, 8, 8, 3));
        AugmentedViews with = new(_everything), without = new(_everything with { QuarterTurns = false });
        ViewPair turned = with.Show(images, _key), upright = without.Show(images, _key);
        Assert.Equal(upright.Left.Values, turned.Left.Values);
        Assert.Equal(upright.Right.Values, turned.Right.Values);
        Assert.Equal(upright.Actions!.Values, turned.Actions!.Values);
        Assert.Equal(with.Plain(images).Values, without.Plain(images).Values);
        Assert.Null(upright.Turned);
    }

    [Fact]
    public void A_turn_depends_on_the_item_and_not_on_its_place_or_on_threads()
    {
        ImageObservations images = Pictures.Random(150, 6, 6, 1);
        using Workers workers = new(3);
        TurnedLooks all = new AugmentedViews(_everything).Show(new Situations(images), _key).Turned!;
        TurnedLooks three = new AugmentedViews(_everything, workers).Show(
            new Situations(images), _key).Turned!;
        TurnedLooks some = new AugmentedViews(_everything).Show(
            new Situations(images with { Items = [71, 3] }), _key).Turned!;
        Assert.Equal(all.Looks.Values, three.Looks.Values);
        Assert.Equal(all.Turns, three.Turns);
        Assert.Equal([all.Turns[71], all.Turns[3]], some.Turns);
        Assert.Equal(all.Looks.Item(71).ToArray(), some.Looks.Item(0).ToArray());
    }

    [Fact]
    public void Permuted_views_keep_the_turned_look_beside_the_left_one()
    {
        Situations images = new(Pictures.Random(5, 6, 6, 1));
        AugmentedViews views = new(_everything);
        TurnedLooks matched = views.Show(images, _key.Split("inner")).Turned!;
        TurnedLooks permuted = new PermutedViews(views).Show(images, _key).Turned!;
        Assert.Equal(matched.Turns, permuted.Turns);
        Assert.Equal(matched.Looks.Values, permuted.Looks.Values);
    }

    [Fact]
    public void Pictures_that_are_not_square_are_refused_with_their_size()
    {
        AugmentedViews views = new(new Augmentation { QuarterTurns = true });
        SzilardException refused = Assert.Throws<SzilardException>(
            () => views.Show(new Situations(Pictures.Random(2, 6, 8, 1)), _key));
        Assert.Contains("6 × 8", refused.Message, StringComparison.Ordinal);
        Assert.Throws<SzilardException>(() => views.Require(new Shape(6, 8, 1)));
        views.Require(new Shape(8, 8, 3));
        new AugmentedViews(new Augmentation()).Require(new Shape(6, 8, 1));
    }

    private static float[] Turned(float[] picture, int side, int channels, int quarters)
    {
        var turned = new float[picture.Length];
        QuarterTurn.Apply(picture, side, channels, quarters, turned);
        return turned;
    }

    /// <summary>Places as complex numbers about the middle, x to the right and y downwards, where a factor i
    /// turns clockwise.</summary>
    private static float[] Slow(float[] picture, int side, int channels, int quarters)
    {
        var turned = new float[picture.Length];
        double middle = (side - 1) / 2.0;
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++)
                for (int c = 0; c < channels; c++)
                {
                    System.Numerics.Complex place = new(x - middle, y - middle);
                    for (int k = 0; k < quarters; k++)
                        place *= System.Numerics.Complex.ImaginaryOne;
                    int column = (int)Math.Round(place.Real + middle);
                    int row = (int)Math.Round(place.Imaginary + middle);
                    turned[(((row * side) + column) * channels) + c] =
                        picture[(((y * side) + x) * channels) + c];
                }
        return turned;
    }
}
