using Szilard.Parts;

namespace Szilard.Observables.Singular;

/// <summary>How Langevin dynamics samples the tempered, localised posterior ∝ exp(−t·L(w) − ½γ‖w − w*‖²):
/// w ← w − ½ε(t∇L(w) + γ(w − w*)) + √ε·ξ, ξ standard normal.</summary>
/// <remarks>M. Welling, Y. W. Teh, "Bayesian Learning via Stochastic Gradient Langevin Dynamics", ICML 2011,
/// eq. 4; E. Lau et al., "The Local Learning Coefficient", AISTATS 2025, eq. 22 (localisation).</remarks>
public sealed record LangevinSettings
{
    /// <summary>ε &gt; 0, in units of w².</summary>
    public required double Step { get; init; }

    /// <summary>t = nβ &gt; 0: by how much the loss is multiplied. The usual choice is n/ln n.</summary>
    public required double InverseTemperature { get; init; }

    /// <summary>γ ≥ 0, in units of 1/w²; default 0.</summary>
    public double Localisation { get; init; }

    /// <summary>Independent chains, ≥ 1; default 4.</summary>
    public int Chains { get; init; } = 4;

    /// <summary>Steps that each chain walks before anything is kept; default 500.</summary>
    public int BurnIn { get; init; } = 500;

    /// <summary>Losses that each chain keeps, ≥ 4; default 1000.</summary>
    public int Draws { get; init; } = 1000;

    /// <summary>Steps for each loss kept, ≥ 1; default 1.</summary>
    public int Thinning { get; init; } = 1;

    /// <summary>Each parameter stays within this distance of its start, by reflection; default: no
    /// wall.</summary>
    public double Wall { get; init; } = double.PositiveInfinity;

    /// <summary>These settings, if they can be sampled with.</summary>
    /// <exception cref="SzilardException">One of them cannot; the message names it with its
    /// number.</exception>
    public LangevinSettings Checked()
    {
        if (!(InverseTemperature > 0) || !double.IsFinite(InverseTemperature))
            throw new SzilardException(
                $"nβ = {InverseTemperature:G6} is no inverse temperature; give a number > 0, n/ln n for n "
                    + "pairs say.");
        if (!(Step > 0) || !double.IsFinite(Step))
            throw new SzilardException($"A step ε = {Step:G6} does not move; give a number > 0, 1e-5 say.");
        if (!(Localisation >= 0) || !double.IsFinite(Localisation))
            throw new SzilardException(
                $"A localisation γ = {Localisation:G6} drives away; give a number ≥ 0.");
        if (Chains < 1)
            throw new SzilardException($"{Chains} chains sample nothing; use at least 1, 4 for an error.");
        if (BurnIn < 0 || Draws < 4 || Thinning < 1)
            throw new SzilardException(
                $"burn-in {BurnIn}, draws {Draws}, thinning {Thinning}: give at least 0, 4 and 1.");
        return Wall > 0
            ? this
            : throw new SzilardException($"A wall at {Wall:G6} leaves no room; give a distance > 0.");
    }

    /// <summary>a = t·h + γ, the stiffness in a direction of curvature h.</summary>
    /// <param name="curvature">h.</param>
    public double Stiffness(double curvature) => (InverseTemperature * curvature) + Localisation;
}
