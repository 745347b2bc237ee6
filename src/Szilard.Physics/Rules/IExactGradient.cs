using System.Numerics;
using Szilard.Physics.Networks;

namespace Szilard.Physics.Rules;

/// <summary>A body that can differentiate its own state at rest, which no synapse can: the reference for local
/// rules.</summary>
public interface IExactGradient<T, TState>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>∂C/∂θ of the cost averaged over the batch, by backpropagation through the last
    /// <paramref name="steps"/> steps of relaxation; for many steps the adjoint at rest.</summary>
    /// <param name="rest">The state at rest.</param>
    /// <param name="inputs">n×inputs.</param>
    /// <param name="cost">C.</param>
    /// <param name="steps">Steps to go back through, ≥ 1.</param>
    /// <param name="gradient">One array for each parameter, overwritten.</param>
    void Gradient(
        TState rest, ReadOnlySpan<T> inputs, ICost cost, int steps, IReadOnlyList<T[]> gradient);
}
