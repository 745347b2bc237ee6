using System.Numerics;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>What the passes of <see cref="TransportRows"/> do with each entry of a row.</summary>
internal static unsafe class TransportSteps
{
    /// <summary>x = exp(x − most), and that as a summand.</summary>
    internal readonly struct KeptExponential<T>(T* x, T most) : IRowTerm<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public L At<L>(long index)
            where L : struct, ILanes<L, T>
        {
            L value = L.ExpOfNonPositive(L.Load(x + index) - L.All(most));
            L.Store(value, x + index);
            return value;
        }
    }

    /// <summary>sums += share·x; kept = share·x where it is wanted.</summary>
    internal readonly struct Shared<T>(T* x, T share, T* sums, T* kept) : IElementStep<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<L>(long index)
            where L : struct, ILanes<L, T>
        {
            L value = L.Load(x + index) * L.All(share);
            L.Store(L.Load(sums + index) + value, sums + index);
            if (kept != null)
                L.Store(value, kept + index);
        }
    }

    /// <summary>most = max(most, scale·x + shift).</summary>
    internal readonly struct Greater<T>(T* x, T scale, T shift, T* most) : IElementStep<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<L>(long index)
            where L : struct, ILanes<L, T> =>
            L.Store(
                L.Max(L.MultiplyAdd(L.Load(x + index), L.All(scale), L.All(shift)), L.Load(most + index)),
                most + index);
    }

    /// <summary>sum += exp(scale·x + shift − most).</summary>
    internal readonly struct Grown<T>(T* x, T scale, T shift, T* most, T* sum) : IElementStep<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<L>(long index)
            where L : struct, ILanes<L, T>
        {
            L exponent = L.MultiplyAdd(L.Load(x + index), L.All(scale), L.All(shift)) - L.Load(most + index);
            L.Store(L.Load(sum + index) + L.ExpOfNonPositive(exponent), sum + index);
        }
    }
}
