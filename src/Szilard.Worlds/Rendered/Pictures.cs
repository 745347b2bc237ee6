using Szilard.Tensors.Kernels;

namespace Szilard.Worlds.Rendered;

/// <summary>Draws the pictures of a batch, several at once.</summary>
internal static class Pictures
{
    /// <summary>Pictures per piece of work; fixed, so that the number of threads decides nothing.</summary>
    private const int Chunk = 16;

    /// <summary>Square colour pictures, each in bytes of its own.</summary>
    /// <param name="workers">Who shares them out; null works on the calling thread.</param>
    /// <param name="count">How many.</param>
    /// <param name="side">Pixels of a side.</param>
    /// <param name="painter">Makes a painter for a piece of work, which writes the picture of an
    /// index.</param>
    public static ImageObservations Paint(Workers? workers, int count, int side, Func<Painter> painter)
    {
        int item = side * side * 3, chunks = (count + Chunk - 1) / Chunk;
        var store = new byte[checked((long)count * item)];
        if (workers is not null)
            workers.Run(chunks, Work);
        for (int chunk = 0; workers is null && chunk < chunks; chunk++)
            Work(chunk);
        return new ImageObservations(store, [.. Enumerable.Range(0, count)], side, side, 3);

        void Work(int chunk)
        {
            Painter paint = painter();
            for (int i = chunk * Chunk; i < Math.Min((chunk + 1) * Chunk, count); i++)
                paint(i, store.AsSpan(i * item, item));
        }
    }

    /// <summary>Writes one picture, side × side × 3.</summary>
    public delegate void Painter(int index, Span<byte> picture);
}
