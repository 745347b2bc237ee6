using System.Numerics.Tensors;

namespace Szilard.Thermodynamics.Composite;

/// <summary>Sums of exponentials in the logarithmic domain.</summary>
internal static class LogSum
{
    /// <summary>ln Σ e^x, without overflow; the values are overwritten. −∞ where all are.</summary>
    public static double Of(Span<double> values)
    {
        double most = TensorPrimitives.Max<double>(values);
        if (!double.IsFinite(most))
            return most;
        TensorPrimitives.Subtract<double>(values, most, values);
        TensorPrimitives.Exp<double>(values, values);
        return most + Math.Log(TensorPrimitives.Sum<double>(values));
    }
}
