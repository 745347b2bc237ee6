using Szilard.Observables.Statistics;
using Szilard.Tensors;

namespace Szilard.Observables.Similarity;

/// <summary>The pairs of samples in the order of their distances: sorted once, so that ranks without some
/// samples need no sorting again.</summary>
/// <param name="Order">Numbers of pairs, the nearest first; pair i(i − 1)/2 + j is (i, j), j &lt; i.</param>
/// <param name="Farther">Whether a pair in that order is farther than the one before, not as far.</param>
internal sealed record RankedPairs(int[] Order, bool[] Farther)
{
    /// <summary>Reads the lower triangle.</summary>
    public static RankedPairs Of(Matrix distances)
    {
        var values = new double[distances.Rows * (distances.Rows - 1) / 2];
        for (int i = 1; i < distances.Rows; i++)
            distances.Row(i)[..i].CopyTo(values.AsSpan(i * (i - 1) / 2));
        int[] order = RisingOrder.Of(values);
        var farther = new bool[order.Length];
        for (int i = 1; i < order.Length; i++)
            farther[i] = values[order[i]] > values[order[i - 1]];
        return new RankedPairs(order, farther);
    }

    /// <summary>Twice the ranks among the pairs kept, less their mean, 0 for the others, in the order of the
    /// distances; equal distances share their mean rank.</summary>
    /// <param name="bits">Of each pair, in that order: those that it has in common with
    /// <paramref name="left"/> leave it out.</param>
    /// <param name="left">What is left out.</param>
    /// <param name="count">How many pairs are kept.</param>
    public int[] Ranks(int[] bits, int left, int count)
    {
        var ranks = new int[bits.Length];
        int before = 0;
        for (int start = 0, end; start < bits.Length; start = end)
        {
            int equal = (bits[start] & left) == 0 ? 1 : 0;
            for (end = start + 1; end < bits.Length && !Farther[end]; end++)
                equal += (bits[end] & left) == 0 ? 1 : 0;
            int rank = (2 * before) + equal - count;
            for (int i = start; i < end; i++)
                ranks[i] = (bits[i] & left) == 0 ? rank : 0;
            before += equal;
        }
        return ranks;
    }
}
