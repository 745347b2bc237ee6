using System.Numerics;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>A function of one number, and its slope from argument and value.</summary>
internal interface IActivationFunction
{
    static abstract L Value<L, T>(L x, L slope)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    static abstract L Slope<L, T>(L x, L y, L slope)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

internal readonly struct IdentityFunction : IActivationFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Value<L, T>(L x, L slope)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Slope<L, T>(L x, L y, L slope)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => L.Constant(1);
}

/// <summary>x where x &gt; 0, else slope · x; a slope of 0 is ReLU. NaN stays NaN.</summary>
internal readonly struct RectifierFunction : IActivationFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Value<L, T>(L x, L slope)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        L zero = L.Constant(0);
        return L.MultiplyAdd(slope, L.Min(zero, x), L.Max(zero, x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Slope<L, T>(L x, L y, L slope)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        L.WhereGreater(x, L.Constant(0), L.Constant(1), slope);
}

/// <summary>x Φ(x) with Φ(x) = (1 + erf(x/√2))/2, and slope Φ(x) + x exp(−x²/2)/√(2π).</summary>
internal readonly struct GeluFunction : IActivationFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Value<L, T>(L x, L slope)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x * Normal<L, T>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Slope<L, T>(L x, L y, L slope)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        L density = L.Constant(0.39894228040143268) * L.ExpOfNonPositive(L.Constant(-0.5) * x * x);
        return L.MultiplyAdd(x, density, Normal<L, T>(x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Normal<L, T>(L x)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        L half = L.Constant(0.5);
        return L.MultiplyAdd(half, L.Erf(x * L.Constant(0.70710678118654752)), half);
    }
}

internal readonly struct TanhFunction : IActivationFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Value<L, T>(L x, L slope)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => L.Tanh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Slope<L, T>(L x, L y, L slope)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => L.MultiplySubtract(y, y, L.Constant(1));
}

internal readonly struct SigmoidFunction : IActivationFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Value<L, T>(L x, L slope)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => L.Sigmoid(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Slope<L, T>(L x, L y, L slope)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => L.MultiplySubtract(y, y, y);
}
