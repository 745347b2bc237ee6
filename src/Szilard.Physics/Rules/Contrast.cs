using System.Numerics;
using System.Numerics.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Rules;

/// <summary>Rules that are sums over clamps, Σ_c weight_c·∂E/∂θ|c. They have no threshold: everything
/// moves.</summary>
internal static class Contrast
{
    /// <summary>From currents.</summary>
    public static Activity Weighted<T>(
        ReadOnlySpan<double> weights, IReadOnlyList<T[]> currents, Span<T> estimate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Combine(weights, currents, 1, estimate);
        return new Activity(estimate.Length, estimate.Length);
    }

    /// <summary>From outer products: their sum is one.</summary>
    public static Activity Weighted<T>(
        ReadOnlySpan<double> weights, OuterCurrents<T> currents, Span<T> estimate, Workers workers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var above = new T[currents.Above[0].Length];
        Combine(weights, currents.Above, -1.0 / currents.Samples, above);
        SparseProduct.Outer(
            workers, currents.Samples, currents.Columns, currents.Rows, currents.Below, above, estimate);
        return new Activity(estimate.Length, estimate.Length);
    }

    /// <summary>Opposite weights are taken as a difference first: currents agree in most of their
    /// digits.</summary>
    private static void Combine<T>(
        ReadOnlySpan<double> weights, IReadOnlyList<T[]> terms, double factor, Span<T> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (weights[0] == -weights[1])
            TensorPrimitives.Subtract(terms[1], terms[0], sum);
        else
            TensorPrimitives.Add(terms[1], terms[0], sum);
        TensorPrimitives.Multiply(sum, T.CreateTruncating(weights[1] * factor), sum);
    }
}
