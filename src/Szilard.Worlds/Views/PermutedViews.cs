using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Worlds.Views;

/// <summary>The control that must fail: the right views of another sampler, shifted cyclically within the
/// batch by a random amount that is never zero, so that no pair shares its causes. What else is told stays
/// with the left view; which looks could belong together moves with the right one.</summary>
/// <param name="inner">Whose views are permuted.</param>
public sealed class PermutedViews(IViews inner) : IViews
{
    /// <summary>Name and source.</summary>
    public static PartCard Card { get; } = new(
        "permuted",
        "Control: right views are handed to other samples of the batch, so that pairs share nothing.",
        "derived here")
    {
        Formula = "right'[i] = right[(i + s) mod B], s uniform on 1 … B − 1",
    };

    /// <inheritdoc/>
    /// <exception cref="SzilardException">The batch has fewer than two samples.</exception>
    public ViewPair Show(Situations situations, RandomKey key)
    {
        if (situations.Count < 2)
            throw new SzilardException(
                $"`batch: {situations.Count}` leaves no other sample to permute views with; use at least 2.");
        ViewPair pair = inner.Show(situations, key.Split("inner"));
        RandomStream stream = key.Split("shift").Stream();
        int shift = 1 + stream.NextInt32(situations.Count - 1);
        return pair with { Right = Shifted(pair.Right, shift), Reach = pair.Reach?.Shifted(shift) };
    }

    /// <inheritdoc/>
    public int Actions => inner.Actions;

    /// <inheritdoc/>
    public Batch Plain(Situations situations) => inner.Plain(situations);

    private static Batch Shifted(Batch batch, int shift)
    {
        var values = new float[batch.Values.Length];
        int cut = shift * batch.ItemSize;
        batch.Values.AsSpan(cut).CopyTo(values);
        batch.Values.AsSpan(0, cut).CopyTo(values.AsSpan(values.Length - cut));
        return new Batch(batch.Shape, values);
    }
}
