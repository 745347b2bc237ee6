using System.Numerics;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>The blocks of columns of <see cref="SparseProduct"/>.</summary>
/// <param name="sparse">X, column by column.</param>
/// <param name="samples">Rows of X and of <paramref name="above"/>.</param>
/// <param name="n">Columns of <paramref name="above"/> and <paramref name="below"/>.</param>
/// <param name="above">One row for each sample.</param>
/// <param name="below">One row for each column of X.</param>
internal sealed unsafe class SparseBlocks<T>(SparseColumns<T> sparse, int samples, int n, T* above, T* below)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Stripe = 64, Near = 8192, Widest = 256, RowBlocks = 4;
    private readonly int _rows = sparse.Start.Length - 1;

    // Columns at a time, so that what belongs to the samples stays in the first cache.
    private readonly int _columns = Math.Clamp(Near / samples / Stripe * Stripe, Stripe, Widest);

    private int Blocks => (n + _columns - 1) / _columns;

    /// <summary>above ← above + X·below.</summary>
    public void Scatter(Workers workers, LaneWidth width) => workers.Run(Blocks, block =>
    {
        AlignedBuffer<T> room = Scratch<T>.Rent((samples + 1) * _columns);
        Pack(block, room.Pointer);
        switch (width)
        {
            case LaneWidth.Bits512:
                Scatter<Lanes512<T>>(block, room.Pointer);
                break;
            case LaneWidth.Bits256:
                Scatter<Lanes256<T>>(block, room.Pointer);
                break;
            default:
                Scatter<Lanes1<T>>(block, room.Pointer);
                break;
        }
        for (int s = 0; s < samples; s++)
            room.Span.Slice(s * _columns, Lanes(block)).CopyTo(Row(above, s, block));
        Scratch<T>.Return(room);
    });

    /// <summary>below ← Xᵀ·above.</summary>
    public void Gather(Workers workers, LaneWidth width) => workers.Run(Blocks * RowBlocks, chunk =>
    {
        (int block, int part) = (chunk / RowBlocks, chunk % RowBlocks);
        (int from, int to) = (_rows * part / RowBlocks, _rows * (part + 1) / RowBlocks);
        AlignedBuffer<T> room = Scratch<T>.Rent((samples + 1) * _columns);
        Pack(block, room.Pointer);
        switch (width)
        {
            case LaneWidth.Bits512:
                Gather<Lanes512<T>>(block, from, to, room.Pointer);
                break;
            case LaneWidth.Bits256:
                Gather<Lanes256<T>>(block, from, to, room.Pointer);
                break;
            default:
                Gather<Lanes1<T>>(block, from, to, room.Pointer);
                break;
        }
        Scratch<T>.Return(room);
    });

    private int Lanes(int block) => Math.Min(_columns, n - (block * _columns));

    private Span<T> Row(T* matrix, int row, int block) =>
        new(matrix + ((nint)row * n) + (block * _columns), Lanes(block));

    /// <summary>The units above in this block, one sample after the other, zeros beyond the last
    /// column.</summary>
    private void Pack(int block, T* packed)
    {
        Span<T> all = new(packed, (samples + 1) * _columns);
        if (Lanes(block) < _columns)
            all.Clear();
        for (int s = 0; s < samples; s++)
            Row(above, s, block).CopyTo(all[(s * _columns)..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Gather<L>(int block, int from, int to, T* packed)
        where L : struct, ILanes<L, T>
    {
        int w = L.Width, lanes = Lanes(block), end = (lanes + (4 * w) - 1) / (4 * w) * 4 * w;
        T* edge = packed + ((nint)samples * _columns);
        fixed (int* start = sparse.Start, sample = sparse.Row)
        fixed (T* value = sparse.Value)
        {
            for (int k = from; k < to; k++)
            {
                T* row = end > lanes ? edge : below + ((nint)k * n) + (block * _columns);
                for (int at = 0; at < end; at += 4 * w)
                {
                    L s0 = default, s1 = default, s2 = default, s3 = default;
                    for (int entry = start[k]; entry < start[k + 1]; entry++)
                    {
                        T* units = packed + ((nint)sample[entry] * _columns) + at;
                        L x = L.All(value[entry]);
                        s0 = L.MultiplyAdd(x, L.Load(units), s0);
                        s1 = L.MultiplyAdd(x, L.Load(units + w), s1);
                        s2 = L.MultiplyAdd(x, L.Load(units + (2 * w)), s2);
                        s3 = L.MultiplyAdd(x, L.Load(units + (3 * w)), s3);
                    }
                    L.Store(s0, row + at);
                    L.Store(s1, row + at + w);
                    L.Store(s2, row + at + (2 * w));
                    L.Store(s3, row + at + (3 * w));
                }
                if (row == edge)
                    new ReadOnlySpan<T>(edge, lanes).CopyTo(Row(below, k, block));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Scatter<L>(int block, T* packed)
        where L : struct, ILanes<L, T>
    {
        int w = L.Width, lanes = Lanes(block), end = (lanes + (4 * w) - 1) / (4 * w) * 4 * w;
        T* edge = packed + ((nint)samples * _columns);
        fixed (int* start = sparse.Start, sample = sparse.Row)
        fixed (T* value = sparse.Value)
        {
            for (int k = 0; k < _rows; k++)
            {
                if (start[k] == start[k + 1])
                    continue;
                T* row = below + ((nint)k * n) + (block * _columns);
                if (end > lanes)
                {
                    Row(below, k, block).CopyTo(new Span<T>(edge, lanes));
                    row = edge;
                }
                for (int at = 0; at < end; at += 4 * w)
                {
                    L b0 = L.Load(row + at), b1 = L.Load(row + at + w);
                    L b2 = L.Load(row + at + (2 * w)), b3 = L.Load(row + at + (3 * w));
                    for (int entry = start[k]; entry < start[k + 1]; entry++)
                    {
                        T* units = packed + ((nint)sample[entry] * _columns) + at;
                        L x = L.All(value[entry]);
                        L.Store(L.MultiplyAdd(x, b0, L.Load(units)), units);
                        L.Store(L.MultiplyAdd(x, b1, L.Load(units + w)), units + w);
                        L.Store(L.MultiplyAdd(x, b2, L.Load(units + (2 * w))), units + (2 * w));
                        L.Store(L.MultiplyAdd(x, b3, L.Load(units + (3 * w))), units + (3 * w));
                    }
                }
            }
        }
    }
}
