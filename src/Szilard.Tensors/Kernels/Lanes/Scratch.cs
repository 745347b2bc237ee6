namespace Szilard.Tensors.Kernels;

/// <summary>Room for intermediate numbers, taken from a small pool that each thread keeps, so that a kernel
/// in steady state allocates nothing.</summary>
internal static class Scratch<T>
    where T : unmanaged
{
    private const int Kept = 6;

    [ThreadStatic]
    private static AlignedBuffer<T>?[]? s_free;

    /// <summary>A buffer of at least <paramref name="length"/> elements, not cleared; give it back with
    /// <see cref="Return"/> on the same thread.</summary>
    public static AlignedBuffer<T> Rent(int length)
    {
        AlignedBuffer<T>?[] free = s_free ??= new AlignedBuffer<T>?[Kept];
        int best = -1;
        for (int i = 0; i < free.Length; i++)
        {
            if (free[i] is { } buffer && buffer.Length >= length
                && (best < 0 || buffer.Length < free[best]!.Length))
                best = i;
        }
        if (best < 0)
            return new AlignedBuffer<T>(length);
        AlignedBuffer<T> found = free[best]!;
        free[best] = null;
        return found;
    }

    /// <summary>Keeps the buffer for the next caller; the smallest goes when there are too many.</summary>
    public static void Return(AlignedBuffer<T> buffer)
    {
        AlignedBuffer<T>?[] free = s_free ??= new AlignedBuffer<T>?[Kept];
        int smallest = 0;
        for (int i = 0; i < free.Length; i++)
        {
            if ((free[i]?.Length ?? -1) < (free[smallest]?.Length ?? -1))
                smallest = i;
        }
        if (free[smallest] is { } kept && kept.Length >= buffer.Length)
        {
            buffer.Dispose();
            return;
        }
        free[smallest]?.Dispose();
        free[smallest] = buffer;
    }
}
