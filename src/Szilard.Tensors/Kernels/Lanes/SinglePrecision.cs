using System.Numerics;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>Elementary functions in single precision from multiplications and additions. The polynomials are
/// minimax fits (Lawson's algorithm in 30 digits) of the relative error, made for this project.</summary>
internal static class SinglePrecision
{
    /// <summary>exp x = 2ⁿ · exp r with n = round(x / ln 2), |r| ≤ ln 2 / 2; 2ⁿ in two factors, so that
    /// subnormal results come out rounded instead of zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Exp<L, T>(L x)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        x = L.Min(L.Constant(89), L.Max(L.Constant(-104), x));
        L n = L.Round(x * L.Constant(1.44269504088896341));
        L half = L.Round(n * L.Constant(0.5));
        return Mantissa<L, T>(x, n) * L.PowerOfTwo(half) * L.PowerOfTwo(n - half);
    }

    /// <summary>exp x for x ≤ 0, exactly zero below −70, where a term no longer counts beside one of size
    /// exp 0: products with it would be subnormal, and those cost a hundred cycles each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L ExpOfNonPositive<L, T>(L x)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        L n = L.Round(x * L.Constant(1.44269504088896341));
        L value = Mantissa<L, T>(x, n) * L.PowerOfTwo(n);
        return L.WhereGreater(L.Constant(-70), x, L.Constant(0), value);
    }

    /// <summary>|x| &lt; 0.625: x + x³ P(x²); above: 1 − 2 / (exp 2|x| + 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Tanh<L, T>(L x)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        L t = L.Abs(x), s = x * x, one = L.Constant(1);
        L p = L.MultiplyAdd(L.Constant(-0.005704978480935097), s, L.Constant(0.020639078691601753));
        p = L.MultiplyAdd(p, s, L.Constant(-0.05373971164226532));
        p = L.MultiplyAdd(p, s, L.Constant(0.13331441581249237));
        p = L.MultiplyAdd(p, s, L.Constant(-0.3333328068256378));
        L small = L.MultiplyAdd(p * s, x, x);
        L large = one - (L.Constant(2) / (Exp<L, T>(t + t) + one));
        return L.WhereGreater(t, L.Constant(0.625), L.CopySign(large, x), small);
    }

    /// <summary>1 / (1 + exp −x), with the exponential of −|x| on either side, so that it is as exact near
    /// zero as near one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Sigmoid<L, T>(L x)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        L one = L.Constant(1), small = Exp<L, T>(-L.Abs(x));
        return L.WhereGreater(L.Constant(0), x, small, one) / (one + small);
    }

    /// <summary>|x| &lt; 1: x + x P(x²); above: 1 − exp(−|x| − Q(|x|)), with |x| cut at 4, where erf is 1 to
    /// the last bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Erf<L, T>(L x)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        L s = x * x, one = L.Constant(1);
        L p = L.MultiplyAdd(L.Constant(7.853857823647559e-05), s, L.Constant(-0.0008010192541405559));
        p = L.MultiplyAdd(p, s, L.Constant(0.005188327748328447));
        p = L.MultiplyAdd(p, s, L.Constant(-0.026853810995817184));
        p = L.MultiplyAdd(p, s, L.Constant(0.1128358542919159));
        p = L.MultiplyAdd(p, s, L.Constant(-0.3761262595653534));
        p = L.MultiplyAdd(p, s, L.Constant(0.12837916612625122));
        L small = L.MultiplyAdd(p, x, x), t = L.Min(L.Constant(4), L.Abs(x));
        L exponent = L.MultiplyAdd(ErfExponent<L, T>(t), t, t) + L.Constant(0.00035370892146602273);
        L large = one - ExpOfNonPositive<L, T>(-exponent);
        return L.WhereGreater(L.Abs(x), one, L.CopySign(large, x), small);
    }

    /// <summary>(−log erfc t − t − Q₀) / t on [1, 4].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L ErfExponent<L, T>(L t)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        L q = L.MultiplyAdd(L.Constant(-0.0001855748996604234), t, L.Constant(0.0029396156314760447));
        q = L.MultiplyAdd(q, t, L.Constant(-0.021805351600050926));
        q = L.MultiplyAdd(q, t, L.Constant(0.10303743183612823));
        q = L.MultiplyAdd(q, t, L.Constant(0.6382256150245667));
        return L.MultiplyAdd(q, t, L.Constant(0.1270400732755661));
    }

    /// <summary>exp(x − n ln 2), with ln 2 in two parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Mantissa<L, T>(L x, L n)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        L r = L.MultiplySubtract(n, L.Constant(0.693145751953125), x);
        r = L.MultiplySubtract(n, L.Constant(1.42860677e-6), r);
        L p = L.MultiplyAdd(L.Constant(0.001381455804221332), r, L.Constant(0.008368736132979393));
        p = L.MultiplyAdd(p, r, L.Constant(0.04166838899254799));
        p = L.MultiplyAdd(p, r, L.Constant(0.1666652113199234));
        p = L.MultiplyAdd(p, r, L.Constant(0.4999999403953552));
        return L.MultiplyAdd(p * r, r, r) + L.Constant(1);
    }
}
