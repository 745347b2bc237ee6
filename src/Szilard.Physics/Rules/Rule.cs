using System.Numerics;
using Szilard.Parts;
using Szilard.Physics.Networks;
using Szilard.Tensors;

namespace Szilard.Physics.Rules;

/// <summary>How parameters of a body change from what each of them feels, as data: a list of clamps to pass
/// through, and a map from the currents ∂E/∂θ under those clamps to an estimate of the gradient of the cost,
/// the same for every single parameter. A closed family.</summary>
public abstract record Rule
{
    /// <summary>Name, formula, convention, source and parameters.</summary>
    public abstract PartCard Card { get; }

    /// <summary>The clamps of one learning step, in order, each relaxed from the state at rest.</summary>
    /// <param name="cost">What is wanted of the outputs.</param>
    /// <param name="free">The outputs at rest, n×k.</param>
    /// <param name="key">For a random sign.</param>
    public abstract IReadOnlyList<Clamp> Clamps(ICost cost, ReadOnlySpan<double> free, RandomKey key);

    /// <summary>An estimate of ∂C/∂θ for each value of one parameter.</summary>
    /// <param name="parameter">Which parameter: rules with thresholds keep one for each.</param>
    /// <param name="clamps">The clamps as passed through.</param>
    /// <param name="currents">∂E/∂θ under each clamp.</param>
    /// <param name="estimate">The estimate, overwritten.</param>
    public abstract void Estimate<T>(
        string parameter, IReadOnlyList<Clamp> clamps, IReadOnlyList<T[]> currents, Span<T> estimate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
