using System.Numerics.Tensors;
using Szilard.Physics.Networks;

namespace Szilard.Physics.Rules;

/// <summary>C = Σ |y − t|², without the half: as the published digits have it.</summary>
/// <param name="targets">t, n×k.</param>
public sealed class SquaredError(double[] targets) : IQuadraticCost
{
    /// <inheritdoc/>
    public double Stiffness => 2;

    /// <inheritdoc/>
    public IReadOnlyList<double> Targets => targets;

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> outputs, int count)
    {
        Check(outputs);
        double distance = TensorPrimitives.Distance(outputs, targets);
        return distance * distance;
    }

    /// <inheritdoc/>
    public void Gradient(ReadOnlySpan<double> outputs, int count, Span<double> gradient)
    {
        Check(outputs);
        TensorPrimitives.Subtract(outputs, targets, gradient);
        TensorPrimitives.Multiply(gradient, 2, gradient);
    }

    private void Check(ReadOnlySpan<double> outputs)
    {
        if (outputs.Length != targets.Length)
            throw new ArgumentException($"{targets.Length} targets cannot judge {outputs.Length} outputs.");
    }
}
