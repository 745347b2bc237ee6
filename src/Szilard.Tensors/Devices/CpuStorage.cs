using Szilard.Tensors.Kernels;

namespace Szilard.Tensors;

internal sealed class CpuStorage<T>(int length) : Storage(length), IDisposable
    where T : unmanaged
{
    private readonly AlignedBuffer<T> _buffer = new(length);

    public Span<T> Span => _buffer.Span;

    public AlignedBuffer<T> Buffer => _buffer;

    public void Dispose() => _buffer.Dispose();
}
