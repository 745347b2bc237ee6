using Szilard.Parts;

namespace Szilard.Experiments.Singular;

/// <summary>How the learning coefficients of a run are estimated.</summary>
public sealed record CoefficientSettings
{
    /// <summary>ε·a of the default step at the sharpest direction: 5 % too much there, less
    /// elsewhere.</summary>
    public const double DefaultStiffness = 0.2;

    /// <summary>n, frozen pairs, ≥ 2; default 512. Those that do not fill a block of the run's batch are left
    /// out.</summary>
    public int Pairs { get; init; } = 512;

    /// <summary>nβ &gt; 0; NaN (the default) takes n/ln n.</summary>
    public double InverseTemperature { get; init; } = double.NaN;

    /// <summary>ε &gt; 0; NaN (the default) takes 0.2/a with a = nβ·h + γ, h the largest curvature at each
    /// point.</summary>
    public double Step { get; init; } = double.NaN;

    /// <summary>γ ≥ 0; default 100.</summary>
    public double Localisation { get; init; } = 100;

    /// <summary>Chains, ≥ 1; default 4.</summary>
    public int Chains { get; init; } = 4;

    /// <summary>Steps of each chain before anything is kept; default 300.</summary>
    public int BurnIn { get; init; } = 300;

    /// <summary>Losses that each chain keeps; default 600.</summary>
    public int Draws { get; init; } = 600;

    /// <summary>Seed of pairs and noise; default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>True where only the last point is looked at; default false.</summary>
    public bool FinalOnly { get; init; }

    /// <summary>Temperatures at which the last point is looked at as well, for λ and m; none by
    /// default.</summary>
    public IReadOnlyList<double> Ladder { get; init; } = [];

    /// <summary>These settings, if they can be used; what sampling itself needs is checked there.</summary>
    /// <exception cref="SzilardException">They cannot.</exception>
    public CoefficientSettings Checked()
    {
        if (Pairs < 2)
            throw new SzilardException($"{Pairs} pairs make no posterior; give at least 2.");
        if (Ladder.Count is > 0 and < 4)
            throw new SzilardException(
                $"A ladder of {Ladder.Count} temperatures does not tell λ, m and an offset apart; give at "
                    + "least 4.");
        return this;
    }
}
