using System.Numerics;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>g(u) in registers.</summary>
internal interface ISynapseFunction
{
    /// <summary>g(u) = 0 for all |u| &lt; θ, so that work below it can be left out.</summary>
    static abstract bool Silent { get; }

    static abstract L Value<L, T>(L u, L threshold)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

internal readonly struct HardThresholdFunction : ISynapseFunction
{
    public static bool Silent => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Value<L, T>(L u, L threshold)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        L.WhereGreater(threshold, L.Abs(u), default, u);
}

internal readonly struct SoftThresholdFunction : ISynapseFunction
{
    public static bool Silent => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Value<L, T>(L u, L threshold)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        u - L.Max(-threshold, L.Min(threshold, u));
}

internal readonly struct CubicFunction : ISynapseFunction
{
    public static bool Silent => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Value<L, T>(L u, L threshold)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        u * u * u / threshold;
}

internal readonly struct LinearFunction : ISynapseFunction
{
    public static bool Silent => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Value<L, T>(L u, L threshold)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => u;
}
