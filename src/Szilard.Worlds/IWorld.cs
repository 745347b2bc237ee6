using Szilard.Tensors;

namespace Szilard.Worlds;

/// <summary>Which part of a world is drawn from. A generated world has endless samples of either; a dataset
/// keeps its test set apart.</summary>
public enum Split
{
    /// <summary>What learners learn from and probes are fitted on.</summary>
    Training,

    /// <summary>What is only ever looked at to judge.</summary>
    Test,
}

/// <summary>What is true, beside what is seen.</summary>
/// <param name="Observations">What is seen.</param>
public sealed record Situations(Observations Observations)
{
    /// <summary>The true causes, samples × latent dimensions; null where nobody knows them.</summary>
    public Matrix? Latents { get; init; }

    /// <summary>Class labels 0, 1, …; null where there are none.</summary>
    public int[]? Labels { get; init; }

    /// <summary>Classes of classes 0, 1, …, each class in one of them; null where there are none.</summary>
    public int[]? Superclasses { get; init; }

    /// <summary>Which items of the training set were drawn, from 0; null where there is no finite one, or
    /// another split was looked at.</summary>
    public int[]? Items { get; init; }

    /// <summary>What a generated world needs to remember of each sample to draw a second view of it: the
    /// instance it belongs to, or its frame; null where the latents say it all.</summary>
    public int[]? Origins { get; init; }

    /// <summary>How many samples.</summary>
    public int Count => Observations.Count;

    /// <summary>The true causes, of which a second view is to be drawn.</summary>
    /// <exception cref="ArgumentException">Nobody knows them.</exception>
    internal Matrix Causes() => Latents ?? throw new ArgumentException(
        "A second view is drawn from latents, but these situations have none.");
}

/// <summary>What is seen of a number of samples. A closed family.</summary>
public abstract record Observations
{
    /// <summary>How many samples.</summary>
    public abstract int Count { get; }

    /// <summary>The shape of one sample.</summary>
    public abstract Shape ItemShape { get; }
}

/// <summary>Vectors, one row per sample.</summary>
public sealed record VectorObservations(Batch Values) : Observations
{
    /// <inheritdoc/>
    public override int Count => Values.Count;

    /// <inheritdoc/>
    public override Shape ItemShape => new(Values.Shape.Lengths[1..]);
}

/// <summary>Images of equal size as bytes, height × width × channels each, picked from a store by index, so
/// that no pixel is copied before a view is made.</summary>
/// <param name="Store">All images, one after the other.</param>
/// <param name="Items">The indices of the images that were drawn.</param>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Width">Columns of pixels.</param>
/// <param name="Channels">1 for grey, 3 for colour.</param>
public sealed record ImageObservations(byte[] Store, int[] Items, int Height, int Width, int Channels)
    : Observations
{
    /// <inheritdoc/>
    public override int Count => Items.Length;

    /// <inheritdoc/>
    public override Shape ItemShape => new(Height, Width, Channels);

    /// <summary>The bytes of the sample at a position of <see cref="Items"/>.</summary>
    public ReadOnlySpan<byte> Image(int position) =>
        Store.AsSpan(Items[position] * Height * Width * Channels, Height * Width * Channels);
}

/// <summary>A source of situations.</summary>
public interface IWorld
{
    /// <summary>The shape of one observation.</summary>
    Shape ObservationShape { get; }

    /// <summary>How many latent dimensions are known; 0 where none are.</summary>
    int LatentDimensions { get; }

    /// <summary>How many classes the labels have; 0 where there are none.</summary>
    int Classes { get; }

    /// <summary>How many samples a split holds; null where there is no end.</summary>
    long? Size(Split split);

    /// <summary>The <paramref name="step"/>-th batch for learning. A dataset is gone through epoch by epoch,
    /// in an order that depends on (key, epoch) alone, and the last short batch of an epoch is left out; a
    /// generated world draws anew.</summary>
    Situations Draw(int count, long step, RandomKey key);

    /// <summary>A fixed sample of a split for judging: at most <paramref name="count"/> samples, without
    /// replacement, the whole split in its own order where it is no larger.</summary>
    Situations Sample(int count, Split split, RandomKey key);
}
