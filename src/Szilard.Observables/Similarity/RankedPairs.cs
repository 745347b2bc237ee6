using System.Numerics.Tensors;
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

    /// <summary>Twice the ranks among the pairs kept, less their mean, 0 for the others; equal distances share
    /// their mean rank.</summary>
    /// <param name="kept">1 for a pair that is kept, else 0, in the order of the distances.</param>
    /// <param name="place">Where the rank of each goes, likewise.</param>
    public double[] Ranks(int[] kept, int[] place)
    {
        var ranks = new double[Order.Length];
        int before = 0, count = TensorPrimitives.Sum<int>(kept);
        for (int start = 0, end; start < kept.Length; start = end)
        {
            int equal = kept[start];
            for (end = start + 1; end < kept.Length && !Farther[end]; end++)
                equal += kept[end];
            int rank = (2 * before) + equal - count;
            for (int i = start; i < end; i++)
                ranks[place[i]] = rank * kept[i];
            before += equal;
        }
        return ranks;
    }
}
