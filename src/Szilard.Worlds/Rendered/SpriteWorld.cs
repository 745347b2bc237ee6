using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds.Generated;
using Szilard.Worlds.Latents;

namespace Szilard.Worlds.Rendered;

/// <summary>Figures composed from sheets of parts: which body, eyes, shoes, trousers, shirt and hair, and in
/// which action, direction and frame.</summary>
/// <remarks>Sheets of the Liberated Pixel Cup; as in Li, Mandt, "Disentangled sequential autoencoder", 2018.
/// All factors are discrete and uniform. Latents are their numbers, which have no order: linear meters read a
/// factor of more than two values as if it had one.</remarks>
public sealed class SpriteWorld : IGeneratedWorld
{
    private static readonly string[] _factors = [.. SpriteSheets.Parts, "action", "direction", "frame"];
    private readonly SpriteSheets _sheets;
    private readonly Workers? _workers;
    private readonly int[] _sizes;
    private readonly int _label;
    private readonly double _partChange, _poseChange;

    private SpriteWorld(SpriteSheets sheets, Settings settings, Workers? workers)
    {
        (_sheets, _workers) = (sheets, workers);
        _sizes =
        [
            .. Enumerable.Range(0, SpriteSheets.Parts.Count).Select(sheets.Variants),
            SpriteSheets.Actions.Count, SpriteSheets.Directions, SpriteSheets.Frames,
        ];
        _label = Array.IndexOf(_factors, settings.Choice("label"));
        (_partChange, _poseChange) = (settings.Number("part_change"), settings.Number("pose_change"));
        Facts = new WorldFacts
        {
            Space = "discrete",
            Dimensions = _sizes.Length,
            Marginal = "uniform",
            Conditional = "factors redrawn",
            Isotropic = _partChange == _poseChange,
            Pairs = PairConvention.ParentChild,
            Stationary = true,
            Alignment = Enumerable.Range(0, _sizes.Length).Sum(Change),
            Mixing = "composed",
            Injective = false, // a shirt may hide what another shows
            Content = _partChange == 0 ? SpriteSheets.Parts.Count : 0,
            LatentNames = _factors,
        };
    }

    /// <summary>Name, parameters and source.</summary>
    public static PartCard Card { get; } = new(
        "sprites", "Figures composed from a folder of part sheets: body, eyes, shoes, bottomwear, topwear, "
            + "hair.",
        "Liberated Pixel Cup; Li, Mandt, Disentangled sequential autoencoder, 2018")
    {
        Formula = "x = hair over topwear over bottomwear over shoes over eyes over body, of one tile",
        Convention = "Latents are the numbers of nine discrete factors. In a pair each factor is drawn anew "
            + "with its probability. Five actions in four directions, six frames each.",
        Parameters =
        [
            new ChoiceParameter("label", "Which factor the labels are.", "body", _factors),
            new NumberParameter("part_change", "Probability that a part is drawn anew in a pair.", 0, 0, 1),
            new NumberParameter(
                "pose_change", "Probability that action, direction or frame is drawn anew.", 1, 0, 1),
        ],
    };

    /// <inheritdoc/>
    public WorldFacts Facts { get; }

    /// <inheritdoc/>
    public Shape ObservationShape => new(_sheets.Tile, _sheets.Tile, 3);

    /// <inheritdoc/>
    public int LatentDimensions => _sizes.Length;

    /// <inheritdoc/>
    public int Classes => _sizes[_label];

    /// <summary>The world of a folder with a folder of sheets for each part.</summary>
    /// <exception cref="SzilardException">Sheets are missing, damaged or of another layout.</exception>
    public static SpriteWorld Open(string folder, Settings settings, Workers? workers = null) =>
        new(SpriteSheets.Read(folder), settings, workers);

    /// <inheritdoc/>
    public long? Size(Split split) => null;

    /// <inheritdoc/>
    public Situations Draw(int count, long step, RandomKey key) => Fresh(count, key.Split("draw", step));

    /// <inheritdoc/>
    public Situations Sample(int count, Split split, RandomKey key) =>
        Fresh(count, key.Split("sample", (long)split));

    /// <inheritdoc/>
    public LatentPair Pair(Situations situations, RandomKey key)
    {
        Matrix left = situations.Causes();
        RandomStream stream = key.Split("right").Stream();
        Matrix right = left.Slice(0, left.Rows);
        for (int i = 0; i < right.Values.Length; i++)
        {
            int factor = i % _sizes.Length;
            if (stream.NextDouble() < Probability(factor))
                right.Values[i] = stream.NextInt32(_sizes[factor]);
        }
        return new LatentPair(left, right);
    }

    /// <inheritdoc/>
    public Observations See(Matrix latents, RandomKey key) => Pictures.Paint(
        _workers, latents.Rows, _sheets.Tile, () => (i, picture) => Compose(latents.Row(i), picture));

    private void Compose(ReadOnlySpan<double> factors, Span<byte> picture)
    {
        int parts = SpriteSheets.Parts.Count;
        (int action, int direction, int frame) =
            ((int)factors[parts], (int)factors[parts + 1], (int)factors[parts + 2]);
        for (int part = 0; part < parts; part++)
            _sheets.Lay(part, (int)factors[part], action, direction, frame, picture);
    }

    private Situations Fresh(int count, RandomKey key)
    {
        RandomStream stream = key.Stream();
        var latents = new Matrix(count, _sizes.Length);
        for (int i = 0; i < latents.Values.Length; i++)
            latents.Values[i] = stream.NextInt32(_sizes[i % _sizes.Length]);
        return new Situations(See(latents, key))
        {
            Latents = latents,
            Labels = Array.ConvertAll(latents.Column(_label), v => (int)v),
        };
    }

    private double Probability(int factor) => factor < SpriteSheets.Parts.Count ? _partChange : _poseChange;

    /// <summary>E (a − b)² of two independent uniform numbers below K is (K² − 1)/6.</summary>
    private double Change(int factor) =>
        Probability(factor) * (((double)_sizes[factor] * _sizes[factor]) - 1) / 6;
}
