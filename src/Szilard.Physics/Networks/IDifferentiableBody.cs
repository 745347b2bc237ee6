using System.Numerics;

namespace Szilard.Physics.Networks;

/// <summary>A body that knows the exact gradient of a cost of its outputs at rest, which learning rules only
/// estimate: by the implicit function theorem dC/dθ = −aᵀ·∂²E/∂s∂θ, where the adjoint a solves the linear
/// equations of a small displacement from rest under the forces ∂C/∂y at the outputs.</summary>
/// <typeparam name="T">Precision of parameters and gradients.</typeparam>
/// <typeparam name="TState">The state of one batch.</typeparam>
public interface IDifferentiableBody<T, TState> : IBody<T, TState>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>dC/dθ averaged over the batch (the cost sums over it), one array for each parameter,
    /// overwritten: what an exact rule would estimate from <see cref="IBody{T, TState}.Currents"/>.</summary>
    /// <param name="rest">The state at rest under <see cref="Clamp.Free"/>.</param>
    /// <param name="inputs">n×inputs.</param>
    /// <param name="cost">C.</param>
    /// <param name="gradients">One array for each parameter.</param>
    void Differentiate(TState rest, ReadOnlySpan<T> inputs, ICost cost, IReadOnlyList<T[]> gradients);
}
