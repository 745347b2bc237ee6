using System.Numerics;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>A summand of a row.</summary>
internal interface IRowTerm<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    L At<L>(long index)
        where L : struct, ILanes<L, T>;
}

/// <summary>Reductions of one row: single precision over 1024 numbers at a time, double beyond.</summary>
internal static unsafe class RowSums
{
    private const int Burst = 1024;

    public static double Sum<T, TTerm>(LaneWidth resolved, long length, TTerm term)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerm : struct, IRowTerm<T>
    {
        double sum = 0;
        long at = 0;
        if (resolved == LaneWidth.Bits512)
            at = Registers<Lanes512<T>, T, TTerm>(at, length, term, ref sum);
        if (resolved == LaneWidth.Bits256)
            at = Registers<Lanes256<T>, T, TTerm>(at, length, term, ref sum);
        Registers<Lanes1<T>, T, TTerm>(at, length, term, ref sum);
        return sum;
    }

    /// <summary>The greatest number, or NaN where there is one.</summary>
    public static double Greatest<T>(T* x, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> row = new(x, length);
        return double.CreateTruncating(System.Numerics.Tensors.TensorPrimitives.Max(row));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Registers<L, T, TTerm>(long at, long length, TTerm term, ref double total)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerm : struct, IRowTerm<T>
    {
        while (at <= length - L.Width)
        {
            long end = Math.Min(length, at + Burst);
            L sum = L.Constant(0);
            for (; at <= end - L.Width; at += L.Width)
                sum += term.At<L>(at);
            total += L.Sum(sum);
        }
        return at;
    }
}
