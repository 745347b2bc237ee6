using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Szilard.Tensors.Kernels;

/// <summary>Unmanaged memory that starts on a cache line, so that no 64-byte load straddles two.</summary>
/// <typeparam name="T">The element, <c>float</c> or <c>double</c>.</typeparam>
public sealed unsafe class AlignedBuffer<T> : IDisposable
    where T : unmanaged
{
    private T* _start;

    /// <summary>Room for <paramref name="length"/> elements, not cleared.</summary>
    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        nuint bytes = (nuint)Math.Max(1, length) * (nuint)Unsafe.SizeOf<T>();
        _start = (T*)NativeMemory.AlignedAlloc(bytes, bytes < HugePages.Size ? 64 : (nuint)HugePages.Size);
        if (bytes >= HugePages.Size)
            HugePages.Advise(_start, bytes);
    }

    /// <summary>Frees the memory if nobody disposed of it.</summary>
    ~AlignedBuffer() => Free();

    /// <summary>How many elements there is room for.</summary>
    public int Length { get; }

    /// <summary>The elements.</summary>
    public Span<T> Span => new(_start, Length);

    /// <summary>The address of the first element, for kernels that run on several threads.</summary>
    public T* Pointer => _start;

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_start);
        _start = null;
    }
}
