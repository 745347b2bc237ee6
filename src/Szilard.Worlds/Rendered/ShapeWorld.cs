using System.Numerics.Tensors;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds.Generated;
using Szilard.Worlds.Latents;

namespace Szilard.Worlds.Rendered;

/// <summary>Pictures of one shape whose factors are known: place, size, turn, colour, ground and
/// kind.</summary>
/// <remarks>In the spirit of Matthey et al., "dSprites", 2017 and Zimmermann et al. 2021 (3DIdent), with
/// smooth continuous factors. Latents are uniform; in a pair each continuous factor gets normal noise,
/// redrawn until in [0, 1], and the kind is shared.</remarks>
public sealed class ShapeWorld : IGeneratedWorld
{
    private readonly ShapeRenderer _renderer;
    private readonly NoiseConditional _conditional;
    private readonly Workers? _workers;
    private readonly double[] _thresholds;
    private readonly double _noise;

    private ShapeWorld(Settings settings, Workers? workers)
    {
        _renderer = new ShapeRenderer(
            settings.Integer("size"), settings.Number("rotation"), settings.Flag("symmetry"),
            settings.Number("occlusion"), settings.Number("zoom"));
        _workers = workers;
        _noise = settings.Number("observation_noise");
        (Classes, _thresholds) = (settings.Integer("shapes"), Thresholds(settings));
        BoxSpace box = new(ShapeFactors.Count - 1);
        _conditional = NoiseConditional.Separate(
            box, [.. Spreads(settings).Select(GeneralizedNormal.Normal)]);
        Facts = Known(settings, box);
    }

    /// <summary>Name, parameters and source.</summary>
    public static PartCard Card { get; } = new(
        "shapes", "Rendered pictures of one shape with known place, size, turn, hue, background and kind.",
        "derived here; after Matthey, Higgins, Hassabis, Lerchner, dSprites, 2017")
    {
        Formula = "z ~ U([0,1]⁶) × kind; z̃ = z + N(0, spread²) within the box; x = picture",
        Convention = "Latents: x, y, scale, rotation, hue, background, shape (0 disc, 1 square, 2 triangle, "
            + "3 cross, 4 star); labels are the shape. Anti-aliased, bytes.",
        Parameters =
        [
            new IntegerParameter("size", "Pixels of a side.", 64, 16, 1024),
            new IntegerParameter("shapes", "How many kinds of shape.", 3, 1, ShapeFactors.Shapes),
            new NumbersParameter(
                "spreads", "Standard deviations of the change within a pair, for x, y, scale, rotation, hue, "
                + "background, or one for all; 0 is shared.", [0.1], 0, 10),
            new NumberParameter("rotation", "Range of the turn, in degrees.", 120, 0, 360),
            new FlagParameter(
                "symmetry", "Leave shapes their symmetry, so that some turns look alike; else each has a "
                + "notch.", false),
            new NumberParameter(
                "occlusion", "Share of the width behind a grey post in the middle; from about 0.23 on it "
                    + "hides small shapes wholly.", 0, 0, 0.9),
            new NumberParameter(
                "zoom", "How much larger shapes are; centres keep the largest within the picture, so that 2 "
                    + "leaves them in the middle.", 1, 1, 2),
            new NumberParameter(
                "observation_noise", "Standard deviation of noise on pixels; black is 0, white 1.", 0, 0, 10),
            .. ClassWeights.Parameters,
        ],
        Check = Faults,
    };

    /// <inheritdoc/>
    public WorldFacts Facts { get; }

    /// <inheritdoc/>
    public Shape ObservationShape => new(_renderer.Size, _renderer.Size, 3);

    /// <inheritdoc/>
    public int LatentDimensions => ShapeFactors.Count;

    /// <inheritdoc/>
    public int Classes { get; }

    /// <summary>The world of settings without faults.</summary>
    /// <param name="settings">Of <see cref="Card"/>.</param>
    /// <param name="workers">Who shares the pictures out; null works on the calling thread.</param>
    public static ShapeWorld Build(Settings settings, Workers? workers = null) => new(settings, workers);

    /// <inheritdoc/>
    public long? Size(Split split) => null;

    /// <inheritdoc/>
    public Situations Draw(int count, long step, RandomKey key) =>
        Fresh(count, key.Split("draw", step), key.Split("noise", step));

    /// <inheritdoc/>
    public Situations Sample(int count, Split split, RandomKey key) =>
        Fresh(count, key.Split("sample", (long)split), key.Split("noise"));

    /// <inheritdoc/>
    public LatentPair Pair(Situations situations, RandomKey key)
    {
        Matrix left = situations.Causes();
        RandomStream stream = key.Split("right").Stream();
        Matrix right = new(left.Rows, left.Columns);
        int moving = ShapeFactors.Count - 1;
        for (int i = 0; i < left.Rows; i++)
        {
            _conditional.Draw(left.Row(i)[..moving], right.Row(i)[..moving], ref stream);
            right[i, moving] = left[i, moving];
        }
        return new LatentPair(left, right);
    }

    /// <inheritdoc/>
    public Observations See(Matrix latents, RandomKey key) =>
        Pictures.Paint(_workers, latents.Rows, _renderer.Size, () =>
        {
            var picture = new float[_renderer.Size * _renderer.Size * 3];
            return (i, bytes) =>
            {
                _renderer.Render(ShapeFactors.Of(latents.Row(i)), picture);
                Expose(picture, key.Split(i), bytes);
            };
        });

    private void Expose(Span<float> picture, RandomKey key, Span<byte> bytes)
    {
        if (_noise > 0)
        {
            RandomStream stream = key.Stream();
            foreach (ref float value in picture)
                value += (float)(_noise * stream.NextNormal());
        }
        TensorPrimitives.Multiply(picture, 255f, picture);
        TensorPrimitives.Add(picture, 0.5f, picture);
        TensorPrimitives.ConvertSaturating<float, byte>(picture, bytes);
    }

    private Situations Fresh(int count, RandomKey draw, RandomKey noise)
    {
        RandomStream stream = draw.Stream();
        var latents = new Matrix(count, ShapeFactors.Count);
        var labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < ShapeFactors.Count - 1; j++)
                latents[i, j] = stream.NextDouble();
            labels[i] = Kind(stream.NextDouble());
            latents[i, ShapeFactors.Count - 1] = labels[i];
        }
        return new Situations(See(latents, noise)) { Latents = latents, Labels = labels };
    }

    private int Kind(double u)
    {
        int kind = 0;
        while (u >= _thresholds[kind])
            kind++;
        return kind;
    }

    /// <summary>P(kind ≤ k) for each kind; the last is 1 whatever rounding did.</summary>
    private static double[] Thresholds(Settings settings)
    {
        int kinds = settings.Integer("shapes");
        double[] weights = ClassWeights.From(settings, kinds) ?? [.. Enumerable.Repeat(1.0, kinds)];
        double total = weights.Sum(), sum = 0;
        double[] thresholds = [.. weights.Select(w => (sum += w) / total)];
        thresholds[^1] = 1;
        return thresholds;
    }

    private static double[] Spreads(Settings settings)
    {
        double[] given = settings.Numbers("spreads");
        return given.Length == 1 ? [.. Enumerable.Repeat(given[0], ShapeFactors.Count - 1)] : given;
    }

    private static IEnumerable<Fault> Faults(Settings settings)
    {
        int given = settings.Numbers("spreads").Length;
        if (given != 1 && given != ShapeFactors.Count - 1)
            yield return new Fault(
                "spreads", $"{given} `spreads` were given; give one, or one for each of the "
                + $"{ShapeFactors.Count - 1} factors {string.Join(", ", ShapeFactors.Names.Take(6))}.");
    }

    private WorldFacts Known(Settings settings, BoxSpace box)
    {
        bool symmetric = settings.Flag("symmetry");
        return new WorldFacts
        {
            Space = box.Name,
            Dimensions = ShapeFactors.Count,
            Marginal = "uniform",
            Conditional = "normal",
            ConditionalExponent = 2,
            Isotropic = _conditional.Isotropic,
            Pairs = PairConvention.ParentChild,
            Stationary = false,
            Mixing = "rendered",
            Injective = !symmetric && !_renderer.HidesShapes && settings.Number("zoom") < 2
                && settings.Number("rotation") is > 0 and < 360,
            ObservationNoise = _noise,
            LatentNames = ShapeFactors.Names,
        };
    }
}
