using Szilard.Tensors;

namespace Szilard.Worlds.Datasets;

/// <summary>The samples of one split, all in memory. A closed family.</summary>
/// <param name="Labels">One class per sample; null where there are none.</param>
internal abstract record SampleSet(int[]? Labels)
{
    /// <summary>What else is known of each sample, samples × factors; null where nothing is.</summary>
    public Matrix? Factors { get; init; }

    /// <summary>How many samples.</summary>
    public abstract int Count { get; }

    /// <summary>The shape of one sample.</summary>
    public abstract Shape ItemShape { get; }

    /// <summary>What is seen of the samples at the given positions.</summary>
    public abstract Observations Pick(int[] positions);

    /// <summary>The samples at the given positions as a set of their own.</summary>
    public abstract SampleSet Subset(int[] positions);

    /// <summary>The labels at the given positions.</summary>
    public int[]? PickLabels(int[] positions) =>
        Labels is null ? null : Array.ConvertAll(positions, p => Labels[p]);
}

/// <summary>Images in one store; sets may share a store and differ in the items that are theirs.</summary>
internal sealed record ImageSet(byte[] Store, int[] Items, int Height, int Width, int Channels, int[]? Labels)
    : SampleSet(Labels)
{
    /// <summary>All images of a store in their order.</summary>
    public static ImageSet All(byte[] store, int height, int width, int channels, int[]? labels) =>
        new(
            store, [.. Enumerable.Range(0, store.Length / (height * width * channels))], height, width,
            channels, labels);

    /// <inheritdoc/>
    public override int Count => Items.Length;

    /// <inheritdoc/>
    public override Shape ItemShape => new(Height, Width, Channels);

    /// <inheritdoc/>
    public override Observations Pick(int[] positions) =>
        new ImageObservations(Store, Array.ConvertAll(positions, p => Items[p]), Height, Width, Channels);

    /// <inheritdoc/>
    public override SampleSet Subset(int[] positions) => this with
    {
        Items = Array.ConvertAll(positions, p => Items[p]),
        Labels = PickLabels(positions),
        Factors = Factors?.Select(positions),
    };
}

/// <summary>Vectors, one row per sample.</summary>
internal sealed record VectorSet(Batch Values, int[]? Labels) : SampleSet(Labels)
{
    /// <inheritdoc/>
    public override int Count => Values.Count;

    /// <inheritdoc/>
    public override Shape ItemShape => new(Values.Shape.Lengths[1..]);

    /// <inheritdoc/>
    public override Observations Pick(int[] positions) => new VectorObservations(Rows(positions));

    /// <inheritdoc/>
    public override SampleSet Subset(int[] positions) =>
        new VectorSet(Rows(positions), PickLabels(positions)) { Factors = Factors?.Select(positions) };

    private Batch Rows(int[] positions)
    {
        int width = Values.Shape[1];
        Batch rows = new(new Shape(positions.Length, width), new float[positions.Length * width]);
        for (int i = 0; i < positions.Length; i++)
            Values.Values.AsSpan(positions[i] * width, width).CopyTo(rows.Values.AsSpan(i * width, width));
        return rows;
    }
}
