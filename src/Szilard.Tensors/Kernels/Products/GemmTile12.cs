using System.Numerics;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>A tile of 12 rows by one or two registers of columns: 24 sums stay in registers,
/// and the operands fit beside them in the 32 that there are.</summary>
internal readonly unsafe struct GemmTile12<T, TVector, TLanes> : IGemmTile<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : struct, IGemmLanes<T, TVector>
{
    public static int Rows => 12;

    public static int Lanes => TLanes.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rectify(T* values, int count, T slope)
    {
        TVector factor = TLanes.Broadcast(&slope);
        int i = 0;
        for (; i + TLanes.Count <= count; i += TLanes.Count)
            TLanes.Store(TLanes.Rectify(TLanes.Load(values + i), factor), values + i);
        for (; i < count; i++)
            values[i] = GemmLanesScalar<T>.Rectify(values[i], slope);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Double(
        nint depth, T* a, nint row, nint step, T* b, GemmStart<T> start, T* c, nint stride)
    {
        T* from = start.Row;
        TVector c0 = TLanes.LoadSum(from), d0 = TLanes.LoadSum(from + TLanes.Count);
        from += start.Stride;
        TVector c1 = TLanes.LoadSum(from), d1 = TLanes.LoadSum(from + TLanes.Count);
        from += start.Stride;
        TVector c2 = TLanes.LoadSum(from), d2 = TLanes.LoadSum(from + TLanes.Count);
        from += start.Stride;
        TVector c3 = TLanes.LoadSum(from), d3 = TLanes.LoadSum(from + TLanes.Count);
        from += start.Stride;
        TVector c4 = TLanes.LoadSum(from), d4 = TLanes.LoadSum(from + TLanes.Count);
        from += start.Stride;
        TVector c5 = TLanes.LoadSum(from), d5 = TLanes.LoadSum(from + TLanes.Count);
        from += start.Stride;
        TVector c6 = TLanes.LoadSum(from), d6 = TLanes.LoadSum(from + TLanes.Count);
        from += start.Stride;
        TVector c7 = TLanes.LoadSum(from), d7 = TLanes.LoadSum(from + TLanes.Count);
        from += start.Stride;
        TVector c8 = TLanes.LoadSum(from), d8 = TLanes.LoadSum(from + TLanes.Count);
        from += start.Stride;
        TVector c9 = TLanes.LoadSum(from), d9 = TLanes.LoadSum(from + TLanes.Count);
        from += start.Stride;
        TVector c10 = TLanes.LoadSum(from), d10 = TLanes.LoadSum(from + TLanes.Count);
        from += start.Stride;
        TVector c11 = TLanes.LoadSum(from), d11 = TLanes.LoadSum(from + TLanes.Count);
        T* a3 = a + (3 * row), a6 = a3 + (3 * row), a9 = a6 + (3 * row);
        for (; depth > 0; depth--, b += 2 * TLanes.Count)
        {
            TVector x, y = TLanes.Load(b), z = TLanes.Load(b + TLanes.Count);
            x = TLanes.Broadcast(a);
            c0 = TLanes.MultiplyAdd(x, y, c0);
            d0 = TLanes.MultiplyAdd(x, z, d0);
            x = TLanes.Broadcast(a + row);
            c1 = TLanes.MultiplyAdd(x, y, c1);
            d1 = TLanes.MultiplyAdd(x, z, d1);
            x = TLanes.Broadcast(a + (2 * row));
            c2 = TLanes.MultiplyAdd(x, y, c2);
            d2 = TLanes.MultiplyAdd(x, z, d2);
            x = TLanes.Broadcast(a3);
            c3 = TLanes.MultiplyAdd(x, y, c3);
            d3 = TLanes.MultiplyAdd(x, z, d3);
            x = TLanes.Broadcast(a3 + row);
            c4 = TLanes.MultiplyAdd(x, y, c4);
            d4 = TLanes.MultiplyAdd(x, z, d4);
            x = TLanes.Broadcast(a3 + (2 * row));
            c5 = TLanes.MultiplyAdd(x, y, c5);
            d5 = TLanes.MultiplyAdd(x, z, d5);
            x = TLanes.Broadcast(a6);
            c6 = TLanes.MultiplyAdd(x, y, c6);
            d6 = TLanes.MultiplyAdd(x, z, d6);
            x = TLanes.Broadcast(a6 + row);
            c7 = TLanes.MultiplyAdd(x, y, c7);
            d7 = TLanes.MultiplyAdd(x, z, d7);
            x = TLanes.Broadcast(a6 + (2 * row));
            c8 = TLanes.MultiplyAdd(x, y, c8);
            d8 = TLanes.MultiplyAdd(x, z, d8);
            x = TLanes.Broadcast(a9);
            c9 = TLanes.MultiplyAdd(x, y, c9);
            d9 = TLanes.MultiplyAdd(x, z, d9);
            x = TLanes.Broadcast(a9 + row);
            c10 = TLanes.MultiplyAdd(x, y, c10);
            d10 = TLanes.MultiplyAdd(x, z, d10);
            x = TLanes.Broadcast(a9 + (2 * row));
            c11 = TLanes.MultiplyAdd(x, y, c11);
            d11 = TLanes.MultiplyAdd(x, z, d11);
            a += step;
            a3 += step;
            a6 += step;
            a9 += step;
        }
        TLanes.Store(c0, c);
        TLanes.Store(d0, c + TLanes.Count);
        c += stride;
        TLanes.Store(c1, c);
        TLanes.Store(d1, c + TLanes.Count);
        c += stride;
        TLanes.Store(c2, c);
        TLanes.Store(d2, c + TLanes.Count);
        c += stride;
        TLanes.Store(c3, c);
        TLanes.Store(d3, c + TLanes.Count);
        c += stride;
        TLanes.Store(c4, c);
        TLanes.Store(d4, c + TLanes.Count);
        c += stride;
        TLanes.Store(c5, c);
        TLanes.Store(d5, c + TLanes.Count);
        c += stride;
        TLanes.Store(c6, c);
        TLanes.Store(d6, c + TLanes.Count);
        c += stride;
        TLanes.Store(c7, c);
        TLanes.Store(d7, c + TLanes.Count);
        c += stride;
        TLanes.Store(c8, c);
        TLanes.Store(d8, c + TLanes.Count);
        c += stride;
        TLanes.Store(c9, c);
        TLanes.Store(d9, c + TLanes.Count);
        c += stride;
        TLanes.Store(c10, c);
        TLanes.Store(d10, c + TLanes.Count);
        c += stride;
        TLanes.Store(c11, c);
        TLanes.Store(d11, c + TLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Single(
        nint depth, T* a, nint row, nint step, T* b, GemmStart<T> start, T* c, nint stride)
    {
        T* from = start.Row;
        TVector c0 = TLanes.LoadSum(from);
        from += start.Stride;
        TVector c1 = TLanes.LoadSum(from);
        from += start.Stride;
        TVector c2 = TLanes.LoadSum(from);
        from += start.Stride;
        TVector c3 = TLanes.LoadSum(from);
        from += start.Stride;
        TVector c4 = TLanes.LoadSum(from);
        from += start.Stride;
        TVector c5 = TLanes.LoadSum(from);
        from += start.Stride;
        TVector c6 = TLanes.LoadSum(from);
        from += start.Stride;
        TVector c7 = TLanes.LoadSum(from);
        from += start.Stride;
        TVector c8 = TLanes.LoadSum(from);
        from += start.Stride;
        TVector c9 = TLanes.LoadSum(from);
        from += start.Stride;
        TVector c10 = TLanes.LoadSum(from);
        from += start.Stride;
        TVector c11 = TLanes.LoadSum(from);
        T* a3 = a + (3 * row), a6 = a3 + (3 * row), a9 = a6 + (3 * row);
        for (; depth > 0; depth--, b += TLanes.Count)
        {
            TVector x, y = TLanes.Load(b);
            x = TLanes.Broadcast(a);
            c0 = TLanes.MultiplyAdd(x, y, c0);
            x = TLanes.Broadcast(a + row);
            c1 = TLanes.MultiplyAdd(x, y, c1);
            x = TLanes.Broadcast(a + (2 * row));
            c2 = TLanes.MultiplyAdd(x, y, c2);
            x = TLanes.Broadcast(a3);
            c3 = TLanes.MultiplyAdd(x, y, c3);
            x = TLanes.Broadcast(a3 + row);
            c4 = TLanes.MultiplyAdd(x, y, c4);
            x = TLanes.Broadcast(a3 + (2 * row));
            c5 = TLanes.MultiplyAdd(x, y, c5);
            x = TLanes.Broadcast(a6);
            c6 = TLanes.MultiplyAdd(x, y, c6);
            x = TLanes.Broadcast(a6 + row);
            c7 = TLanes.MultiplyAdd(x, y, c7);
            x = TLanes.Broadcast(a6 + (2 * row));
            c8 = TLanes.MultiplyAdd(x, y, c8);
            x = TLanes.Broadcast(a9);
            c9 = TLanes.MultiplyAdd(x, y, c9);
            x = TLanes.Broadcast(a9 + row);
            c10 = TLanes.MultiplyAdd(x, y, c10);
            x = TLanes.Broadcast(a9 + (2 * row));
            c11 = TLanes.MultiplyAdd(x, y, c11);
            a += step;
            a3 += step;
            a6 += step;
            a9 += step;
        }
        TLanes.Store(c0, c);
        c += stride;
        TLanes.Store(c1, c);
        c += stride;
        TLanes.Store(c2, c);
        c += stride;
        TLanes.Store(c3, c);
        c += stride;
        TLanes.Store(c4, c);
        c += stride;
        TLanes.Store(c5, c);
        c += stride;
        TLanes.Store(c6, c);
        c += stride;
        TLanes.Store(c7, c);
        c += stride;
        TLanes.Store(c8, c);
        c += stride;
        TLanes.Store(c9, c);
        c += stride;
        TLanes.Store(c10, c);
        c += stride;
        TLanes.Store(c11, c);
    }
}
