using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Worlds.Views;

namespace Szilard.Learners.Singular;

/// <summary>Pairs that stay as they are, in blocks as large as a training batch: within a block a pair's
/// candidates, or the moments, are those of the block.</summary>
/// <param name="Blocks">Pairs, block by block, all of one size.</param>
public sealed record FrozenPairs(IReadOnlyList<ViewPair> Blocks)
{
    /// <summary>n.</summary>
    public int Count => Blocks.Sum(b => b.Left.Count);

    /// <summary>Pairs in a block.</summary>
    public int Block => Blocks[0].Left.Count;

    /// <summary>Whole blocks of pairs; what is left over is not used.</summary>
    /// <param name="pairs">All the pairs.</param>
    /// <param name="block">Pairs in a block, ≥ 1; no more than there are pairs.</param>
    /// <exception cref="SzilardException">There are no pairs.</exception>
    public static FrozenPairs Of(ViewPair pairs, int block)
    {
        int size = Math.Min(block, pairs.Left.Count);
        if (size < 2)
            throw new SzilardException(
                $"{pairs.Left.Count} pairs in blocks of {block} give no loss; use at least 2.");
        return new FrozenPairs(
            [.. Enumerable.Range(0, pairs.Left.Count / size).Select(i => Slice(pairs, i * size, size))]);
    }

    private static ViewPair Slice(ViewPair pairs, int start, int count) => new(
        Slice(pairs.Left, start, count), Slice(pairs.Right, start, count))
    {
        Items = pairs.Items?[start..(start + count)],
        Actions = pairs.Actions?.Slice(start, count),
        Reach = pairs.Reach?.Slice(start, count),
        Turned = pairs.Turned is { } turned
            ? new TurnedLooks(Slice(turned.Looks, start, count), turned.Turns[start..(start + count)])
            : null,
    };

    private static Batch Slice(Batch batch, int start, int count) => new(
        new Shape([count, .. batch.Shape.Lengths[1..]]),
        batch.Values.AsSpan(start * batch.ItemSize, count * batch.ItemSize).ToArray());
}
