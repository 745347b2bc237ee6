using System.Numerics;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>The samples of <see cref="NarrowRelaxation"/>.</summary>
internal sealed unsafe class NarrowSteps<T>(
    NarrowPair<T> pair, NarrowPace<T> pace, int steps, T* drive, T* pull, T stiffness, T* wide,
    T* narrow)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Outputs = NarrowPair<T>.MostOutputs, Block = NarrowPair<T>.Block;
    private readonly int _padded = (pair.Wide + Block - 1) / Block * Block;

    /// <summary>Relaxes samples <paramref name="from"/> … <paramref name="to"/> − 1.</summary>
    public T Run(LaneWidth width, int from, int to)
    {
        // Weights and units lie on cache lines here: a load across two of them costs twice as much.
        AlignedBuffer<T> room = Scratch<T>.Rent((Outputs + 2) * _padded);
        pair.Packed.CopyTo(room.Span);
        T largest = T.Zero;
        for (int sample = from; sample < to; sample++)
        {
            largest = T.Max(largest, width switch
            {
                LaneWidth.Bits512 => Sample<Lanes512<T>>(sample, room.Pointer),
                LaneWidth.Bits256 => Sample<Lanes256<T>>(sample, room.Pointer),
                _ => Sample<Lanes1<T>>(sample, room.Pointer),
            });
        }
        Scratch<T>.Return(room);
        return largest;
    }

    /// <summary>All steps of one sample.</summary>
    private T Sample<L>(int sample, T* room)
        where L : struct, ILanes<L, T>
    {
        T* h = room + (Outputs * _padded), d = h + _padded;
        T* y = stackalloc T[Outputs], sums = stackalloc T[Outputs];
        Span<T> units = new(wide + ((nint)sample * pair.Wide), pair.Wide);
        Span<T> outputs = new(narrow + (sample * pair.Narrow), pair.Narrow);
        Fill(units, h, _padded);
        Fill(new Span<T>(drive + ((nint)sample * pair.Wide), pair.Wide), d, _padded);
        Fill(outputs, y, Outputs);
        T largest = T.Zero;
        for (int step = 0; step < steps; step++)
        {
            largest = T.Max(Wide<L>(room, h, d, y, sums), Narrow(sample, y, sums));
            if (largest == T.Zero)
                break; // where nothing moves nothing ever will
        }
        new ReadOnlySpan<T>(h, pair.Wide).CopyTo(units);
        new ReadOnlySpan<T>(y, pair.Narrow).CopyTo(outputs);
        return largest;
    }

    /// <summary>Zeros beyond the last unit: weights are zero there too.</summary>
    private static void Fill(ReadOnlySpan<T> values, T* to, int length)
    {
        Span<T> all = new(to, length);
        values.CopyTo(all);
        all[values.Length..].Clear();
    }

    /// <summary>Moves the wide units and gathers what the narrow ones get from them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private T Wide<L>(T* weights, T* h, T* d, T* y, T* sums)
        where L : struct, ILanes<L, T>
    {
        L y0 = L.All(y[0]), y1 = L.All(y[1]), y2 = L.All(y[2]), y3 = L.All(y[3]), y4 = L.All(y[4]);
        L y5 = L.All(y[5]), y6 = L.All(y[6]), y7 = L.All(y[7]), y8 = L.All(y[8]), y9 = L.All(y[9]);
        L s0 = default, s1 = default, s2 = default, s3 = default, s4 = default;
        L s5 = default, s6 = default, s7 = default, s8 = default, s9 = default, largest = default;
        L epsilon = L.All(pace.Step);
        bool alternating = pace.Alternating;
        int end = _padded;
        for (int at = 0; at < end; at += L.Width)
        {
            T* w = weights + ((nint)(at & -Block) * Outputs) + (at & (Block - 1));
            L unit = L.Load(h + at);
            L f = L.MultiplyAdd(y0, L.Load(w), L.Load(d + at)), g = y1 * L.Load(w + Block);
            f = L.MultiplyAdd(y2, L.Load(w + (2 * Block)), f);
            g = L.MultiplyAdd(y3, L.Load(w + (3 * Block)), g);
            f = L.MultiplyAdd(y4, L.Load(w + (4 * Block)), f);
            g = L.MultiplyAdd(y5, L.Load(w + (5 * Block)), g);
            f = L.MultiplyAdd(y6, L.Load(w + (6 * Block)), f);
            g = L.MultiplyAdd(y7, L.Load(w + (7 * Block)), g);
            f = L.MultiplyAdd(y8, L.Load(w + (8 * Block)), f);
            g = L.MultiplyAdd(y9, L.Load(w + (9 * Block)), g);
            L moved = L.MultiplyAdd(epsilon, f + g - unit, unit);
            moved = L.Min(L.Constant(1), L.Max(default, moved));
            largest = L.Max(largest, L.Abs(moved - unit));
            L.Store(moved, h + at);
            // Weights are loaded again: they are near, and ten registers more would not fit.
            L seen = alternating ? moved : unit;
            s0 = L.MultiplyAdd(seen, L.Load(w), s0);
            s1 = L.MultiplyAdd(seen, L.Load(w + Block), s1);
            s2 = L.MultiplyAdd(seen, L.Load(w + (2 * Block)), s2);
            s3 = L.MultiplyAdd(seen, L.Load(w + (3 * Block)), s3);
            s4 = L.MultiplyAdd(seen, L.Load(w + (4 * Block)), s4);
            s5 = L.MultiplyAdd(seen, L.Load(w + (5 * Block)), s5);
            s6 = L.MultiplyAdd(seen, L.Load(w + (6 * Block)), s6);
            s7 = L.MultiplyAdd(seen, L.Load(w + (7 * Block)), s7);
            s8 = L.MultiplyAdd(seen, L.Load(w + (8 * Block)), s8);
            s9 = L.MultiplyAdd(seen, L.Load(w + (9 * Block)), s9);
        }
        Put(s0, s1, s2, s3, s4, sums);
        Put(s5, s6, s7, s8, s9, sums + 5);
        return L.Greatest(largest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<L>(L s0, L s1, L s2, L s3, L s4, T* sums)
        where L : struct, ILanes<L, T>
    {
        sums[0] = T.CreateTruncating(L.Sum(s0));
        sums[1] = T.CreateTruncating(L.Sum(s1));
        sums[2] = T.CreateTruncating(L.Sum(s2));
        sums[3] = T.CreateTruncating(L.Sum(s3));
        sums[4] = T.CreateTruncating(L.Sum(s4));
    }

    /// <summary>Moves the narrow units.</summary>
    private T Narrow(int sample, T* y, T* sums)
    {
        ReadOnlySpan<T> bias = pair.Bias;
        T* own = pull + ((nint)sample * bias.Length);
        T largest = T.Zero;
        for (int c = 0; c < bias.Length; c++)
        {
            T force = bias[c] + sums[c] - y[c];
            if (pull != null)
                force -= own[c] + (stiffness * y[c]);
            T moved = y[c] + (pace.Step * force);
            if (pace.Clips)
                moved = T.MinNative(T.One, T.MaxNative(T.Zero, moved));
            largest = T.MaxNative(largest, T.Abs(moved - y[c]));
            y[c] = moved;
        }
        return largest;
    }
}
