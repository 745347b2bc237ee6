using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Observables.Probes;
using Szilard.Observables.Statistics;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Identifiability;

/// <summary>What kind of map leads from the latents to the representation: which causes share dimensions, and
/// whether lengths are kept among those that do.</summary>
/// <remarks>h = A·z + b by least squares over all samples. One tolerance serves every question, a share of
/// variance: what the affine map itself leaves unexplained, and at least 2 % (a rotation by 8°, or singular
/// values that differ by 14 %). It does not depend on the number of causes. Derived here.</remarks>
/// <param name="R2">Held-out R² of the affine map h → z, as <c>r2.affine</c>.</param>
/// <param name="Blocks">Causes that share dimensions, the finest partition for which dimensions take no more
/// than the tolerance from causes outside their block.</param>
/// <param name="Isometric">Whether A keeps lengths within every block, up to one scale per block and the
/// tolerance.</param>
public sealed record MapStructure(double R2, IReadOnlyList<IReadOnlyList<int>> Blocks, bool Isometric)
{
    private const double LeastTolerance = 0.02;

    /// <summary>Held-out R², uniform average, where each cause is an increasing or decreasing function of one
    /// dimension of its own; NaN where it is not defined.</summary>
    public double MonotoneR2 { get; init; } = double.NaN;

    /// <summary>The structure; null where it is not defined: no latents, too few samples, a constant
    /// representation.</summary>
    /// <param name="specimen">Latents and representation.</param>
    /// <param name="key">Randomness of the split for R².</param>
    /// <param name="workers">Threads for the large products.</param>
    public static MapStructure? Of(Specimen specimen, RandomKey key, Workers workers)
    {
        if (specimen.Latents is not { } z || LinearMap.Obstacle(z, specimen.Representation) is not null)
            return null;
        double r2 = AffineR2.Uniform.BuildDefault().Read(specimen, key, workers).Value;
        if (!double.IsFinite(r2))
            return null;
        (Matrix map, var blocks, double tolerance) = Divide(z, specimen.Representation, 1 - r2);
        bool isometric = blocks.All(b => Distortion(map, b.Causes, b.Dimensions) <= tolerance);
        return new MapStructure(r2, [.. blocks.Select(b => b.Causes)], isometric)
        {
            MonotoneR2 = MonotoneOf(specimen, key),
        };
    }

    /// <summary>Causes that share dimensions, with those dimensions.</summary>
    /// <param name="z">Latents.</param>
    /// <param name="h">Representation.</param>
    /// <param name="unexplained">Share of variance that the affine map leaves.</param>
    internal static IReadOnlyList<(int[] Causes, int[] Dimensions)> BlocksOf(
        Matrix z, Matrix h, double unexplained) => Divide(z, h, unexplained).Blocks;

    private static (Matrix Map, List<(int[] Causes, int[] Dimensions)> Blocks, double Tolerance) Divide(
        Matrix z, Matrix h, double unexplained)
    {
        var moments = PairMoments.Of(Columns.Centre(z), Columns.Centre(h));
        Matrix map = LinearMap.Of(moments);
        double tolerance = Math.Max(LeastTolerance, unexplained);
        int[] blockOf = Partition(Shares(map, moments), tolerance);
        int[][] causes = [.. Enumerable.Range(0, map.Rows).GroupBy(j => blockOf[j]).Select(g => g.ToArray())];
        return (map, [.. causes.Select(c => (c, Dimensions(blockOf, map.Rows, c[0]).ToArray()))], tolerance);
    }

    private static double MonotoneOf(Specimen specimen, RandomKey key)
    {
        var halves = Halves.Of(specimen, key);
        var maps = new MapComparison(halves);
        return halves.Obstacle(Evidence.Representation | Evidence.Latents) is null
            ? maps.Score(maps.Monotone()).Value
            : double.NaN;
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

    /// <summary>What the best rotation with one scale misses of a block: 1 − (mean σ)²/mean σ² over its
    /// singular values, one per cause.</summary>
    private static double Distortion(Matrix map, int[] causes, int[] dimensions)
    {
        var block = new Matrix(causes.Length, dimensions.Length);
        for (int j = 0; j < causes.Length; j++)
            for (int k = 0; k < dimensions.Length; k++)
                block[j, k] = map[causes[j], dimensions[k]];
        double squares = TensorPrimitives.SumOfSquares<double>(block.Values);
        double sum = SingularValues.Sum(block);
        return squares > 0 ? 1 - (sum * sum / (causes.Length * squares)) : 0;
    }
}
