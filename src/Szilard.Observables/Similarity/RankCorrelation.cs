using System.Numerics.Tensors;

namespace Szilard.Observables.Similarity;

/// <summary>Spearman's correlation of the distances of two representations, on all samples or without a
/// group. Sums of products of ranks are whole numbers and exact.</summary>
internal sealed class RankCorrelation
{
    private readonly RankedPairs _x, _y;
    private readonly int[] _placeInY, _bitsOfX, _bitsOfY;
    private readonly int[][] _groups;

    /// <summary>Lays out the pairs.</summary>
    /// <param name="x">One order.</param>
    /// <param name="y">The other, of the same samples.</param>
    /// <param name="groups">Samples that are left out together; at most 31 groups.</param>
    public RankCorrelation(RankedPairs x, RankedPairs y, int[][] groups)
    {
        (_x, _y, _groups) = (x, y, groups);
        int[] touched = Touched(groups), placeInY = new int[touched.Length];
        for (int i = 0; i < placeInY.Length; i++)
            placeInY[y.Order[i]] = i;
        _placeInY = Array.ConvertAll(x.Order, pair => placeInY[pair]);
        _bitsOfX = Array.ConvertAll(x.Order, pair => touched[pair]);
        _bitsOfY = Array.ConvertAll(y.Order, pair => touched[pair]);
    }

    /// <summary>On all samples; NaN where all distances of one are equal.</summary>
    public double OfAll() => Of(0, _groups.Sum(g => g.Length));

    /// <summary>The same without a group.</summary>
    public double Without(int group) =>
        Of(1 << group, _groups.Sum(g => g.Length) - _groups[group].Length);

    private double Of(int left, int samples)
    {
        int pairs = samples * (samples - 1) / 2;
        int[] a = _x.Ranks(_bitsOfX, left, pairs), b = _y.Ranks(_bitsOfY, left, pairs);
        long products = 0, squaresOfA = 0, squaresOfB = 0;
        for (int i = 0; i < a.Length; i++)
        {
            products += (long)a[i] * b[_placeInY[i]];
            squaresOfA += (long)a[i] * a[i];
            squaresOfB += (long)b[i] * b[i];
        }
        return squaresOfA > 0 && squaresOfB > 0
            ? products / (Math.Sqrt(squaresOfA) * Math.Sqrt(squaresOfB))
            : double.NaN;
    }

    /// <summary>For each pair of samples a bit for the group of either.</summary>
    private static int[] Touched(int[][] groups)
    {
        int[] bits = new int[groups.Sum(g => g.Length)];
        for (int g = 0; g < groups.Length; g++)
            foreach (int sample in groups[g])
                bits[sample] = 1 << g;
        var touched = new int[bits.Length * (bits.Length - 1) / 2];
        for (int i = 1; i < bits.Length; i++)
            TensorPrimitives.BitwiseOr(
                bits.AsSpan(0, i), bits[i], touched.AsSpan(i * (i - 1) / 2, i));
        return touched;
    }
}
