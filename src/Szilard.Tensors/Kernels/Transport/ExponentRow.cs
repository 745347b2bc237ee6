using System.Numerics;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>One row of exponents scale·x + shift, and the greatest of them, in one walk.</summary>
internal static unsafe class ExponentRow
{
    /// <summary>Writes the row; the greatest exponent.</summary>
    /// <param name="width">Of the registers.</param>
    /// <param name="length">K.</param>
    /// <param name="x">Energies.</param>
    /// <param name="scale">−β.</param>
    /// <param name="shift">One for each column, or null for none.</param>
    /// <param name="to">K, overwritten.</param>
    public static T Write<T>(LaneWidth width, int length, T* x, T scale, T* shift, T* to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T most = T.NegativeInfinity;
        long at = 0;
        if (width == LaneWidth.Bits512)
            at = Walk<Lanes512<T>, T>(length, x, scale, shift, to, at, ref most);
        if (width == LaneWidth.Bits256)
            at = Walk<Lanes256<T>, T>(length, x, scale, shift, to, at, ref most);
        Walk<Lanes1<T>, T>(length, x, scale, shift, to, at, ref most);
        return most;
    }

    /// <summary>Two registers at a time, so that one maximum need not wait for the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Walk<L, T>(int length, T* x, T scale, T* shift, T* to, long at, ref T most)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        L factor = L.All(scale), even = L.All(most), odd = even;
        for (; at <= length - (2 * L.Width); at += 2 * L.Width)
        {
            even = L.Max(Keep(x + at, factor, shift == null ? null : shift + at, to + at), even);
            long next = at + L.Width;
            odd = L.Max(Keep(x + next, factor, shift == null ? null : shift + next, to + next), odd);
        }
        for (; at <= length - L.Width; at += L.Width)
            even = L.Max(Keep(x + at, factor, shift == null ? null : shift + at, to + at), even);
        most = L.Greatest(L.Max(even, odd));
        return at;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static L Keep(T* from, L factor, T* shift, T* to)
        {
            L value = shift == null
                ? L.Load(from) * factor
                : L.MultiplyAdd(L.Load(from), factor, L.Load(shift));
            L.Store(value, to);
            return value;
        }
    }
}
