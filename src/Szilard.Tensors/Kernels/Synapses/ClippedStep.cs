using System.Numerics;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>One explicit step of units that relax towards their input and stay within [0, 1].</summary>
public static unsafe class ClippedStep
{
    /// <summary>s ← clip(s + ε(f − s), 0, 1).</summary>
    /// <param name="step">ε.</param>
    /// <param name="input">f.</param>
    /// <param name="state">s, updated.</param>
    /// <returns>The largest movement of a unit.</returns>
    /// <exception cref="ArgumentException">Two lengths.</exception>
    public static T Take<T>(T step, ReadOnlySpan<T> input, Span<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Take(LaneWidth.Widest, step, input, state);

    internal static T Take<T>(LaneWidth width, T step, ReadOnlySpan<T> input, Span<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (input.Length != state.Length)
            throw new ArgumentException($"{state.Length} units were given {input.Length} inputs.");
        LaneWidth resolved = LaneWidths.Resolve<T>(width);
        T largest = T.Zero;
        int at = 0;
        fixed (T* f = input, s = state)
        {
            if (resolved == LaneWidth.Bits512)
                at = Registers<Lanes512<T>, T>(step, f, s, at, state.Length, ref largest);
            if (resolved == LaneWidth.Bits256)
                at = Registers<Lanes256<T>, T>(step, f, s, at, state.Length, ref largest);
            Registers<Lanes1<T>, T>(step, f, s, at, state.Length, ref largest);
        }
        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Registers<L, T>(T step, T* input, T* state, int at, int end, ref T largest)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        L epsilon = L.All(step), zero = default, one = L.Constant(1), most = L.All(largest);
        for (; at <= end - L.Width; at += L.Width)
        {
            L s = L.Load(state + at);
            L moved = L.MultiplyAdd(epsilon, L.Load(input + at) - s, s);
            moved = L.Min(one, L.Max(zero, moved));
            most = L.Max(most, L.Abs(moved - s));
            L.Store(moved, state + at);
        }
        largest = L.Greatest(most);
        return at;
    }
}
