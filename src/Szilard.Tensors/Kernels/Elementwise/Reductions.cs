using System.Numerics;
using System.Numerics.Tensors;

namespace Szilard.Tensors.Kernels;

/// <summary>Sums along one axis, their opposite, and the transpose.</summary>
internal static unsafe class Reductions
{
    private const int Block = 1024, SlabBlock = 64, SmallTable = 1 << 14;

    /// <summary>y[o, i] ← factor·Σ_c x[o, c, i]. Long sums are taken block by block and joined in
    /// double, always in the same order.</summary>
    public static void Sum<T>(Workers workers, int outer, int count, int inner, T factor, T* x, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> sums = new(y, outer * inner);
        if (inner == 1)
            Rows(count, new ReadOnlySpan<T>(x, outer * count), sums);
        else if (outer == 1 && (long)count * inner > SmallTable)
            Columns(workers, count, x, sums);
        else
            workers.Run(outer, o => Slab(count, inner, x + ((long)o * count * inner), y + ((long)o * inner)));
        if (factor != T.One)
            TensorPrimitives.Multiply(sums, factor, sums);
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

    private static void Rows<T>(int count, ReadOnlySpan<T> x, Span<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int row = 0; row < sums.Length; row++)
            sums[row] = T.CreateTruncating(Total(x.Slice(row * count, count)));
    }

    private static double Total<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double total = 0;
        for (; x.Length > Block; x = x[Block..])
            total += double.CreateTruncating(TensorPrimitives.Sum(x[..Block]));
        return total + double.CreateTruncating(TensorPrimitives.Sum(x));
    }

    private static void Columns<T>(Workers workers, int rows, T* x, Span<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        AlignedBuffer<double> room = Scratch<double>.Rent(sums.Length);
        ColumnPlan plan = new(rows, sums.Length);
        ColumnSweep.Sum<T, SumStep<T>>(LaneWidth.Widest, workers, plan, 1, new SumStep<T>(x), room.Pointer);
        TensorPrimitives.ConvertTruncating<double, T>(room.Span[..sums.Length], sums);
        Scratch<double>.Return(room);
    }

    /// <summary>The rows of one slab joined: in blocks first, then the blocks, which keeps rounding errors
    /// small.</summary>
    private static void Slab<T>(int rows, int columns, T* x, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        AlignedBuffer<T> room = Scratch<T>.Rent(columns);
        Span<T> block = room.Span[..columns], sums = new(y, columns);
        sums.Clear();
        for (int row = 0; row < rows; x += columns)
        {
            if (row % SlabBlock == 0)
                block.Clear();
            TensorPrimitives.Add(block, new ReadOnlySpan<T>(x, columns), block);
            if (++row % SlabBlock == 0 || row == rows)
                TensorPrimitives.Add(sums, block, sums);
        }
        Scratch<T>.Return(room);
    }
}
