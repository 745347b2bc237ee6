using System.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary>Matrix products over plain arrays, for work outside tensors.</summary>
public static unsafe class SpanProduct
{
    /// <summary>C[m×n] ← op(A)[m×k]·op(B)[k×n], added to C where <paramref name="accumulate"/>; row-major,
    /// rows next to each other. The same bit for bit for any number of workers.</summary>
    /// <param name="workers">The crew.</param>
    /// <param name="m">Rows of C.</param>
    /// <param name="n">Columns of C.</param>
    /// <param name="k">Length of the sums.</param>
    /// <param name="a">A, m×k, or k×m if transposed.</param>
    /// <param name="transposeA">op(A) = Aᵀ.</param>
    /// <param name="b">B, k×n, or n×k if transposed.</param>
    /// <param name="transposeB">op(B) = Bᵀ.</param>
    /// <param name="c">C; must not overlap A or B.</param>
    /// <param name="accumulate">True to add to C.</param>
    /// <exception cref="ArgumentException">A length does not fit its sizes.</exception>
    public static void Multiply<T>(
        Workers workers, int m, int n, int k, ReadOnlySpan<T> a, bool transposeA, ReadOnlySpan<T> b,
        bool transposeB, Span<T> c, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check("A", a.Length, m, k);
        Check("B", b.Length, k, n);
        Check("C", c.Length, m, n);
        fixed (T* left = a, right = b, result = c)
        {
            Gemm.Multiply(
                workers, m, n, k, left, transposeA ? m : k, transposeA, right, transposeB ? k : n, transposeB,
                result, n, new Epilogue<T> { Accumulate = accumulate });
        }
    }

    private static void Check(string name, int length, int rows, int columns)
    {
        if (length != (long)rows * columns)
            throw new ArgumentException(
                $"{name} of {rows}×{columns} needs {(long)rows * columns} values, but {length} were given.");
    }
}
