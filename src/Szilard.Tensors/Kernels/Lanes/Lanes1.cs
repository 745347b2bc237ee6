using System.Numerics;
using System.Runtime.CompilerServices;
using MathNet.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary>One number: every processor's version of a single-precision kernel, and the double one, whose
/// functions are those of the platform.</summary>
internal readonly unsafe struct Lanes1<T>(T number) : ILanes<Lanes1<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _number = number;

    public static int Width => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> Load(T* from) => new(*from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes1<T> value, T* to) => *to = value._number;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> All(T value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> Constant(double value) => new(T.CreateTruncating(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> operator +(Lanes1<T> left, Lanes1<T> right) => new(left._number + right._number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> operator -(Lanes1<T> left, Lanes1<T> right) => new(left._number - right._number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> operator *(Lanes1<T> left, Lanes1<T> right) => new(left._number * right._number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> operator /(Lanes1<T> left, Lanes1<T> right) => new(left._number / right._number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> operator -(Lanes1<T> value) => new(-value._number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> MultiplyAdd(Lanes1<T> a, Lanes1<T> b, Lanes1<T> c) =>
        new(T.FusedMultiplyAdd(a._number, b._number, c._number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> MultiplySubtract(Lanes1<T> a, Lanes1<T> b, Lanes1<T> c) =>
        new(T.FusedMultiplyAdd(-a._number, b._number, c._number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> Max(Lanes1<T> a, Lanes1<T> b) => a._number > b._number ? a : b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> Min(Lanes1<T> a, Lanes1<T> b) => a._number < b._number ? a : b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> Abs(Lanes1<T> value) => new(T.Abs(value._number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> Sqrt(Lanes1<T> value) => new(T.Sqrt(value._number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> Round(Lanes1<T> value) => new(T.Round(value._number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> PowerOfTwo(Lanes1<T> exponent)
    {
        int whole = int.CreateTruncating(exponent._number);
        return new(T.CreateTruncating(BitConverter.Int32BitsToSingle((whole + 127) << 23)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> WhereGreater(Lanes1<T> a, Lanes1<T> b, Lanes1<T> yes, Lanes1<T> no) =>
        a._number > b._number ? yes : no;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> CopySign(Lanes1<T> magnitude, Lanes1<T> sign) =>
        new(T.CopySign(magnitude._number, sign._number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Lanes1<T> value) => double.CreateTruncating(value._number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Greatest(Lanes1<T> value) => value._number;

    public static Lanes1<T> Exp(Lanes1<T> value) => typeof(T) == typeof(float)
        ? SinglePrecision.Exp<Lanes1<T>, T>(value) : new(T.Exp(value._number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> ExpOfNonPositive(Lanes1<T> value) => typeof(T) == typeof(float)
        ? SinglePrecision.ExpOfNonPositive<Lanes1<T>, T>(value) : new(T.Exp(value._number));

    public static Lanes1<T> Log(Lanes1<T> value) => new(T.Log(value._number));

    public static Lanes1<T> Erf(Lanes1<T> value) => typeof(T) == typeof(float)
        ? SinglePrecision.Erf<Lanes1<T>, T>(value)
        : new(T.CreateTruncating(SpecialFunctions.Erf(double.CreateTruncating(value._number))));

    public static Lanes1<T> Tanh(Lanes1<T> value) => typeof(T) == typeof(float)
        ? SinglePrecision.Tanh<Lanes1<T>, T>(value) : new(T.Tanh(value._number));

    public static Lanes1<T> Sigmoid(Lanes1<T> value)
    {
        if (typeof(T) == typeof(float))
            return SinglePrecision.Sigmoid<Lanes1<T>, T>(value);
        T small = T.Exp(-T.Abs(value._number));
        return new((T.IsNegative(value._number) ? small : T.One) / (T.One + small));
    }
}
