using Szilard.Parts;

namespace Szilard.Observables.Agreement;

/// <summary>How agreement is calibrated.</summary>
public sealed record AgreementSettings
{
    /// <summary>M, shuffled pairings, ≥ 19 at level 0.05.</summary>
    public int Permutations { get; init; } = 200;

    /// <summary>How often independent arrays may count as agreeing, in (0, 1).</summary>
    public double Level { get; init; } = 0.05;

    /// <summary>The settings, if they can be.</summary>
    /// <exception cref="SzilardException">The level is out of range, or there are too few shuffles for
    /// it.</exception>
    public AgreementSettings Checked()
    {
        if (!(Level is > 0 and < 1))
            throw new SzilardException(
                $"A level of {NumberText.Of(Level)} is out of range; give one between 0 and 1.");
        int least = (int)Math.Ceiling((1 / Level) - 1 - 1e-9);
        if (Permutations < least)
            throw new SzilardException(
                $"{Permutations} permutations cannot show p ≤ {NumberText.Of(Level)}, because p is never "
                + $"below 1/(1 + {Permutations}); give at least {least}.");
        return Permutations <= 1_000_000
            ? this
            : throw new SzilardException($"{Permutations} permutations are too many; give at most 1000000.");
    }
}
