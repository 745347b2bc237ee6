using System.Numerics;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>What is done at one place of arrays that are worked through number by number.</summary>
internal interface IElementStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Works on the numbers from <paramref name="index"/> on, one register full.</summary>
    void At<L>(long index)
        where L : struct, ILanes<L, T>;
}

/// <summary>Takes a step over a range: in chunks of 16 384 numbers shared by the threads, each chunk in
/// registers and its tail one by one.</summary>
internal static class ElementRange
{
    private const int Chunk = 1 << 14;

    public static void Run<T, TStep>(LaneWidth width, Workers workers, long length, TStep step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStep : struct, IElementStep<T>
    {
        LaneWidth resolved = LaneWidths.Resolve<T>(width);
        if (length <= Chunk)
        {
            Part<T, TStep>(resolved, 0, length, step);
            return;
        }
        workers.Run((int)((length + Chunk - 1) / Chunk), chunk =>
        {
            long start = (long)chunk * Chunk;
            Part<T, TStep>(resolved, start, Math.Min(start + Chunk, length), step);
        });
    }

    /// <summary>One stretch on the calling thread.</summary>
    public static void Part<T, TStep>(LaneWidth resolved, long start, long end, TStep step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStep : struct, IElementStep<T>
    {
        if (resolved == LaneWidth.Bits512)
            start = Registers<Lanes512<T>, T, TStep>(start, end, step);
        if (resolved == LaneWidth.Bits256)
            start = Registers<Lanes256<T>, T, TStep>(start, end, step);
        Registers<Lanes1<T>, T, TStep>(start, end, step);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Registers<L, T, TStep>(long start, long end, TStep step)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStep : struct, IElementStep<T>
    {
        for (; start <= end - L.Width; start += L.Width)
            step.At<L>(start);
        return start;
    }
}
