using Szilard.Physics.Networks;
using Szilard.Tensors;

namespace Szilard.Experiments.Inquiries.Bodies;

/// <summary>C = ½ Σ (y − t)ᵀR⁻¹(y − t) with the output resistance R as it is now: the power that it takes to
/// hold the outputs at their targets, and the cost that coupled learning descends when its clamp fraction
/// vanishes.</summary>
/// <param name="resistance">R, k×k.</param>
/// <param name="targets">t, n×k.</param>
internal sealed class ResistanceMetric(Matrix resistance, double[] targets) : ICost
{
    private readonly MathNet.Numerics.LinearAlgebra.Matrix<double> _inverse =
        MathNet.Numerics.LinearAlgebra.Matrix<double>.Build
            .DenseOfRowMajor(resistance.Rows, resistance.Rows, resistance.Values).Inverse();

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> outputs, int count)
    {
        var gradient = new double[outputs.Length];
        Gradient(outputs, count, gradient);
        double sum = 0;
        for (int i = 0; i < gradient.Length; i++)
            sum += 0.5 * gradient[i] * (outputs[i] - targets[i]);
        return sum;
    }

    /// <inheritdoc/>
    public void Gradient(ReadOnlySpan<double> outputs, int count, Span<double> gradient)
    {
        int k = _inverse.RowCount;
        gradient.Clear();
        for (int i = 0; i < gradient.Length; i++)
            for (int j = 0, first = i / k * k; j < k; j++)
                gradient[i] += _inverse[i % k, j] * (outputs[first + j] - targets[first + j]);
    }
}
