using System.Numerics;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>Sums of x.</summary>
internal readonly unsafe struct SumStep<T>(T* x) : IColumnStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void At<L>(long element, int place, T* sums)
        where L : struct, ILanes<L, T> => L.Store(L.Load(sums + place) + L.Load(x + element), sums + place);
}

/// <summary>Sums of x − shift and of (x − shift)².</summary>
internal readonly unsafe struct MomentStep<T>(T* x, T* shift, int period) : IColumnStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void At<L>(long element, int place, T* sums)
        where L : struct, ILanes<L, T>
    {
        T* squares = sums + period;
        L d = L.Load(x + element) - L.Load(shift + place);
        L.Store(L.Load(sums + place) + d, sums + place);
        L.Store(L.MultiplyAdd(d, d, L.Load(squares + place)), squares + place);
    }
}

/// <summary>y = f((x − mean) · factor + shift), f leaky with the given slope.</summary>
internal readonly unsafe struct NormaliseStep<T>(T* x, T* mean, T* factor, T* shift, T slope, T* y)
    : IColumnStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void At<L>(long element, int place, T* sums)
        where L : struct, ILanes<L, T>
    {
        L centred = L.Load(x + element) - L.Load(mean + place);
        L value = L.MultiplyAdd(centred, L.Load(factor + place), L.Load(shift + place));
        L.Store(RectifierFunction.Value<L, T>(value, L.All(slope)), y + element);
    }
}

/// <summary>What flows back through normalisation and activation: g = f′ ∂L/∂y and x̂.</summary>
internal readonly unsafe struct BackwardSource<T>(T* x, T* y, T* gradientY, T* mean, T* inverse, T slope)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load<L>(long element, int place, out L gradient, out L normalised)
        where L : struct, ILanes<L, T>
    {
        L local = L.All(slope);
        if (y != null)
            local = RectifierFunction.Slope<L, T>(L.Load(y + element), local, local);
        gradient = L.Load(gradientY + element) * local;
        normalised = (L.Load(x + element) - L.Load(mean + place)) * L.Load(inverse + place);
    }
}

/// <summary>Sums of g and of g x̂: the gradients of shift and scale.</summary>
internal readonly unsafe struct BackwardSumStep<T>(BackwardSource<T> source, int period) : IColumnStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void At<L>(long element, int place, T* sums)
        where L : struct, ILanes<L, T>
    {
        T* products = sums + period;
        source.Load(element, place, out L g, out L normalised);
        L.Store(L.Load(sums + place) + g, sums + place);
        L.Store(L.MultiplyAdd(g, normalised, L.Load(products + place)), products + place);
    }
}

/// <summary>∂L/∂x = factor · (g − mean of g − x̂ · mean of g x̂).</summary>
internal readonly unsafe struct BackwardStep<T>(
    BackwardSource<T> source, T* factor, T* meanGradient, T* meanProduct, T* gradientX) : IColumnStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void At<L>(long element, int place, T* sums)
        where L : struct, ILanes<L, T>
    {
        source.Load(element, place, out L g, out L normalised);
        L centred = g - L.Load(meanGradient + place);
        L rest = L.MultiplySubtract(normalised, L.Load(meanProduct + place), centred);
        L.Store(rest * L.Load(factor + place), gradientX + element);
    }
}
