using Szilard.Physics.Rules;

namespace Szilard.Physics.Learning;

/// <summary>The energies of one step of a body that learns, averaged over the batch.</summary>
/// <param name="Count">Samples n.</param>
/// <param name="Start">E of the state from which the body came to rest; NaN where its inputs are imposed.
/// </param>
/// <param name="Rest">E at rest, before learning.</param>
/// <param name="Course">The way through the clamps, each end of a relaxation; the last is let go.</param>
/// <param name="Synapses">What all synapses with memory dissipate in the step, over n, in k_B T; NaN where
/// nothing is known of them.</param>
/// <param name="Learned">E of the same state at rest under the parameters after the step.</param>
public sealed record BodyPhases(
    int Count, double Start, double Rest, IReadOnlyList<CourseEnergy> Course, double Synapses,
    double Learned);
