using System.Numerics.Tensors;
using Szilard.Tensors;

namespace Szilard.Observables.Similarity;

/// <summary>The pairs of samples in the order of their distances: sorted once, so that ranks without some
/// samples need no sorting again.</summary>
/// <param name="Order">Numbers of pairs, the nearest first; pair i(i − 1)/2 + j is (i, j), j &lt; i.</param>
/// <param name="Distances">In that order.</param>
internal sealed record RankedPairs(int[] Order, double[] Distances)
{
    /// <summary>Reads the lower triangle.</summary>
    public static RankedPairs Of(Matrix distances)
    {
        var values = new double[distances.Rows * (distances.Rows - 1) / 2];
        for (int i = 1; i < distances.Rows; i++)
            distances.Row(i)[..i].CopyTo(values.AsSpan(i * (i - 1) / 2));
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort(values, order);
        return new RankedPairs(order, values);
    }

    /// <summary>Rank correlation over the pairs of samples that are not left out; NaN where all distances are
    /// equal.</summary>
    /// <param name="x">One order.</param>
    /// <param name="y">The other, of the same samples.</param>
    /// <param name="without">Marks samples that are left out.</param>
    public static double Spearman(RankedPairs x, RankedPairs y, bool[] without)
    {
        bool[] kept = Kept(without);
        int count = kept.AsSpan().Count(true);
        double[] a = x.Ranks(kept, count), b = y.Ranks(kept, count);
        double squares = TensorPrimitives.SumOfSquares<double>(a) * TensorPrimitives.SumOfSquares<double>(b);
        return squares > 0 ? TensorPrimitives.Dot<double>(a, b) / Math.Sqrt(squares) : double.NaN;
    }

    private static bool[] Kept(bool[] without)
    {
        var kept = new bool[without.Length * (without.Length - 1) / 2];
        for (int i = 1, pair = 0; i < without.Length; i++)
            for (int j = 0; j < i; j++)
                kept[pair++] = !without[i] && !without[j];
        return kept;
    }

    /// <summary>Ranks among the pairs kept less their mean, 0 for the others; equal distances share their
    /// mean rank.</summary>
    private double[] Ranks(bool[] kept, int count)
    {
        var ranks = new double[Order.Length];
        int before = 0;
        for (int start = 0, end; start < Order.Length; start = end)
        {
            int equal = kept[Order[start]] ? 1 : 0;
            for (end = start + 1; end < Order.Length && Distances[end] == Distances[start]; end++)
                equal += kept[Order[end]] ? 1 : 0;
            double rank = before + ((equal - count) / 2.0);
            for (int i = start; i < end; i++)
                ranks[Order[i]] = kept[Order[i]] ? rank : 0;
            before += equal;
        }
        return ranks;
    }
}
