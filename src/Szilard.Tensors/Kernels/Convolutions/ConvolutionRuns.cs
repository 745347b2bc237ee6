using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Szilard.Tensors.Kernels;

/// <summary>Copying, clearing and adding of the short runs of neighbours that convolutions are made of; a
/// call into the base library would cost as much as the work.</summary>
internal static unsafe class ConvolutionRuns
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy<T>(T* from, T* to, int count)
        where T : unmanaged
    {
        int i = 0;
        for (; Vector512.IsHardwareAccelerated && i + Vector512<T>.Count <= count; i += Vector512<T>.Count)
            Vector512.Load(from + i).Store(to + i);
        for (; i + Vector256<T>.Count <= count; i += Vector256<T>.Count)
            Vector256.Load(from + i).Store(to + i);
        for (; i < count; i++)
            to[i] = from[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Clear<T>(T* to, int count)
        where T : unmanaged
    {
        int i = 0;
        for (; Vector512.IsHardwareAccelerated && i + Vector512<T>.Count <= count; i += Vector512<T>.Count)
            Vector512<T>.Zero.Store(to + i);
        for (; i + Vector256<T>.Count <= count; i += Vector256<T>.Count)
            Vector256<T>.Zero.Store(to + i);
        for (; i < count; i++)
            to[i] = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<T>(T* from, T* to, int count)
        where T : unmanaged, INumberBase<T>
    {
        int i = 0;
        for (; Vector512.IsHardwareAccelerated && i + Vector512<T>.Count <= count; i += Vector512<T>.Count)
            (Vector512.Load(to + i) + Vector512.Load(from + i)).Store(to + i);
        for (; i + Vector256<T>.Count <= count; i += Vector256<T>.Count)
            (Vector256.Load(to + i) + Vector256.Load(from + i)).Store(to + i);
        for (; i < count; i++)
            to[i] += from[i];
    }
}
