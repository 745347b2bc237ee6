using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Tensors;

namespace Szilard.Observables.Identifiability;

/// <summary>Which causes share dimensions: the finest partition for which dimensions take no more than a
/// tolerance from causes outside their block.</summary>
/// <remarks>h = A·z + b by least squares. The tolerance is a share of variance: what the affine map itself
/// leaves unexplained, and at least 2 % (a rotation by 8°). It does not depend on the number of causes.
/// Derived here.</remarks>
internal static class CauseBlocks
{
    private const double LeastTolerance = 0.02;

    /// <summary>The causes of each block, with its dimensions.</summary>
    /// <param name="z">Latents.</param>
    /// <param name="h">Representation.</param>
    /// <param name="unexplained">Share of variance that the affine map leaves.</param>
    public static IReadOnlyList<(int[] Causes, int[] Dimensions)> Of(Matrix z, Matrix h, double unexplained)
    {
        var moments = PairMoments.Of(Columns.Centre(z), Columns.Centre(h));
        int[] blockOf = Partition(
            Shares(LinearMap.Of(moments), moments), Math.Max(LeastTolerance, unexplained));
        int[][] causes =
            [.. Enumerable.Range(0, z.Columns).GroupBy(j => blockOf[j]).Select(g => g.ToArray())];
        return [.. causes.Select(c => (c, Dimensions(blockOf, z.Columns, c[0]).ToArray()))];
    }

    /// <summary>The share of the variance of dimension k that cause j explains: A²ⱼₖ·var zⱼ/var hₖ.</summary>
    private static Matrix Shares(Matrix map, PairMoments moments)
    {
        double[] spreadZ = LinearMap.Diagonal(moments.CovarianceX);
        double[] spreadH = LinearMap.Diagonal(moments.CovarianceY);
        var shares = new Matrix(map.Rows, map.Columns);
        for (int j = 0; j < map.Rows; j++)
            for (int k = 0; k < map.Columns; k++)
                shares[j, k] = spreadH[k] > 0 ? map[j, k] * map[j, k] * spreadZ[j] / spreadH[k] : 0;
        return shares;
    }

    /// <summary>Joins causes and dimensions along the largest shares until no more than the tolerance runs
    /// between blocks; gives the block of each cause and then of each dimension.</summary>
    private static int[] Partition(Matrix shares, double tolerance)
    {
        int[] blockOf = [.. Enumerable.Range(0, shares.Rows + shares.Columns)];
        double allowed = tolerance * TensorPrimitives.Sum<double>(shares.Values);
        IEnumerable<int> entries = Enumerable.Range(0, shares.Values.Length);
        foreach (int entry in entries.OrderByDescending(e => shares.Values[e]))
        {
            if (Between(shares, blockOf) <= allowed)
                break;
            (int cause, int dimension) = Math.DivRem(entry, shares.Columns);
            (int from, int to) = (blockOf[shares.Rows + dimension], blockOf[cause]);
            for (int i = 0; i < blockOf.Length; i++)
                blockOf[i] = blockOf[i] == from ? to : blockOf[i];
        }
        return blockOf;
    }

    private static double Between(Matrix shares, int[] blockOf)
    {
        double sum = 0;
        for (int j = 0; j < shares.Rows; j++)
            for (int k = 0; k < shares.Columns; k++)
                sum += blockOf[j] == blockOf[shares.Rows + k] ? 0 : shares[j, k];
        return sum;
    }

    private static IEnumerable<int> Dimensions(int[] blockOf, int causes, int cause) =>
        Enumerable.Range(0, blockOf.Length - causes).Where(k => blockOf[causes + k] == blockOf[cause]);
}
