using System.Numerics;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>What is done at one place of a table.</summary>
internal unsafe interface IColumnStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Works on a register full from the number <paramref name="element"/> on.</summary>
    /// <param name="element">Where in the table.</param>
    /// <param name="place">Where in the period, for numbers that belong to columns.</param>
    /// <param name="sums">One running sum per place of the period, then the next kind of sum.</param>
    void At<L>(long element, int place, T* sums)
        where L : struct, ILanes<L, T>;
}

/// <summary>Takes a step over a table, with or without sums for each column.</summary>
internal static unsafe class ColumnSweep
{
    /// <summary>Periods over which sums stay in single precision.</summary>
    private const int Burst = 16;

    /// <summary>Without sums.</summary>
    public static void Map<T, TStep>(LaneWidth width, Workers workers, ColumnPlan plan, TStep step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStep : struct, IColumnStep<T>
    {
        LaneWidth resolved = LaneWidths.Resolve<T>(width);
        workers.Run(plan.Chunks, chunk =>
        {
            long start = chunk * plan.ChunkLength, end = Math.Min(start + plan.ChunkLength, plan.Length);
            for (; start < end; start += plan.Period)
                Period(resolved, start, (int)Math.Min(plan.Period, end - start), step, (T*)null);
        });
    }

    /// <summary>With <paramref name="kinds"/> sums for each column, totals[kind · columns +
    /// column].</summary>
    public static void Sum<T, TStep>(
        LaneWidth width, Workers workers, ColumnPlan plan, int kinds, TStep step, double* totals)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStep : struct, IColumnStep<T>
    {
        LaneWidth resolved = LaneWidths.Resolve<T>(width);
        int each = kinds * plan.Columns;
        AlignedBuffer<double> room = Scratch<double>.Rent(plan.Chunks * each);
        double* partials = room.Pointer;
        workers.Run(plan.Chunks, chunk =>
            Chunk<T, TStep>(resolved, plan, chunk, kinds, step, partials + (chunk * each)));
        new Span<double>(totals, each).Clear();
        for (int chunk = 0; chunk < plan.Chunks; chunk++)
        {
            for (int i = 0; i < each; i++)
                totals[i] += partials[(chunk * each) + i];
        }
        Scratch<double>.Return(room);
    }

    private static void Chunk<T, TStep>(
        LaneWidth resolved, ColumnPlan plan, int chunk, int kinds, TStep step, double* partial)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStep : struct, IColumnStep<T>
    {
        AlignedBuffer<T> room = Scratch<T>.Rent(kinds * plan.Period);
        Span<T> sums = room.Span[..(kinds * plan.Period)];
        new Span<double>(partial, kinds * plan.Columns).Clear();
        sums.Clear();
        long start = chunk * plan.ChunkLength, end = Math.Min(start + plan.ChunkLength, plan.Length);
        for (int burst = 1; start < end; start += plan.Period, burst++)
        {
            Period(resolved, start, (int)Math.Min(plan.Period, end - start), step, room.Pointer);
            if (burst % Burst == 0 || start + plan.Period >= end)
                Flush(plan, sums, partial);
        }
        Scratch<T>.Return(room);
    }

    private static void Flush<T>(ColumnPlan plan, Span<T> sums, double* partial)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int kind = 0; kind * plan.Period < sums.Length; kind++)
        {
            double* to = partial + (kind * plan.Columns);
            Span<T> from = sums.Slice(kind * plan.Period, plan.Period);
            for (int row = 0; row < plan.Period; row += plan.Columns)
            {
                for (int c = 0; c < plan.Columns; c++)
                    to[c] += double.CreateTruncating(from[row + c]);
            }
        }
        sums.Clear();
    }

    private static void Period<T, TStep>(LaneWidth resolved, long start, int count, TStep step, T* sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStep : struct, IColumnStep<T>
    {
        int place = 0;
        if (resolved == LaneWidth.Bits512)
            place = Registers<Lanes512<T>, T, TStep>(start, place, count, step, sums);
        if (resolved == LaneWidth.Bits256)
            place = Registers<Lanes256<T>, T, TStep>(start, place, count, step, sums);
        Registers<Lanes1<T>, T, TStep>(start, place, count, step, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Registers<L, T, TStep>(long start, int place, int count, TStep step, T* sums)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStep : struct, IColumnStep<T>
    {
        for (; place <= count - L.Width; place += L.Width)
            step.At<L>(start + place, place, sums);
        return place;
    }
}
