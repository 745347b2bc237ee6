using System.Numerics;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>A stretch of synapses: their levels are read once, made into differences, and carried through the
/// instants a register at a time.</summary>
internal unsafe struct SynapseRange<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ResponseMap<T> _map;
    private readonly T[][] _levels;
    private readonly T* _target;
    private readonly int _start, _count;

    public SynapseRange(ResponseMap<T> map, T[][] levels, T* target, int start, int count)
    {
        (_map, _levels, _start, _count) = (map, levels, start, count);
        _target = target;
    }

    public T Threshold { get; init; }

    /// <summary>Below this bound of |u| nothing is worked out.</summary>
    public float Silence { get; init; }

    public T Factor { get; init; }

    public readonly (double Changed, double Updated) Run<TFunction>(LaneWidth width)
        where TFunction : struct, ISynapseFunction
    {
        (double Changed, double Updated) counts = default;
        int at = 0;
        if (width == LaneWidth.Bits512)
            at = Registers<Lanes512<T>, TFunction>(at, ref counts);
        if (width == LaneWidth.Bits256)
            at = Registers<Lanes256<T>, TFunction>(at, ref counts);
        Registers<Lanes1<T>, TFunction>(at, ref counts);
        return counts;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly int Registers<L, TFunction>(int at, ref (double Changed, double Updated) counts)
        where L : struct, ILanes<L, T>
        where TFunction : struct, ISynapseFunction
    {
        T* differences = stackalloc T[_map.Levels * L.Width];
        SynapseStep<T> step = new(_map, Threshold, Silence);
        L changed = default, updated = default, one = L.Constant(1), factor = L.All(Factor);
        for (; at <= _count - L.Width; at += L.Width)
        {
            L largest = Differences<L>(at, differences);
            L sum = step.Integral<L, TFunction>(differences, largest) * factor;
            L.Store(sum, _target + _start + at);
            changed += L.WhereGreater(largest, default, one, default);
            updated += L.WhereGreater(L.Abs(sum), default, one, default);
        }
        counts = (counts.Changed + L.Sum(changed), counts.Updated + L.Sum(updated));
        return at;
    }

    /// <summary>s₀ and the steps between levels; returns the largest step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly L Differences<L>(int at, T* differences)
        where L : struct, ILanes<L, T>
    {
        L before = Load<L>(0, at), largest = default;
        L.Store(before, differences);
        for (int l = 1; l < _map.Levels; l++)
        {
            L next = Load<L>(l, at), difference = next - before;
            L.Store(difference, differences + (l * L.Width));
            largest = L.Max(largest, L.Abs(difference));
            before = next;
        }
        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly L Load<L>(int level, int at)
        where L : struct, ILanes<L, T>
    {
        fixed (T* from = &_levels[level][_start + at])
            return L.Load(from);
    }
}
