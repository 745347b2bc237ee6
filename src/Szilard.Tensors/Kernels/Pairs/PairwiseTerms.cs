using System.Numerics;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>What one coordinate of a pair adds to the distance or product, and for powers its
/// slope.</summary>
internal interface IPairTerm
{
    static abstract L Add<L, T>(L sum, L query, L key, L power)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>A term |x|^p of x = q − k, with its slope apart from the factor p: sign(x) |x|^(p−1).</summary>
internal interface IPowerTerm : IPairTerm
{
    static abstract L Slope<L, T>(L x, L power)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

internal readonly struct ProductTerm : IPairTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Add<L, T>(L sum, L query, L key, L power)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => L.MultiplyAdd(query, key, sum);
}

internal readonly struct SquareTerm : IPairTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Add<L, T>(L sum, L query, L key, L power)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        L x = query - key;
        return L.MultiplyAdd(x, x, sum);
    }
}

/// <summary>p = 1. The slope at 0 is 0, the middle of the subgradients, as PyTorch has it.</summary>
internal readonly struct AbsoluteTerm : IPowerTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Add<L, T>(L sum, L query, L key, L power)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => sum + L.Abs(query - key);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Slope<L, T>(L x, L power)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        L zero = L.Constant(0);
        return L.WhereGreater(L.Abs(x), zero, L.CopySign(L.Constant(1), x), zero);
    }
}

/// <summary>p = 3.</summary>
internal readonly struct CubeTerm : IPowerTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Add<L, T>(L sum, L query, L key, L power)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        L x = query - key;
        return L.MultiplyAdd(x * x, L.Abs(x), sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Slope<L, T>(L x, L power)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x * L.Abs(x);
}

/// <summary>p = 4.</summary>
internal readonly struct FourthPowerTerm : IPowerTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Add<L, T>(L sum, L query, L key, L power)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        L x = query - key, square = x * x;
        return L.MultiplyAdd(square, square, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Slope<L, T>(L x, L power)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x * (x * x);
}

/// <summary>Any p &gt; 1, through exp(p log |x|).</summary>
internal readonly struct AnyPowerTerm : IPowerTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Add<L, T>(L sum, L query, L key, L power)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => sum + Power<L, T>(query - key, power);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Slope<L, T>(L x, L power)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        L.CopySign(Power<L, T>(x, power - L.Constant(1)), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Power<L, T>(L x, L power)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        L size = L.Abs(x), zero = L.Constant(0);
        L value = L.Exp(power * L.Log(size));
        return L.WhereGreater(size, zero, value, size);
    }
}
