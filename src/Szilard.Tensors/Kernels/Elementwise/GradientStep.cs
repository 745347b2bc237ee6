using System.Numerics;
using System.Numerics.Tensors;

namespace Szilard.Tensors.Kernels;

/// <summary>Steps of plain arrays down an estimated gradient, shared out over a crew.</summary>
public static class GradientStep
{
    private const int Chunk = 1 << 14;

    /// <summary>Whether every value is finite and so is their sum, chunk by chunk.</summary>
    public static bool IsFinite<T>(Workers workers, T[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int chunks = Chunks(values);
        var finite = new bool[chunks];
        workers.Run(chunks, chunk =>
            finite[chunk] = T.IsFinite(TensorPrimitives.SumOfMagnitudes<T>(Part(values, chunk))));
        return !finite.Contains(false);
    }

    /// <summary>θ ← max(least, θ + factor·estimate).</summary>
    /// <param name="workers">The crew; the result does not depend on its size.</param>
    /// <param name="factor">Minus the rate.</param>
    /// <param name="estimate">The estimated gradient.</param>
    /// <param name="values">θ, updated; as long.</param>
    /// <param name="least">The least value allowed; −∞ where there is none.</param>
    /// <exception cref="ArgumentException">Two lengths.</exception>
    public static void Take<T>(Workers workers, T factor, T[] estimate, T[] values, T least)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (estimate.Length != values.Length)
            throw new ArgumentException($"{values.Length} values were given {estimate.Length} estimates.");
        workers.Run(Chunks(values), chunk =>
        {
            Span<T> part = Part(values, chunk);
            TensorPrimitives.MultiplyAdd(Part(estimate, chunk), factor, part, part);
            if (!T.IsNegativeInfinity(least))
                TensorPrimitives.Max(part, least, part);
        });
    }

    private static int Chunks<T>(T[] values) => (values.Length + Chunk - 1) / Chunk;

    private static Span<T> Part<T>(T[] values, int chunk) =>
        values.AsSpan(chunk * Chunk, Math.Min(Chunk, values.Length - (chunk * Chunk)));
}
