using System.Numerics;
using System.Numerics.Tensors;

namespace Szilard.Tensors.Kernels;

/// <summary>Sums along one axis, their opposite, and the transpose.</summary>
internal static class Reductions
{
    private const int Block = 1024;

    /// <summary>y[o, i] ← factor·Σ_c x[o, c, i]. Long sums are taken block by block and joined in
    /// double, always in the same order.</summary>
    public static void Sum<T>(int outer, int count, int inner, T factor, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int o = 0; o < outer; o++)
        {
            ReadOnlySpan<T> slab = x.Slice(o * count * inner, count * inner);
            Span<T> sums = y.Slice(o * inner, inner);
            if (inner == 1)
                sums[0] = T.CreateTruncating(Total(slab));
            else
                Columns(slab, sums);
            if (factor != T.One)
                TensorPrimitives.Multiply(sums, factor, sums);
        }
    }

    public static void Spread<T>(int outer, int count, int inner, T factor, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int o = 0; o < outer; o++)
        {
            Span<T> slab = y.Slice(o * count * inner, count * inner);
            if (inner == 1)
            {
                slab.Fill(factor * x[o]);
                continue;
            }
            TensorPrimitives.Multiply(x.Slice(o * inner, inner), factor, slab[..inner]);
            for (int c = 1; c < count; c++)
                slab[..inner].CopyTo(slab[(c * inner)..]);
        }
    }

    public static void Transpose<T>(int rows, int columns, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
    {
        const int Tile = 32;
        for (int i0 = 0; i0 < rows; i0 += Tile)
        {
            for (int j0 = 0; j0 < columns; j0 += Tile)
            {
                for (int i = i0; i < Math.Min(i0 + Tile, rows); i++)
                    for (int j = j0; j < Math.Min(j0 + Tile, columns); j++)
                        y[(j * rows) + i] = x[(i * columns) + j];
            }
        }
    }

    private static double Total<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double total = 0;
        for (; x.Length > Block; x = x[Block..])
            total += double.CreateTruncating(TensorPrimitives.Sum(x[..Block]));
        return total + double.CreateTruncating(TensorPrimitives.Sum(x));
    }

    private static void Columns<T>(ReadOnlySpan<T> x, Span<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int inner = sums.Length;
        double[] totals = new double[inner];
        T[] partial = new T[inner];
        while (!x.IsEmpty)
        {
            int rows = Math.Min(Block, x.Length / inner);
            partial.AsSpan().Clear();
            for (int r = 0; r < rows; r++)
                TensorPrimitives.Add(partial, x.Slice(r * inner, inner), partial);
            for (int i = 0; i < inner; i++)
                totals[i] += double.CreateTruncating(partial[i]);
            x = x[(rows * inner)..];
        }
        for (int i = 0; i < inner; i++)
            sums[i] = T.CreateTruncating(totals[i]);
    }
}
