using System.Numerics;
using System.Numerics.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Networks.Hopfield;

/// <summary>The energy of a layered network.</summary>
internal static class HopfieldEnergy
{
    /// <summary>½Σ|s_l|² − Σ b_l·s_l − Σ s_{l−1} W_l s_l with s₀ = x, averaged over the batch, in
    /// double.</summary>
    public static double Of<T>(HopfieldWiring<T> wiring, HopfieldState<T> state, ReadOnlySpan<T> inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] below = Doubles(inputs);
        double total = 0.5 * TensorPrimitives.SumOfSquares<double>(below);
        using Workers alone = new(1);
        for (int l = 0; l < wiring.Layers; l++)
        {
            double[] units = Doubles<T>(state.Layers[l]), field = new double[units.Length];
            SpanProduct.Multiply(
                alone, state.Count, wiring.Size(l + 1), wiring.Size(l), below, false,
                Doubles<T>(wiring.Weights[l].Values), false, field);
            double[] bias = Doubles<T>(wiring.Biases[l].Values);
            for (int at = 0; at < field.Length; at += bias.Length)
                TensorPrimitives.Add(field.AsSpan(at, bias.Length), bias, field.AsSpan(at, bias.Length));
            double square = TensorPrimitives.SumOfSquares<double>(units);
            total += (0.5 * square) - TensorPrimitives.Dot<double>(units, field);
            below = units;
        }
        return total / state.Count;
    }

    private static double[] Doubles<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var doubles = new double[values.Length];
        TensorPrimitives.ConvertTruncating(values, doubles);
        return doubles;
    }
}
