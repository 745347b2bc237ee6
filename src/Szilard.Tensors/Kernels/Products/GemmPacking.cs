using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Szilard.Tensors.Kernels;

/// <summary>Copies strips of a matrix into the order in which a micro-kernel reads them.</summary>
internal static unsafe class GemmPacking
{
    /// <summary>Writes packed[k · width + r] = source(r, k) for r &lt; used and k &lt; depth, and zeros for
    /// used ≤ r &lt; width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Strip<T>(GemmOperand<T> source, int width, int used, int depth, T* packed)
        where T : unmanaged
    {
        if (used < width)
            Unsafe.InitBlockUnaligned(packed, 0, (uint)(width * depth * sizeof(T)));
        if (source.RowStride == 1)
            CopyRuns(source, width, used, depth, packed);
        else
            CopyTransposed(source, width, used, depth, packed);
    }

    /// <summary>The strip's rows are neighbours in memory: one short copy per k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRuns<T>(GemmOperand<T> source, int width, int used, int depth, T* packed)
        where T : unmanaged
    {
        T* from = source.Start;
        int whole = used - (used % Vector128<T>.Count);
        for (int k = 0; k < depth; k++, from += source.ColumnStride, packed += width)
        {
            int r = 0;
            for (;
                Vector512.IsHardwareAccelerated && r + Vector512<T>.Count <= whole;
                r += Vector512<T>.Count)
                Vector512.Load(from + r).Store(packed + r);
            for (; r + Vector256<T>.Count <= whole; r += Vector256<T>.Count)
                Vector256.Load(from + r).Store(packed + r);
            for (; r < whole; r += Vector128<T>.Count)
                Vector128.Load(from + r).Store(packed + r);
            for (; r < used; r++)
                packed[r] = from[r];
        }
    }

    /// <summary>The strip's columns are neighbours in memory (or nothing is): transposes four rows at a
    /// time, two in double precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyTransposed<T>(GemmOperand<T> source, int width, int used, int depth, T* packed)
        where T : unmanaged
    {
        bool blocks = source.ColumnStride == 1 && CanTranspose;
        int r = 0;
        for (; r + 4 <= used && blocks && typeof(T) == typeof(float); r += 4)
            FourRows((float*)source.From(r, 0).Start, source.RowStride, depth, (float*)(packed + r), width);
        for (; r + 2 <= used && blocks && typeof(T) == typeof(double); r += 2)
            TwoRows((double*)source.From(r, 0).Start, source.RowStride, depth, (double*)(packed + r), width);
        for (; r < used; r++)
            OneRow(source.From(r, 0), depth, packed + r, width);
    }

    private static bool CanTranspose => Sse.IsSupported || AdvSimd.Arm64.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneRow<T>(GemmOperand<T> source, int depth, T* packed, int width)
        where T : unmanaged
    {
        T* from = source.Start;
        for (int k = 0; k < depth; k++, from += source.ColumnStride, packed += width)
            *packed = *from;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRows(float* from, nint stride, int depth, float* packed, int width)
    {
        int k = 0;
        for (; k + 4 <= depth; k += 4, from += 4, packed += 4 * width)
        {
            Vector128<float> a = Vector128.Load(from), b = Vector128.Load(from + stride);
            Vector128<float> c = Vector128.Load(from + (2 * stride)), d = Vector128.Load(from + (3 * stride));
            Vector128<float> acLow = ZipLow(a, c), bdLow = ZipLow(b, d); // a0 c0 a1 c1 and b0 d0 b1 d1
            Vector128<float> acHigh = ZipHigh(a, c), bdHigh = ZipHigh(b, d);
            ZipLow(acLow, bdLow).Store(packed); // a0 b0 c0 d0
            ZipHigh(acLow, bdLow).Store(packed + width);
            ZipLow(acHigh, bdHigh).Store(packed + (2 * width));
            ZipHigh(acHigh, bdHigh).Store(packed + (3 * width));
        }
        for (; k < depth; k++, from++, packed += width)
        {
            for (int r = 0; r < 4; r++)
                packed[r] = from[r * stride];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TwoRows(double* from, nint stride, int depth, double* packed, int width)
    {
        int k = 0;
        for (; k + 2 <= depth; k += 2, from += 2, packed += 2 * width)
        {
            Vector128<double> a = Vector128.Load(from), b = Vector128.Load(from + stride);
            ZipLow(a, b).Store(packed);
            ZipHigh(a, b).Store(packed + width);
        }
        if (k < depth)
            (packed[0], packed[1]) = (from[0], from[stride]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> ZipLow(Vector128<double> x, Vector128<double> y) =>
        Sse2.IsSupported ? Sse2.UnpackLow(x, y) : AdvSimd.Arm64.ZipLow(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> ZipHigh(Vector128<double> x, Vector128<double> y) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(x, y) : AdvSimd.Arm64.ZipHigh(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipLow(Vector128<float> x, Vector128<float> y) =>
        Sse.IsSupported ? Sse.UnpackLow(x, y) : AdvSimd.Arm64.ZipLow(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipHigh(Vector128<float> x, Vector128<float> y) =>
        Sse.IsSupported ? Sse.UnpackHigh(x, y) : AdvSimd.Arm64.ZipHigh(x, y);
}
