using System.Numerics;
using System.Numerics.Tensors;

namespace Szilard.Physics.Rules;

/// <summary>Differences of currents.</summary>
internal static class Contrast
{
    /// <summary>estimate ← factor·(clamped − free).</summary>
    public static Activity Scaled<T>(
        ReadOnlySpan<T> clamped, ReadOnlySpan<T> free, double factor, Span<T> estimate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Subtract(clamped, free, estimate);
        TensorPrimitives.Multiply(estimate, T.CreateTruncating(factor), estimate);
        long moved = estimate.Length - estimate.Count(T.Zero);
        return new Activity(moved, moved);
    }
}
