using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Szilard.Tensors.Kernels;

/// <summary>Registers of 512 bits (AVX-512BW) of pairs: each element of A and B holds two whole numbers of 16
/// bits, each sum one of 32, which is rounded to a number in single precision when it is stored.</summary>
internal readonly unsafe struct GemmLanesShort512 : IGemmLanes<float, Vector512<float>>
{
    public static int Count => Vector512<float>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* from) => Vector512.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Broadcast(float* from) => Vector512.Create(*from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadSum(float* from) =>
        Vector512.ConvertToInt32Native(Vector512.Load(from)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> value, float* to) =>
        Vector512.ConvertToSingle(value.AsInt32()).Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(
        Vector512<float> x, Vector512<float> y, Vector512<float> sum) =>
        (sum.AsInt32() + Avx512BW.MultiplyAddAdjacent(x.AsInt16(), y.AsInt16())).AsSingle();

    /// <summary>Whole numbers are given no activation.</summary>
    public static Vector512<float> Rectify(Vector512<float> x, Vector512<float> slope) =>
        throw new NotSupportedException();
}

/// <summary>The same with registers of 256 bits (AVX2).</summary>
internal readonly unsafe struct GemmLanesShort256 : IGemmLanes<float, Vector256<float>>
{
    public static int Count => Vector256<float>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* from) => Vector256.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Broadcast(float* from) => Vector256.Create(*from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadSum(float* from) =>
        Vector256.ConvertToInt32Native(Vector256.Load(from)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> value, float* to) =>
        Vector256.ConvertToSingle(value.AsInt32()).Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(
        Vector256<float> x, Vector256<float> y, Vector256<float> sum) =>
        (sum.AsInt32() + Avx2.MultiplyAddAdjacent(x.AsInt16(), y.AsInt16())).AsSingle();

    /// <summary>Whole numbers are given no activation.</summary>
    public static Vector256<float> Rectify(Vector256<float> x, Vector256<float> slope) =>
        throw new NotSupportedException();
}
