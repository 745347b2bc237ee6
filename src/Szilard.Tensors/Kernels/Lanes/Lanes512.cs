using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Szilard.Tensors.Kernels;

/// <summary>512 bits: 16 singles.</summary>
internal readonly unsafe struct Lanes512<T>(Vector512<T> lanes) : ILanes<Lanes512<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector512<T> _lanes = lanes;

    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<T>.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Load(T* from) => new(Vector512.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes512<T> value, T* to) => value._lanes.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> All(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Constant(double value) => typeof(T) == typeof(float)
        ? new(Vector512.Create((float)value).As<float, T>())
        : new(Vector512.Create(value).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator +(Lanes512<T> left, Lanes512<T> right) =>
        new(left._lanes + right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> left, Lanes512<T> right) =>
        new(left._lanes - right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator *(Lanes512<T> left, Lanes512<T> right) =>
        new(left._lanes * right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator /(Lanes512<T> left, Lanes512<T> right) =>
        new(left._lanes / right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> value) => new(-value._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MultiplyAdd(Lanes512<T> a, Lanes512<T> b, Lanes512<T> c) =>
        typeof(T) == typeof(float)
            ? new(Vector512.FusedMultiplyAdd(
                a._lanes.As<T, float>(), b._lanes.As<T, float>(), c._lanes.As<T, float>()).As<float, T>())
            : new(Vector512.FusedMultiplyAdd(
                a._lanes.As<T, double>(), b._lanes.As<T, double>(), c._lanes.As<T, double>())
                .As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MultiplySubtract(Lanes512<T> a, Lanes512<T> b, Lanes512<T> c) =>
        MultiplyAdd(-a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Max(Lanes512<T> a, Lanes512<T> b) =>
        new(Vector512.MaxNative(a._lanes, b._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Min(Lanes512<T> a, Lanes512<T> b) =>
        new(Vector512.MinNative(a._lanes, b._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Abs(Lanes512<T> value) => new(Vector512.Abs(value._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Sqrt(Lanes512<T> value) => new(Vector512.Sqrt(value._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Round(Lanes512<T> value) =>
        new(Vector512.Round(value._lanes.As<T, float>()).As<float, T>());

    /// <summary>Writes n + 127 into the exponent's bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> PowerOfTwo(Lanes512<T> exponent)
    {
        Vector512<int> whole = Vector512.ConvertToInt32Native(exponent._lanes.As<T, float>());
        return new(Vector512.ShiftLeft(whole + Vector512.Create(127), 23).As<int, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> WhereGreater(Lanes512<T> a, Lanes512<T> b, Lanes512<T> yes, Lanes512<T> no) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(a._lanes, b._lanes), yes._lanes, no._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> CopySign(Lanes512<T> magnitude, Lanes512<T> sign) =>
        new(Vector512.ConditionalSelect(
            Vector512.Create(T.NegativeZero), sign._lanes, magnitude._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Lanes512<T> value) =>
        double.CreateTruncating(Vector512.Sum(value._lanes));

    public static T Greatest(Lanes512<T> value)
    {
        Vector256<T> half = Vector256.MaxNative(value._lanes.GetLower(), value._lanes.GetUpper());
        Vector128<T> quarter = Vector128.MaxNative(half.GetLower(), half.GetUpper());
        T greatest = quarter[0];
        for (int i = 1; i < Vector128<T>.Count; i++)
            greatest = T.MaxNative(greatest, quarter[i]);
        return greatest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Exp(Lanes512<T> value) => SinglePrecision.Exp<Lanes512<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> ExpOfNonPositive(Lanes512<T> value) =>
        SinglePrecision.ExpOfNonPositive<Lanes512<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Log(Lanes512<T> value) =>
        new(Vector512.Log(value._lanes.As<T, float>()).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Erf(Lanes512<T> value) => SinglePrecision.Erf<Lanes512<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Tanh(Lanes512<T> value) => SinglePrecision.Tanh<Lanes512<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Sigmoid(Lanes512<T> value) => SinglePrecision.Sigmoid<Lanes512<T>, T>(value);
}
