using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Szilard.Tensors.Kernels;

/// <summary>The tiles of <see cref="SynapseOuter"/>.</summary>
internal sealed unsafe class SynapseTiles<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ResponseMap<T> _map;
    private readonly SparseColumns<T> _below;
    private readonly T[][] _above;
    private readonly int _samples, _columns, _steps;
    private readonly T* _target;

    public SynapseTiles(
        ResponseMap<T> map, SparseColumns<T> below, IReadOnlyList<T[]> above, int samples, int columns,
        T* target)
    {
        (_map, _below, _above, _samples, _columns) = (map, below, [.. above], samples, columns);
        _steps = (map.Levels - 1 + 3) / 4 * 4;
        _target = target;
    }

    public T Threshold { get; init; }

    /// <summary>Below this bound of |u| nothing is worked out.</summary>
    public float Silence { get; init; }

    public T Factor { get; init; }

    public T Scale { get; init; }

    private int Rows => _below.Start.Length - 1;

    public (long Changed, long Updated) Run(Workers workers, LaneWidth width, SynapseNonlinearity function) =>
        width switch
        {
            LaneWidth.Bits512 => Run<Lanes512<T>>(workers, function),
            LaneWidth.Bits256 => Run<Lanes256<T>>(workers, function),
            _ => Run<Lanes1<T>>(workers, function),
        };

    private (long Changed, long Updated) Run<L>(Workers workers, SynapseNonlinearity function)
        where L : struct, ILanes<L, T>
    {
        int tiles = (_columns + L.Width - 1) / L.Width;
        var counts = new (double Changed, double Updated)[tiles];
        workers.Run(tiles, tile => counts[tile] = function switch
        {
            SynapseNonlinearity.HardThreshold => Tile<L, HardThresholdFunction>(tile),
            SynapseNonlinearity.SoftThreshold => Tile<L, SoftThresholdFunction>(tile),
            SynapseNonlinearity.Cubic => Tile<L, CubicFunction>(tile),
            SynapseNonlinearity.Linear => Tile<L, LinearFunction>(tile),
            _ => throw new ArgumentOutOfRangeException(nameof(function), function, "No such nonlinearity."),
        });
        return ((long)counts.Sum(c => c.Changed), (long)counts.Sum(c => c.Updated));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (double Changed, double Updated) Tile<L, TFunction>(int tile)
        where L : struct, ILanes<L, T>
        where TFunction : struct, ISynapseFunction
    {
        int first = tile * L.Width, lanes = Math.Min(L.Width, _columns - first),
            stride = (_steps + 1) * L.Width;
        AlignedBuffer<T> room = Scratch<T>.Rent(((_samples + 1) * stride) + L.Width);
        T* above = room.Pointer, differences = above + (_samples * stride), edge = differences + stride;
        Pack(first, lanes, L.Width, new Span<T>(above, _samples * stride));
        SynapseStep<T> step = new(_map, Threshold, Silence);
        L changed = default, updated = default, one = L.Constant(1), factor = L.All(Factor);
        for (int row = 0; row < Rows; row++)
        {
            L largest = Differences<L>(row, above, differences);
            L sum = step.Integral<L, TFunction>(differences, largest) * factor;
            T* to = _target + ((long)row * _columns) + first;
            L.Store(sum, lanes == L.Width ? to : edge);
            if (lanes < L.Width)
                new ReadOnlySpan<T>(edge, lanes).CopyTo(new Span<T>(to, lanes));
            changed += L.WhereGreater(largest, default, one, default);
            updated += L.WhereGreater(L.Abs(sum), default, one, default);
        }
        Scratch<T>.Return(room);
        return (L.Sum(changed), L.Sum(updated));
    }

    /// <summary>For each sample the first level of the units of a tile, then their steps between levels,
    /// then zeros up to a multiple of four steps, and zeros beyond the last unit.</summary>
    private void Pack(int first, int lanes, int width, Span<T> packed)
    {
        packed.Clear();
        for (int b = 0; b < _samples; b++)
        {
            Span<T> sample = packed.Slice(b * (_steps + 1) * width, (_steps + 1) * width);
            int from = (b * _columns) + first;
            for (int j = 0; j < lanes; j++)
                sample[j] = _above[0][from + j] * Scale;
            for (int l = 1; l < _map.Levels; l++)
            {
                Span<T> step = sample.Slice(l * width, lanes);
                TensorPrimitives.Subtract(_above[l].AsSpan(from, lanes), _above[l - 1].AsSpan(from, lanes),
                    step);
                TensorPrimitives.Multiply(step, Scale, step);
            }
        }
    }

    /// <summary>The first level and the steps of one row of synapses; returns the largest step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private L Differences<L>(int row, T* above, T* differences)
        where L : struct, ILanes<L, T>
    {
        int begin = _below.Start[row], end = _below.Start[row + 1];
        L largest = default;
        if (_map.ReachOfLevel[0] > 0)
            L.Store(Level<L>(begin, end, above), differences);
        else
            L.Store(default, differences);
        for (int i = 1; i <= _steps; i += 4)
            largest = Four(begin, end, above + (i * L.Width), differences + (i * L.Width), largest);
        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private L Four<L>(int begin, int end, T* above, T* differences, L largest)
        where L : struct, ILanes<L, T>
    {
        L d0 = default, d1 = default, d2 = default, d3 = default;
        nint stride = (nint)(_steps + 1) * L.Width;
        ref int sample = ref MemoryMarshal.GetArrayDataReference(_below.Row);
        ref T value = ref MemoryMarshal.GetArrayDataReference(_below.Value);
        for (int entry = begin; entry < end; entry++)
        {
            L x = L.All(Unsafe.Add(ref value, entry));
            T* at = above + (Unsafe.Add(ref sample, entry) * stride);
            d0 = L.MultiplyAdd(x, L.Load(at), d0);
            d1 = L.MultiplyAdd(x, L.Load(at + L.Width), d1);
            d2 = L.MultiplyAdd(x, L.Load(at + (2 * L.Width)), d2);
            d3 = L.MultiplyAdd(x, L.Load(at + (3 * L.Width)), d3);
        }
        L.Store(d0, differences);
        L.Store(d1, differences + L.Width);
        L.Store(d2, differences + (2 * L.Width));
        L.Store(d3, differences + (3 * L.Width));
        largest = L.Max(L.Max(largest, L.Abs(d0)), L.Abs(d1));
        return L.Max(L.Max(largest, L.Abs(d2)), L.Abs(d3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private L Level<L>(int begin, int end, T* above)
        where L : struct, ILanes<L, T>
    {
        L level = default;
        nint stride = (nint)(_steps + 1) * L.Width;
        for (int entry = begin; entry < end; entry++)
        {
            L units = L.Load(above + (_below.Row[entry] * stride));
            level = L.MultiplyAdd(L.All(_below.Value[entry]), units, level);
        }
        return level;
    }
}
