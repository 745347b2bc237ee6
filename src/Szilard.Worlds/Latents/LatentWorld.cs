using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Worlds.Generated;
using Szilard.Worlds.Views;

namespace Szilard.Worlds.Latents;

/// <summary>Two latents for each anchor, row for row.</summary>
/// <param name="Left">Latents of the first view.</param>
/// <param name="Right">Latents of the second view.</param>
public sealed record LatentPair(Matrix Left, Matrix Right);

/// <summary>A generated world whose causes are known: latents z of a marginal law, seen as x = g(z), with
/// pairs whose latents are drawn from a conditional law.</summary>
/// <remarks>A world of frozen anchors is a fixed set of latents. Learning draws from it with replacement,
/// judging by <see cref="Split.Training"/> without, and <see cref="Split.Test"/> draws fresh latents of the
/// marginal.</remarks>
public sealed class LatentWorld : IGeneratedWorld
{
    private readonly Matrix? _anchors;

    /// <summary>A world from its parts.</summary>
    /// <param name="marginal">The law of the anchors.</param>
    /// <param name="conditional">The law of a child given its anchor.</param>
    /// <param name="mixing">What is seen of a latent.</param>
    /// <param name="pairs">Which two latents make a pair.</param>
    /// <param name="anchors">Frozen anchors, samples × latents; null for a world without end.</param>
    /// <param name="noise">Standard deviation of normal noise on each observation, ≥ 0.</param>
    /// <exception cref="ArgumentException">The parts do not live in one space, or there is no
    /// anchor.</exception>
    public LatentWorld(
        IMarginal marginal, IConditional conditional, IMixing mixing, PairConvention pairs,
        Matrix? anchors = null, double noise = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(noise);
        if (marginal.Space != conditional.Space)
            throw new ArgumentException(
                $"The marginal lives on {marginal.Space}, the conditional on {conditional.Space}.");
        if (mixing.Inputs != marginal.Space.Dimensions)
            throw new ArgumentException(
                $"The mixing takes {mixing.Inputs} latents, but there are {marginal.Space.Dimensions}.");
        if (anchors is not null && (anchors.Rows == 0 || anchors.Columns != mixing.Inputs))
            throw new ArgumentException(
                $"Anchors are samples × {mixing.Inputs}, but {anchors.Rows}×{anchors.Columns} were given.");
        (Marginal, Conditional, Mixing, Pairs, _anchors) = (marginal, conditional, mixing, pairs, anchors);
        Noise = noise;
        Facts = WorldFacts.Of(this);
    }

    /// <summary>Name, parameters and source.</summary>
    public static PartCard Card => LatentWorldCard.Card;

    /// <summary>The law of the anchors.</summary>
    public IMarginal Marginal { get; }

    /// <summary>The law of a child given its anchor.</summary>
    public IConditional Conditional { get; }

    /// <summary>What is seen of a latent.</summary>
    public IMixing Mixing { get; }

    /// <summary>Which two latents make a pair.</summary>
    public PairConvention Pairs { get; }

    /// <summary>Standard deviation of the noise on each observation.</summary>
    public double Noise { get; }

    /// <inheritdoc/>
    public WorldFacts Facts { get; }

    /// <inheritdoc/>
    public Shape ObservationShape => new(Mixing.Outputs);

    /// <inheritdoc/>
    public int LatentDimensions => Mixing.Inputs;

    /// <inheritdoc/>
    public int Classes => 0;

    /// <summary>Everything that is wrong with how the settings combine, all at once; empty where a world can
    /// be built.</summary>
    public static IEnumerable<Fault> Check(Settings settings) => LatentWorldFaults.Check(settings);

    /// <summary>The world of the given settings.</summary>
    /// <exception cref="SzilardException">The settings do not combine; every fault is in the
    /// message.</exception>
    public static LatentWorld Build(Settings settings)
    {
        Fault[] faults = [.. Check(settings)];
        return faults.Length == 0
            ? LatentWorldBuilder.Build(settings)
            : throw new SzilardException(string.Join(Environment.NewLine, faults.Select(f => f.Sentence)));
    }

    /// <inheritdoc/>
    public long? Size(Split split) => split == Split.Training ? _anchors?.Rows : null;

    /// <inheritdoc/>
    public Situations Draw(int count, long step, RandomKey key)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        RandomStream stream = key.Split("draw", step).Stream();
        RandomKey noise = key.Split("noise", step);
        if (_anchors is null)
            return Seen(Fresh(count, ref stream), noise);
        int[] rows = Repeat(_anchors.Rows, count, ref stream);
        return Seen(_anchors.Select(rows), noise) with { Items = rows };
    }

    /// <inheritdoc/>
    public Situations Sample(int count, Split split, RandomKey key)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        RandomStream stream = key.Split("sample", (long)split).Stream();
        bool endless = _anchors is null || split == Split.Test;
        return Seen(
            endless ? Fresh(count, ref stream) : Pick(_anchors!, count, ref stream), key.Split("noise"));
    }

    /// <inheritdoc/>
    public LatentPair Pair(Situations situations, RandomKey key) => Pair(
        situations.Causes(), key);

    /// <summary>The latents of two views of each anchor.</summary>
    /// <param name="anchors">Samples × latents.</param>
    /// <param name="key">Where the children come from.</param>
    public LatentPair Pair(Matrix anchors, RandomKey key)
    {
        Matrix right = Child(anchors, key.Split("right"));
        return new LatentPair(
            Pairs == PairConvention.TwoChildren ? Child(anchors, key.Split("left")) : anchors, right);
    }

    /// <inheritdoc/>
    /// <remarks>Told of a law that is cut off, between an anchor and its child; two children reach each other
    /// over more than one support.</remarks>
    public Reach? ReachOf(LatentPair pair) =>
        Pairs == PairConvention.ParentChild && Conditional.Support is { } support
            ? new Reach(pair.Left.Rows, (i, j) => support(pair.Left.Row(i), pair.Right.Row(j)))
            : null;

    /// <summary>True where a world of such settings tells which looks could belong together.</summary>
    internal static bool TellsReach(Settings settings) => LatentWorldFaults.TellsReach(settings);

    /// <summary>What is seen of each latent without noise: g(z), rounded to floats.</summary>
    public Batch Mix(Matrix latents) => Looks.Mix(Mixing, latents);

    /// <inheritdoc/>
    public Observations See(Matrix latents, RandomKey key) => Looks.See(Mixing, Noise, latents, key);

    private Situations Seen(Matrix latents, RandomKey noise) =>
        new(See(latents, noise)) { Latents = latents };

    private Matrix Child(Matrix anchors, RandomKey key)
    {
        RandomStream stream = key.Stream();
        var children = new Matrix(anchors.Rows, anchors.Columns);
        Conditional.Draw(anchors.Values, children.Values, ref stream);
        return children;
    }

    private Matrix Fresh(int count, ref RandomStream stream)
    {
        var latents = new Matrix(count, LatentDimensions);
        Marginal.Fill(latents.Values, ref stream);
        return latents;
    }

    private static int[] Repeat(int anchors, int count, ref RandomStream stream)
    {
        var rows = new int[count];
        foreach (ref int row in rows.AsSpan())
            row = stream.NextInt32(anchors);
        return rows;
    }

    private static Matrix Pick(Matrix anchors, int count, ref RandomStream stream)
    {
        if (count >= anchors.Rows)
            return anchors;
        int[] rows = [.. Enumerable.Range(0, anchors.Rows)];
        stream.Shuffle(rows.AsSpan());
        return anchors.Select(rows.AsSpan(0, count));
    }
}
