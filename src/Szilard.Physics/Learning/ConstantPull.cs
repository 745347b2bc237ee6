using System.Numerics.Tensors;
using Szilard.Physics.Networks;

namespace Szilard.Physics.Learning;

/// <summary>A cost taken as a plane through the state at rest: C(y₀) + ∂C/∂y₀·(y − y₀). One evaluation
/// serves all steps
/// of all clamps, and the pull cannot run away.</summary>
public sealed class ConstantPull : ICost
{
    private readonly double[] _rest, _force;
    private readonly double _value;

    /// <summary>The plane at some outputs.</summary>
    /// <param name="cost">What is wanted.</param>
    /// <param name="outputs">At rest, n×k.</param>
    /// <param name="count">n.</param>
    public ConstantPull(ICost cost, double[] outputs, int count)
    {
        (_rest, _force) = (outputs, new double[outputs.Length]);
        _value = cost.Value(outputs, count);
        cost.Gradient(outputs, count, _force);
    }

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> outputs, int count) =>
        _value + TensorPrimitives.Dot<double>(_force, outputs) - TensorPrimitives.Dot<double>(_force, _rest);

    /// <inheritdoc/>
    public void Gradient(ReadOnlySpan<double> outputs, int count, Span<double> gradient) =>
        _force.CopyTo(gradient);
}
