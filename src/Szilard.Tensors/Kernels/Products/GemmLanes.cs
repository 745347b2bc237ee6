using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Szilard.Tensors.Kernels;

/// <summary>The six things a micro-kernel does with a register of <typeparamref name="T"/>.</summary>
internal unsafe interface IGemmLanes<T, TVector>
    where T : unmanaged
{
    /// <summary>Values per register.</summary>
    static abstract int Count { get; }

    static abstract TVector Load(T* from);

    static abstract TVector Broadcast(T* from);

    /// <summary>Sums to go on from.</summary>
    static abstract TVector LoadSum(T* from);

    static abstract void Store(TVector value, T* to);

    /// <summary>x · y + sum, in one rounding where the hardware can.</summary>
    static abstract TVector MultiplyAdd(TVector x, TVector y, TVector sum);

    /// <summary>x where x ≥ 0 or x is not a number, slope · x elsewhere, and 0 there if the slope is 0.
    /// </summary>
    static abstract TVector Rectify(TVector x, TVector slope);
}

/// <summary>Registers of 512 bits (AVX-512).</summary>
internal readonly unsafe struct GemmLanes512<T> : IGemmLanes<T, Vector512<T>>
    where T : unmanaged
{
    public static int Count => Vector512<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(T* from) => Vector512.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Broadcast(T* from) => Vector512.Create(*from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LoadSum(T* from) => Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<T> value, T* to) => value.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd(Vector512<T> x, Vector512<T> y, Vector512<T> sum) =>
        typeof(T) == typeof(float)
            ? Vector512.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), sum.AsSingle()).As<float, T>()
            : Vector512.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), sum.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Rectify(Vector512<T> x, Vector512<T> slope)
    {
        Vector512<T> zero = Vector512<T>.Zero;
        Vector512<T> scaled = Vector512.ConditionalSelect(Vector512.Equals(slope, zero), zero, x * slope);
        return Vector512.ConditionalSelect(Vector512.LessThan(x, zero), scaled, x);
    }
}

/// <summary>Registers of 256 bits (AVX2).</summary>
internal readonly unsafe struct GemmLanes256<T> : IGemmLanes<T, Vector256<T>>
    where T : unmanaged
{
    public static int Count => Vector256<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load(T* from) => Vector256.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Broadcast(T* from) => Vector256.Create(*from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadSum(T* from) => Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<T> value, T* to) => value.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MultiplyAdd(Vector256<T> x, Vector256<T> y, Vector256<T> sum) =>
        typeof(T) == typeof(float)
            ? Vector256.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), sum.AsSingle()).As<float, T>()
            : Vector256.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), sum.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Rectify(Vector256<T> x, Vector256<T> slope)
    {
        Vector256<T> zero = Vector256<T>.Zero;
        Vector256<T> scaled = Vector256.ConditionalSelect(Vector256.Equals(slope, zero), zero, x * slope);
        return Vector256.ConditionalSelect(Vector256.LessThan(x, zero), scaled, x);
    }
}

/// <summary>Registers of 128 bits (SSE, NEON).</summary>
internal readonly unsafe struct GemmLanes128<T> : IGemmLanes<T, Vector128<T>>
    where T : unmanaged
{
    public static int Count => Vector128<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Load(T* from) => Vector128.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Broadcast(T* from) => Vector128.Create(*from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> LoadSum(T* from) => Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<T> value, T* to) => value.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> MultiplyAdd(Vector128<T> x, Vector128<T> y, Vector128<T> sum) =>
        typeof(T) == typeof(float)
            ? Vector128.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), sum.AsSingle()).As<float, T>()
            : Vector128.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), sum.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Rectify(Vector128<T> x, Vector128<T> slope)
    {
        Vector128<T> zero = Vector128<T>.Zero;
        Vector128<T> scaled = Vector128.ConditionalSelect(Vector128.Equals(slope, zero), zero, x * slope);
        return Vector128.ConditionalSelect(Vector128.LessThan(x, zero), scaled, x);
    }
}

/// <summary>One value at a time, for machines without vectors.</summary>
internal readonly unsafe struct GemmLanesScalar<T> : IGemmLanes<T, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load(T* from) => *from;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Broadcast(T* from) => *from;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LoadSum(T* from) => *from;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T value, T* to) => *to = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MultiplyAdd(T x, T y, T sum) => T.MultiplyAddEstimate(x, y, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Rectify(T x, T slope) => x < T.Zero ? (T.IsZero(slope) ? T.Zero : x * slope) : x;
}
