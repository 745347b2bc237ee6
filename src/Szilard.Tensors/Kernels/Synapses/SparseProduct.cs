using System.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary>Products with a matrix of inputs, most of which may be zero, such as pixels. Where at least half
/// are, zeros are left out; else the products are those of <see cref="SpanProduct"/>.</summary>
/// <remarks>A blocked product first packs its dense factor, which a batch of twenty digits does not repay.
/// Here columns go in blocks: what belongs to the samples lies packed in the first cache, and each row of
/// weights is read or written once.</remarks>
public static unsafe class SparseProduct
{
    /// <summary>C[m×n] ← C + X[m×k]·B[k×n], row-major; the same bit for bit for any number of
    /// workers.</summary>
    /// <param name="workers">The crew.</param>
    /// <param name="m">Rows of X.</param>
    /// <param name="n">Columns of B.</param>
    /// <param name="k">Columns of X.</param>
    /// <param name="x">X, the inputs.</param>
    /// <param name="b">B.</param>
    /// <param name="c">C; must not overlap X or B.</param>
    /// <exception cref="ArgumentException">A length does not fit its sizes.</exception>
    public static void Add<T>(
        Workers workers, int m, int n, int k, ReadOnlySpan<T> x, ReadOnlySpan<T> b, Span<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Add(LaneWidth.Widest, workers, m, n, k, x, b, c);

    /// <summary>C[k×n] ← Xᵀ[k×m]·A[m×n]: the outer products of inputs and what lies above them, summed over m
    /// samples.</summary>
    /// <param name="workers">The crew.</param>
    /// <param name="m">Rows of X and A.</param>
    /// <param name="n">Columns of A.</param>
    /// <param name="k">Columns of X.</param>
    /// <param name="x">X, the inputs.</param>
    /// <param name="a">A.</param>
    /// <param name="c">C, overwritten; must not overlap X or A.</param>
    /// <exception cref="ArgumentException">A length does not fit its sizes.</exception>
    public static void Outer<T>(
        Workers workers, int m, int n, int k, ReadOnlySpan<T> x, ReadOnlySpan<T> a, Span<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Outer(LaneWidth.Widest, workers, m, n, k, x, a, c);

    internal static void Add<T>(
        LaneWidth width, Workers workers, int m, int n, int k, ReadOnlySpan<T> x, ReadOnlySpan<T> b,
        Span<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(x.Length, b.Length, c.Length, (m, k), (long)k * n, (long)m * n);
        SparseColumns<T> sparse = new(m, k, x);
        if (IsFull(sparse, x))
        {
            SpanProduct.Multiply(workers, m, n, k, x, false, b, false, c, accumulate: true);
            return;
        }
        fixed (T* above = c, below = b)
        {
            SparseBlocks<T> blocks = new(sparse, m, n, above, below);
            blocks.Scatter(workers, LaneWidths.Resolve<T>(width));
        }
    }

    internal static void Outer<T>(
        LaneWidth width, Workers workers, int m, int n, int k, ReadOnlySpan<T> x, ReadOnlySpan<T> a,
        Span<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(x.Length, a.Length, c.Length, (m, k), (long)m * n, (long)k * n);
        SparseColumns<T> sparse = new(m, k, x);
        if (IsFull(sparse, x))
        {
            SpanProduct.Multiply(workers, k, n, m, x, true, a, false, c);
            return;
        }
        fixed (T* above = a, below = c)
        {
            SparseBlocks<T> blocks = new(sparse, m, n, above, below);
            blocks.Gather(workers, LaneWidths.Resolve<T>(width));
        }
    }

    private static bool IsFull<T>(SparseColumns<T> sparse, ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => 2L * sparse.Value.Length > x.Length;

    private static void Check(int x, int dense, int c, (int M, int K) size, long denseSize, long resultSize)
    {
        if (x != (long)size.M * size.K || dense != denseSize || c != resultSize)
        {
            throw new ArgumentException(
                $"{size.M}×{size.K} inputs, {denseSize} values beside them and {resultSize} results are "
                + $"wanted, but {x}, {dense} and {c} were given.");
        }
    }
}
