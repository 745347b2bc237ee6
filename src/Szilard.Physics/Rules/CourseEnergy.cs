using Szilard.Physics.Networks;

namespace Szilard.Physics.Rules;

/// <summary>Where a body came to rest on its way through the clamps of a step, averaged over the
/// batch.</summary>
/// <param name="Clamp">What held it; <see cref="Clamp.Free"/> where it was let go.</param>
/// <param name="Energy">E, without any cost.</param>
/// <param name="Cost">C/n of the outputs there.</param>
public sealed record CourseEnergy(Clamp Clamp, double Energy, double Cost)
{
    /// <summary>β of a nudge; 0 otherwise.</summary>
    public double Strength => Clamp is Nudge nudge ? nudge.Strength : 0;
}
