using System.Numerics;
using Szilard.Physics.Networks;

namespace Szilard.Physics.Rules;

/// <summary>A body some of whose currents are products of units at either end of a synapse, with one end the
/// same under all clamps. Rules then need not see the currents one by one.</summary>
/// <remarks><see cref="IBody{T, TState}.Currents"/> of such a body leaves out parameters whose array is
/// empty.
/// </remarks>
public interface IOuterProductBody<T, TState> : IBody<T, TState>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The currents of a parameter in several states with the same inputs; null where they are not
    /// of that form.</summary>
    OuterCurrents<T>? Outer(int parameter, IReadOnlyList<TState> states, ReadOnlySpan<T> inputs);
}
