namespace Szilard.Physics.Networks.Hopfield;

/// <summary>How a layered network relaxes.</summary>
/// <param name="Step">ε in (0, 1]: units move by ε of their force.</param>
/// <param name="FreeSteps">The most steps without a clamp, ≥ 1.</param>
/// <param name="ClampedSteps">The most steps under a clamp, ≥ 1.</param>
/// <param name="Tolerance">Relaxation ends where no unit's clipped force exceeds this; 0 takes all
/// steps.</param>
public sealed record HopfieldPace(double Step, int FreeSteps, int ClampedSteps, double Tolerance = 0)
{
    /// <summary>True where layers take turns in each step, the first, third, … and then the second, fourth,
    /// …, which see what the others have just become; false where all move at once.</summary>
    public bool Alternating { get; init; }

    /// <summary>20 free and 4 clamped steps of ½: the published digits.</summary>
    public static HopfieldPace Published { get; } = new(0.5, 20, 4);

    /// <summary>Complains about numbers that cannot relax.</summary>
    /// <exception cref="ArgumentException">Out of range.</exception>
    public void Check()
    {
        if (Step is not (> 0 and <= 1) || FreeSteps < 1 || ClampedSteps < 1 || !(Tolerance >= 0))
        {
            throw new ArgumentException(
                $"Relaxation needs a step in (0, 1], at least one step and a tolerance ≥ 0, not {this}.");
        }
    }
}
