using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Worlds.Latents;

namespace Szilard.Worlds.Generated;

/// <summary>Recorded Markov sequences: frames of stationary chains, in which the positive of a frame is the
/// one <c>lag</c> frames later.</summary>
/// <remarks>On ℝⁿ z_(t+1) = ρ z_t + √(1 − ρ²) η, the Ornstein–Uhlenbeck process at equal times: pairs
/// correlate by ρ^lag. On the sphere z_(t+1) ~ vMF(z_t, κ) from a uniform start: E zᵀz′ = A(κ)^lag. The
/// frames of a split are fixed, so that a pair is what was recorded, never drawn anew.</remarks>
public sealed class SequenceWorld : IGeneratedWorld
{
    private const long MostValues = 1 << 27;
    private readonly Matrix _frames;
    private readonly IMixing _mixing;
    private readonly double _noise;
    private readonly int _sequences, _length, _lag;

    private SequenceWorld(Settings settings)
    {
        int n = settings.Integer("dimensions");
        bool walk = settings.Choice("dynamics") == Words.VonMisesFisher;
        IMarginal start = walk
            ? new UniformMarginal(new SphereSpace(n))
            : new CentredMarginal(new RealSpace(n), GeneralizedNormal.Normal(1));
        IConditional step = walk
            ? new VonMisesFisherConditional((SphereSpace)start.Space, settings.Number("kappa"))
            : new OrnsteinUhlenbeckConditional(start, settings.Number("rho"));
        (_sequences, _length, _lag) =
            (settings.Integer("sequences"), settings.Integer("length"), settings.Integer("lag"));
        _mixing = MixingSettings.Build(settings, new double[n]);
        _noise = settings.Number("observation_noise");
        _frames = Record(start, step, RandomKey.FromSeed(settings.Integer("sequence_seed")));
        Facts = Known(settings, start, walk);
    }

    /// <summary>Name, parameters and source.</summary>
    public static PartCard Card { get; } = new(
        "sequence", "Recorded Markov sequences; the positive of a frame comes a few frames later.",
        "Uhlenbeck, Ornstein, On the theory of the Brownian motion, 1930; van den Oord, Li, Vinyals, CPC, "
            + "2018")
    {
        Formula = "z_(t+1) = ρ z_t + √(1 − ρ²) η, or z_(t+1) ~ vMF(z_t, κ); x = g(z); pairs (t, t + lag)",
        Convention = "The test split has as many sequences of its own. Frames without a later partner are no "
            + "anchors.",
        Parameters =
        [
            new ChoiceParameter(
                "dynamics", "The chain: normal on ℝⁿ, or a walk on the sphere.", Words.OrnsteinUhlenbeck,
                Words.OrnsteinUhlenbeck, Words.VonMisesFisher),
            new IntegerParameter("dimensions", "n: how many latents.", 2, 1, 4096),
            new NumberParameter("rho", "Correlation of successive frames.", 0.95, 0, 1)
                { MaximumExcluded = true },
            new NumberParameter("kappa", "Concentration of a step on the sphere.", 10, 0, 1e6),
            new IntegerParameter("sequences", "How many sequences each split has.", 100, 1, 1_000_000),
            new IntegerParameter("length", "Frames of one sequence.", 100, 2, 1_000_000),
            new IntegerParameter("lag", "Frames between the two of a pair.", 1, 1, 1_000_000),
            new IntegerParameter("sequence_seed", "Which sequences.", 0),
            .. MixingSettings.Parameters,
        ],
        Check = Faults,
    };

    /// <inheritdoc/>
    public WorldFacts Facts { get; }

    /// <inheritdoc/>
    public Shape ObservationShape => new(_mixing.Outputs);

    /// <inheritdoc/>
    public int LatentDimensions => _mixing.Inputs;

    /// <inheritdoc/>
    public int Classes => 0;

    private int Anchors => _sequences * (_length - _lag);

    /// <summary>The world of settings without faults.</summary>
    public static SequenceWorld Build(Settings settings) => new(settings);

    /// <inheritdoc/>
    public long? Size(Split split) => Anchors;

    /// <inheritdoc/>
    public Situations Draw(int count, long step, RandomKey key)
    {
        RandomStream stream = key.Split("draw", step).Stream();
        int[] anchors = Instances.Drawn(count, Anchors, ref stream);
        return Show(anchors, Split.Training, key.Split("noise", step)) with { Items = anchors };
    }

    /// <inheritdoc/>
    public Situations Sample(int count, Split split, RandomKey key)
    {
        int[] anchors = [.. Enumerable.Range(0, Anchors)];
        if (count < Anchors)
        {
            key.Split("sample", (long)split).Stream().Shuffle<int>(anchors);
            anchors = anchors[..count];
        }
        return Show(anchors, split, key.Split("noise"));
    }

    /// <inheritdoc/>
    public LatentPair Pair(Situations situations, RandomKey key) =>
        situations is { Latents: { } left, Origins: { } frames }
            ? new LatentPair(left, _frames.Select(Array.ConvertAll(frames, f => f + _lag)))
            : throw new ArgumentException("These situations do not say which frame each of them is.");

    /// <inheritdoc/>
    public Observations See(Matrix latents, RandomKey key) => Looks.See(_mixing, _noise, latents, key);

    private Situations Show(int[] anchors, Split split, RandomKey noise)
    {
        int first = split == Split.Training ? 0 : _sequences, starts = _length - _lag;
        int[] frames = Array.ConvertAll(anchors, a => ((first + (a / starts)) * _length) + (a % starts));
        Matrix latents = _frames.Select(frames);
        return new Situations(See(latents, noise)) { Latents = latents, Origins = frames };
    }

    /// <summary>All sequences of both splits, frame by frame: (2 · sequences · length) × n.</summary>
    private Matrix Record(IMarginal start, IConditional step, RandomKey key)
    {
        int n = start.Space.Dimensions;
        var frames = new Matrix(2 * _sequences * _length, n);
        for (int sequence = 0; sequence < 2 * _sequences; sequence++)
        {
            RandomStream stream = key.Split("sequence", sequence).Stream();
            Span<double> rows = frames.Values.AsSpan(sequence * _length * n, _length * n);
            start.Fill(rows[..n], ref stream);
            for (int t = n; t < rows.Length; t += n)
                step.Draw(rows.Slice(t - n, n), rows.Slice(t, n), ref stream);
        }
        return frames;
    }

    private static IEnumerable<Fault> Faults(Settings settings)
    {
        int n = settings.Integer("dimensions"), length = settings.Integer("length");
        int lag = settings.Integer("lag"), sequences = settings.Integer("sequences");
        if (lag >= length)
            yield return new Fault(
                "lag", $"`lag: {lag}` leaves no pair in sequences of {length} frames; use at most "
                    + $"{length - 1}.");
        if (2L * sequences * length * n > MostValues)
            yield return new Fault(
                "sequences", $"2 × {sequences} sequences of {length} frames of {n} latents are "
                + $"{2L * sequences * length * n} numbers, but at most {MostValues} are kept; record fewer.");
        if (settings.Choice("dynamics") == Words.VonMisesFisher && n < 2)
            yield return new Fault(
                "dimensions", $"A walk on the sphere needs `dimensions` ≥ 2, but {n} was given.");
        foreach (Fault fault in MixingSettings.Faults(settings, n))
            yield return fault;
    }

    private WorldFacts Known(Settings settings, IMarginal start, bool walk)
    {
        int n = start.Space.Dimensions;
        double one = walk
            ? VonMisesFisher.MeanResultant(n, settings.Number("kappa")) : settings.Number("rho");
        double correlation = Math.Pow(one, _lag);
        bool seen = _mixing.Injective && _noise == 0;
        double? information = walk
            ? (_lag == 1 ? VonMisesFisher.MutualInformation(n, settings.Number("kappa")) : null)
            : -0.5 * n * Math.Log(1 - (correlation * correlation));
        return new WorldFacts
        {
            Space = start.Space.Name,
            Dimensions = n,
            Marginal = start.Family,
            MarginalExponent = start.Law?.Exponent,
            Conditional = settings.Choice("dynamics"),
            ConditionalExponent = walk ? null : 2,
            Isotropic = true,
            Kappa = walk && _lag == 1 ? settings.Number("kappa") : null,
            Pairs = PairConvention.ParentChild,
            PairCorrelation = correlation,
            Stationary = true,
            Alignment = 2 * (walk ? 1 : n) * (1 - correlation),
            MutualInformation = seen ? information : null,
            Mixing = _mixing.Name,
            Injective = _mixing.Injective,
            Samples = Anchors,
        }.SeenThrough(_mixing, _noise);
    }
}
