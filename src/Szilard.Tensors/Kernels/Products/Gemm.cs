using System.Numerics;
using System.Runtime.Intrinsics;

namespace Szilard.Tensors.Kernels;

/// <summary>General matrix products. Blocked and packed after K. Goto and R. van de Geijn, "Anatomy of
/// high-performance matrix multiplication", ACM Trans. Math. Softw. 34 (2008) 12.</summary>
public static unsafe class Gemm
{
    /// <summary>The widest registers that this machine is quick with, in bits.</summary>
    internal static int WidestVector =>
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128 : 0;

    /// <summary>C[m×n] = op(A)[m×k] · op(B)[k×n], row-major, followed by the epilogue. The result is the same
    /// bit for bit for any number of workers. C must not overlap A, B or the bias.</summary>
    /// <param name="workers">The crew; small products run on the calling thread alone.</param>
    /// <param name="m">Rows of C.</param>
    /// <param name="n">Columns of C.</param>
    /// <param name="k">Length of the sums; 0 leaves what the epilogue makes of zeros.</param>
    /// <param name="a">A, m×k, or k×m if transposed.</param>
    /// <param name="lda">Distance between rows of A as stored.</param>
    /// <param name="transposeA">op(A) = Aᵀ.</param>
    /// <param name="b">B, k×n, or n×k if transposed.</param>
    /// <param name="ldb">Distance between rows of B as stored.</param>
    /// <param name="transposeB">op(B) = Bᵀ.</param>
    /// <param name="c">C.</param>
    /// <param name="ldc">Distance between rows of C.</param>
    /// <param name="epilogue">What happens to C while it is stored.</param>
    /// <exception cref="ArgumentException">A row does not fit its distance, a size is negative, or the
    /// epilogue has an activation that is not piecewise linear.</exception>
    public static void Multiply<T>(
        Workers workers, int m, int n, int k, T* a, int lda, bool transposeA, T* b, int ldb, bool transposeB,
        T* c, int ldc, Epilogue<T> epilogue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MultiplyWith(
            WidestVector, workers, m, n, k, a, lda, transposeA, b, ldb, transposeB, c, ldc, epilogue);
    }

    /// <summary>The same with registers of <paramref name="vectorBits"/> = 512, 256, 128, or 0 for none.
    /// </summary>
    internal static void MultiplyWith<T>(
        int vectorBits, Workers workers, int m, int n, int k, T* a, int lda, bool transposeA, T* b, int ldb,
        bool transposeB, T* c, int ldc, Epilogue<T> epilogue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(workers);
        epilogue.Check();
        Check("A", lda, transposeA ? m : k, transposeA ? k : m);
        Check("B", ldb, transposeB ? k : n, transposeB ? n : k);
        Check("C", ldc, n, m);
        if (m == 0 || n == 0)
            return;
        GemmOperand<T> left = GemmOperand<T>.Stored(a, lda, transposeA);
        GemmOperand<T> right = GemmOperand<T>.Stored(b, ldb, transposeB);
        GemmSplit<T> product = new(workers, m, n, k, left, right, c, ldc, epilogue);
        GemmTiles.Choose<T, GemmSplit<T>>(vectorBits, product);
    }

    private static void Check(string name, int stride, int columns, int rows)
    {
        if (columns < 0 || rows < 0)
            throw new ArgumentException($"{name} is {rows}×{columns}, but sizes are at least 0.");
        if (stride < columns && rows > 1)
        {
            throw new ArgumentException(
                $"Rows of {name} are {stride} apart but {columns} long; give a stride ≥ {columns}.");
        }
    }
}
