using System.Numerics;
using Szilard.Physics.Networks;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Rules;

/// <summary>A list of clamps to pass through, and a map from the currents ∂E/∂θ under those clamps to an
/// estimate of the gradient of the cost, the same for every single parameter: what a synapse knows is what
/// flows through it. A closed family.</summary>
public abstract record LocalRule : Rule
{
    /// <summary>The clamps of one learning step, in order, each relaxed from the state at rest;
    /// <see cref="Clamp.Free"/> is the state at rest itself.</summary>
    /// <param name="cost">What is wanted of the outputs.</param>
    /// <param name="free">The outputs at rest, n×k.</param>
    /// <param name="count">n.</param>
    /// <param name="key">For a random sign.</param>
    public abstract IReadOnlyList<Clamp> Clamps(
        ICost cost, ReadOnlySpan<double> free, int count, RandomKey key);

    /// <summary>In a <see cref="Course"/>: let go, at rest without any clamp.</summary>
    public const int AtRest = -1;

    /// <summary>The way that the body takes through the clamps, from rest to rest: indices into them, and
    /// <see cref="AtRest"/>. By default it is let go after each, as each is relaxed from the state at
    /// rest.</summary>
    /// <param name="clamps">Those of <see cref="Clamps"/>.</param>
    public virtual IReadOnlyList<int> Course(IReadOnlyList<Clamp> clamps) =>
    [
        .. Enumerable.Range(0, clamps.Count).Where(c => clamps[c] != Clamp.Free)
            .SelectMany(c => (int[])[c, AtRest]),
    ];

    /// <summary>An estimate of ∂C/∂θ for each value of one parameter, C being the cost averaged over the
    /// batch.</summary>
    /// <param name="parameter">Which parameter: rules with thresholds keep one for each.</param>
    /// <param name="clamps">The clamps as passed through.</param>
    /// <param name="currents">∂E/∂θ under each clamp.</param>
    /// <param name="estimate">The estimate, overwritten.</param>
    /// <param name="workers">The threads; the result does not depend on their number.</param>
    /// <returns>How many values felt a change and how many will move.</returns>
    public abstract Activity Estimate<T>(
        string parameter, IReadOnlyList<Clamp> clamps, IReadOnlyList<T[]> currents, Span<T> estimate,
        Workers workers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The same from currents that are outer products.</summary>
    public abstract Activity Estimate<T>(
        string parameter, IReadOnlyList<Clamp> clamps, OuterCurrents<T> currents, Span<T> estimate,
        Workers workers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
