using Szilard.Tensors.Kernels;
using Szilard.Worlds.Generated;
using Szilard.Worlds.Rendered;
using Szilard.Worlds.Tests.Generated;
using Szilard.Worlds.Views;

namespace Szilard.Worlds.Tests.Rendered;

public sealed class ShapeRendererTests
{
    private const int Size = 64;
    private static readonly ShapeFactors _middle = new(0.43, 0.58, 0.6, 0.55, 0.3, 0.8, 0);

    /// <summary>A soft edge is a disc whose radius is spread by the law of smoothstep over w = 2 pixels,
    /// whose variance is w²/20: E π(R + δ)² = π(R² + 0.2). Pixel centres sample it to better than half a
    /// percent.</summary>
    [Fact]
    public void A_disc_covers_its_area_about_its_centre()
    {
        double[] cover = Cover(_middle);
        double radius = Outline.Disc * Size * (0.12 + (0.13 * 0.6)), area = cover.Sum();
        Assert.Equal(1, area / (Math.PI * ((radius * radius) + 0.2)), 0.005);
        double x = cover.Select((c, i) => c * ((i % Size) + 0.5)).Sum() / area;
        double y = cover.Select((c, i) => c * ((i / Size) + 0.5)).Sum() / area;
        Assert.Equal(Size * (0.25 + (0.5 * 0.43)), x, 0.02);
        Assert.Equal(Size * (0.25 + (0.5 * 0.58)), y, 0.02);
    }

    /// <summary>Square 1.4² , cross 2·1.8·0.64 − 0.64², triangle of inradius ½ 3√3/4, in units of the size; a
    /// straight soft edge adds nothing, a corner a little.</summary>
    [Theory]
    [InlineData(1, 1.96)]
    [InlineData(2, 1.299038)]
    [InlineData(3, 1.8944)]
    public void Shapes_cover_their_areas(int shape, double expected)
    {
        double radius = Size * 0.198;
        Assert.Equal(1, Cover(_middle with { Shape = shape }).Sum() / (expected * radius * radius), 0.02);
    }

    /// <summary>Twice the step gives twice the change of the picture, for each continuous factor and each
    /// shape.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Pictures_change_smoothly_with_every_factor(int shape)
    {
        ShapeRenderer renderer = new(Size);
        ShapeFactors at = _middle with { Shape = shape };
        for (int factor = 0; factor < 6; factor++)
        {
            double one = Distance(Picture(renderer, at), Picture(renderer, Moved(at, factor, 1e-3)));
            double two = Distance(Picture(renderer, at), Picture(renderer, Moved(at, factor, 2e-3)));
            Assert.True(one > 1e-3, $"{ShapeFactors.Names[factor]} is not seen");
            Assert.Equal(2, two / one, 0.1);
        }
    }

    [Fact]
    public void A_square_looks_the_same_after_a_quarter_turn_unless_it_is_notched()
    {
        ShapeFactors start = _middle with { Shape = 1, Rotation = 0 };
        foreach ((bool symmetric, bool same) in (ReadOnlySpan<(bool, bool)>)[(true, true), (false, false)])
        {
            ShapeRenderer renderer = new(Size, rotation: 90, symmetric);
            double apart = Distance(Picture(renderer, start), Picture(renderer, start with { Rotation = 1 }));
            Assert.Equal(same, apart < 1e-3);
        }
    }

    /// <summary>A turn of the scene, places included, is a turn of the picture: a world of all poses has a
    /// law that quarter turns do not change.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 1.5)]
    [InlineData(4, 1.8)]
    public void Turning_what_is_seen_turns_the_picture(int shape, double zoom)
    {
        ShapeRenderer renderer = new(Size, rotation: 360, zoom: zoom);
        ShapeFactors at = _middle with { Shape = shape };
        var turned = new float[Size * Size * 3];
        QuarterTurn.Apply(Picture(renderer, at), Size, 3, 1, turned);
        float[] scene = Picture(
            renderer, at with { X = 1 - at.Y, Y = at.X, Rotation = at.Rotation + 0.25 });
        Assert.All(scene.Zip(turned), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    /// <summary>1½ times as large; centres leave 0.375 of the picture on either side.</summary>
    [Fact]
    public void Zoomed_shapes_are_larger_and_nearer_to_the_middle()
    {
        double[] cover = Cover(_middle, zoom: 1.5);
        double radius = Outline.Disc * Size * (0.12 + (0.13 * 0.6)) * 1.5, area = cover.Sum();
        Assert.Equal(1, area / (Math.PI * ((radius * radius) + 0.2)), 0.005);
        double x = cover.Select((c, i) => c * ((i % Size) + 0.5)).Sum() / area;
        Assert.Equal(Size * (0.375 + (0.25 * 0.43)), x, 0.02);
    }

    [Fact]
    public void Zoomed_to_the_full_all_shapes_stand_in_the_middle()
    {
        ShapeRenderer renderer = new(Size, zoom: 2);
        Assert.Equal(Picture(renderer, _middle), Picture(renderer, _middle with { X = 0.9, Y = 0.1 }));
        Assert.False(Known.World("shapes", ("zoom", 2.0)).Facts.Injective);
        Assert.True(Known.World("shapes", ("zoom", 1.8)).Facts.Injective);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShapeRenderer(Size, zoom: 2.1));
    }

    [Fact]
    public void Behind_the_post_places_look_the_same()
    {
        ShapeRenderer open = new(Size), hidden = new(Size, occlusion: 0.6);
        ShapeFactors left = _middle with { X = 0.45, Scale = 0 }, right = left with { X = 0.55 };
        Assert.Equal(Picture(hidden, left), Picture(hidden, right));
        Assert.NotEqual(Picture(open, left), Picture(open, right));
        Assert.True(hidden.HidesShapes);
        Assert.False(open.HidesShapes);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bytes()
    {
        GeneratedForm form = GeneratedForm.Find("shapes")!;
        using Workers crew = new(3);
        IGeneratedWorld alone = Known.World("shapes"), shared = form.Build(
            Parts.SettingsReader.Defaults(form.Card), "", crew);
        Assert.Equal(
            Known.Values(alone.Draw(50, 0, Known.Key).Observations),
            Known.Values(shared.Draw(50, 0, Known.Key).Observations));
    }

    /// <summary>20,000 draws of three kinds with weights 1, ¼, 1/16: five binomial deviations.</summary>
    [Fact]
    public void Kinds_come_up_by_their_weights()
    {
        int[] labels = Known.World(
            "shapes", ("size", 16), ("imbalance", "exponential"), ("imbalance_ratio", 16))
            .Draw(20_000, 0, Known.Key).Labels!;
        for (int kind = 0; kind < 3; kind++)
        {
            double p = Math.Pow(4, -kind) / (1 + 0.25 + 0.0625), deviation = Math.Sqrt(p * (1 - p) / 20_000);
            Assert.Equal(p, labels.Count(l => l == kind) / 20_000.0, 5 * deviation);
        }
    }

    /// <summary>The share of each pixel that is shape, from the channel in which shape and ground differ
    /// most.</summary>
    private static double[] Cover(ShapeFactors factors, double zoom = 1)
    {
        ShapeRenderer renderer = new(Size, symmetry: true, zoom: zoom);
        float[] picture = Picture(renderer, factors);
        double margin = 0.25 * zoom, room = 1 - (2 * margin);
        int row = (int)(Size * (margin + (room * factors.Y)));
        int column = (int)(Size * (margin + (room * factors.X)));
        int middle = ((row * Size) + column) * 3;
        int channel = Enumerable.Range(0, 3).MaxBy(c => Math.Abs(picture[middle + c] - picture[c]));
        double ground = picture[channel], colour = picture[middle + channel];
        return
        [
            .. Enumerable.Range(0, Size * Size)
                .Select(i => (picture[(3 * i) + channel] - ground) / (colour - ground)),
        ];
    }

    private static ShapeFactors Moved(ShapeFactors f, int factor, double by) => factor switch
    {
        0 => f with { X = f.X + by },
        1 => f with { Y = f.Y + by },
        2 => f with { Scale = f.Scale + by },
        3 => f with { Rotation = f.Rotation + by },
        4 => f with { Hue = f.Hue + by },
        _ => f with { Background = f.Background + by },
    };

    private static float[] Picture(ShapeRenderer renderer, in ShapeFactors factors)
    {
        var picture = new float[renderer.Size * renderer.Size * 3];
        renderer.Render(factors, picture);
        return picture;
    }

    private static double Distance(float[] a, float[] b) =>
        System.Numerics.Tensors.TensorPrimitives.Distance<float>(a, b);
}
