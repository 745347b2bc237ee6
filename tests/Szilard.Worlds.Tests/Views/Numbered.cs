using Szilard.Tensors;
using Szilard.Worlds.Views;

namespace Szilard.Worlds.Tests.Views;

/// <summary>Samples that carry their own number, and views that show it: left i, right i + 1000.</summary>
internal sealed class Numbered : IViews
{
    public static Situations Situations(int count) =>
        new(new VectorObservations(Batch(count, 0)))
        {
            Labels = [.. Enumerable.Range(0, count).Select(i => i % 3)],
        };

    public ViewPair Show(Situations situations, RandomKey key) =>
        new(Batch(situations.Count, 500), Batch(situations.Count, 1000));

    public Batch Plain(Situations situations) => ((VectorObservations)situations.Observations).Values;

    private static Batch Batch(int count, float offset) =>
        new(new Shape(count, 2), [.. Enumerable.Range(0, 2 * count).Select(i => offset + (i / 2))]);
}
