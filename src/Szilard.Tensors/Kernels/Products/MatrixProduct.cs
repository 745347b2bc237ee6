using System.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary><see cref="Gemm"/> for spans, on the calling thread alone unless a crew is given: whoever has one
/// rather shares out blocks of a larger work.</summary>
public static unsafe class MatrixProduct
{
    private static readonly Workers s_alone = new(1);

    /// <summary>C ← A·B.</summary>
    /// <param name="a">A, m×k.</param>
    /// <param name="b">B, k×n.</param>
    /// <param name="c">C, m×n; must not overlap A or B.</param>
    /// <param name="stride">Distance between the starts of rows of C, ≥ n.</param>
    /// <param name="crew">Threads that share the product; null for the calling one.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Store<T>(
        MatrixBlock<T> a, MatrixBlock<T> b, Span<T> c, int stride, Workers? crew = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run(a, b, c, stride, false, crew ?? s_alone);

    /// <summary>C ← C + A·B; shapes as in <see cref="Store{T}"/>.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Add<T>(MatrixBlock<T> a, MatrixBlock<T> b, Span<T> c, int stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run(a, b, c, stride, true, s_alone);

    private static void Run<T>(
        MatrixBlock<T> a, MatrixBlock<T> b, Span<T> c, int stride, bool accumulate, Workers crew)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (a.Columns != b.Rows)
            throw new ArgumentException($"{a.Rows}×{a.Columns} times {b.Rows}×{b.Columns} is no product.");
        _ = new MatrixBlock<T>(c, a.Rows, b.Columns, stride); // complains when C does not fit
        fixed (T* left = a.Values, right = b.Values, sum = c)
        {
            Gemm.Multiply(
                crew, a.Rows, b.Columns, a.Columns, left, a.Stride, a.IsTransposed, right, b.Stride,
                b.IsTransposed, sum, stride, new Epilogue<T> { Accumulate = accumulate });
        }
    }
}
