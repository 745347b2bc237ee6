using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Worlds.Datasets;

/// <summary>A world of samples that somebody collected: a training split that is gone through epoch by epoch,
/// and a test split that is only sampled to judge.</summary>
public sealed class DatasetWorld : IWorld
{
    private readonly SampleSet _training;
    private readonly SampleSet _test;
    private Epoch _epoch = new(default, -1, []);

    internal DatasetWorld(SampleSet training, SampleSet test, IReadOnlyList<string> remarks)
    {
        (_training, _test, Remarks) = (training, test, remarks);
        Classes = 1 + Math.Max(Highest(training), Highest(test));
    }

    /// <inheritdoc/>
    public Shape ObservationShape => _training.ItemShape;

    /// <inheritdoc/>
    public int LatentDimensions => _training.Factors?.Columns ?? 0;

    /// <inheritdoc/>
    public int Classes { get; }

    /// <summary>What a reader of the results should know of the data: constant columns, labels left
    /// out.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <inheritdoc/>
    public long? Size(Split split) => Of(split).Count;

    /// <inheritdoc/>
    /// <exception cref="SzilardException">The batch is larger than the training split.</exception>
    public Situations Draw(int count, long step, RandomKey key)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        if (count > _training.Count)
            throw new SzilardException(
                $"`batch: {count}` is more than the {_training.Count} training samples; use at most "
                + $"{_training.Count}.");
        int batches = _training.Count / count;
        int[] order = Order(key, step / batches);
        int[] items = order.AsSpan((int)(step % batches) * count, count).ToArray();
        return Look(_training, items) with { Items = items };
    }

    /// <inheritdoc/>
    /// <exception cref="SzilardException">The split is empty.</exception>
    public Situations Sample(int count, Split split, RandomKey key)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        SampleSet set = Of(split);
        if (set.Count == 0)
            throw new SzilardException(
                "The dataset has no test split; set `test_fraction` to 0.2, for example.");
        int[] all = [.. Enumerable.Range(0, set.Count)];
        if (count >= set.Count)
            return Look(set, all);
        key.Split("sample").Stream().Shuffle<int>(all);
        return Look(set, all[..count]);
    }

    private SampleSet Of(Split split) => split == Split.Training ? _training : _test;

    /// <summary>The order of one epoch; the last one asked for is kept, since steps come one after the other.
    /// The record is replaced as a whole, so that callers on several threads see one that fits.</summary>
    private int[] Order(RandomKey key, long number)
    {
        Epoch epoch = Volatile.Read(ref _epoch);
        if (epoch.Number == number && epoch.Key == key)
            return epoch.Order;
        int[] order = [.. Enumerable.Range(0, _training.Count)];
        key.Split("epoch", number).Stream().Shuffle<int>(order);
        Volatile.Write(ref _epoch, new Epoch(key, number, order));
        return order;
    }

    private static Situations Look(SampleSet set, int[] positions) =>
        new(set.Pick(positions))
        {
            Labels = set.PickLabels(positions),
            Latents = set.Factors?.Select(positions),
        };

    private static int Highest(SampleSet set) => set.Labels is { Length: > 0 } labels ? labels.Max() : -1;

    private sealed record Epoch(RandomKey Key, long Number, int[] Order);
}
