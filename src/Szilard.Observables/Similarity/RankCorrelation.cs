using System.Numerics.Tensors;

namespace Szilard.Observables.Similarity;

/// <summary>Spearman's correlation of the distances of two representations, on all samples or without a
/// group.</summary>
/// <remarks>Ranks are laid out in the first representation's order, so that only those of the second are written
/// out of turn.</remarks>
internal sealed class RankCorrelation
{
    private readonly RankedPairs _x, _y;
    private readonly int[] _inTurn, _placeOfY, _groupsOfX, _groupsOfY;

    /// <summary>Lays out the pairs.</summary>
    /// <param name="x">One order.</param>
    /// <param name="y">The other, of the same samples.</param>
    /// <param name="groups">Samples that are left out together; at most 31 groups.</param>
    public RankCorrelation(RankedPairs x, RankedPairs y, int[][] groups)
    {
        (_x, _y) = (x, y);
        int[] touched = Touched(groups), placeInX = new int[touched.Length];
        _inTurn = [.. Enumerable.Range(0, touched.Length)];
        for (int i = 0; i < placeInX.Length; i++)
            placeInX[x.Order[i]] = i;
        _placeOfY = Array.ConvertAll(y.Order, pair => placeInX[pair]);
        _groupsOfX = Array.ConvertAll(x.Order, pair => touched[pair]);
        _groupsOfY = Array.ConvertAll(y.Order, pair => touched[pair]);
    }

    /// <summary>On all samples; NaN where all distances of one are equal.</summary>
    public double OfAll() => Of(0);

    /// <summary>The same without a group.</summary>
    public double Without(int group) => Of(1 << group);

    private double Of(int group)
    {
        double[] a = _x.Ranks(Array.ConvertAll(_groupsOfX, g => (g & group) == 0 ? 1 : 0), _inTurn);
        double[] b = _y.Ranks(Array.ConvertAll(_groupsOfY, g => (g & group) == 0 ? 1 : 0), _placeOfY);
        double squares = TensorPrimitives.SumOfSquares<double>(a) * TensorPrimitives.SumOfSquares<double>(b);
        return squares > 0 ? TensorPrimitives.Dot<double>(a, b) / Math.Sqrt(squares) : double.NaN;
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
