using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Szilard.Tensors.Kernels;

/// <summary>Products of matrices of 16-bit whole numbers: twice as many in one instruction as of numbers in
/// single precision.</summary>
public static unsafe class ShortProduct
{
    private static readonly Workers s_alone = new(1);

    /// <summary>Whether this machine multiplies whole numbers faster than others.</summary>
    public static bool IsQuick => VectorBits > 0;

    private static int VectorBits => Gemm.WidestVector switch
    {
        512 when Avx512BW.IsSupported => 512,
        >= 256 when Avx2.IsSupported => 256,
        _ => 0,
    };

    /// <summary>C ← A·B on the calling thread. Sums are exact in 32 bits, then rounded to single precision,
    /// once for every 1024 numbers at most.</summary>
    /// <param name="a">A, m×k, stored by rows.</param>
    /// <param name="b">B, k×n, seen transposed: stored by columns.</param>
    /// <param name="c">C, m×n; every sum, and every beginning of it, must lie within ±(2³¹ − 128).</param>
    /// <param name="stride">Distance between the starts of rows of C, ≥ n.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or k or a distance of rows is odd.
    /// </exception>
    /// <exception cref="PlatformNotSupportedException">Not <see cref="IsQuick"/>.</exception>
    public static void Store(MatrixBlock<short> a, MatrixBlock<short> b, Span<float> c, int stride) =>
        StoreWith(VectorBits, a, b, c, stride);

    /// <summary>The same with registers of 512 or 256 bits.</summary>
    internal static void StoreWith(
        int vectorBits, MatrixBlock<short> a, MatrixBlock<short> b, Span<float> c, int stride)
    {
        if (a.Columns != b.Rows || a.IsTransposed || !b.IsTransposed)
            throw new ArgumentException(
                $"{a.Rows}×{a.Columns} by rows times {b.Rows}×{b.Columns} by columns is no product.");
        if (int.IsOddInteger(a.Columns | a.Stride | b.Stride))
            throw new ArgumentException(
                $"Whole numbers are multiplied in pairs, but sums are {a.Columns} long and rows {a.Stride} "
                + $"and {b.Stride} apart; add a column of zeros.");
        _ = new MatrixBlock<float>(c, a.Rows, b.Columns, stride); // complains when C does not fit
        fixed (short* left = a.Values, right = b.Values)
        fixed (float* sum = c)
        {
            GemmSplit<float> product = new(
                s_alone, a.Rows, b.Columns, a.Columns / 2,
                GemmOperand<float>.Stored((float*)left, a.Stride / 2, false),
                GemmOperand<float>.Stored((float*)right, b.Stride / 2, true), sum, stride, default);
            switch (vectorBits)
            {
                case 512:
                    product.Run<GemmTile12<float, Vector512<float>, GemmLanesShort512>>();
                    break;
                case 256:
                    product.Run<GemmTile6<float, Vector256<float>, GemmLanesShort256>>();
                    break;
                default:
                    throw new PlatformNotSupportedException("Whole numbers need AVX2.");
            }
        }
    }
}
