namespace Szilard.Thermodynamics.MarkovJumps;

/// <summary>Whether a process is at equilibrium in its steady state, by Kolmogorov's criterion: no cycle is
/// driven.</summary>
/// <param name="Holds">Every affinity of a basis vanishes to the tolerance.</param>
/// <param name="Worst">The most strongly driven cycle of the basis; null where there is no cycle, and
/// detailed balance holds for any rates.</param>
/// <remarks>Kelly, "Reversibility and Stochastic Networks", 1979, section 1.5. Without detailed balance
/// relaxation may overshoot and oscillate; with it, every step response is a sum of decaying
/// exponentials.</remarks>
public sealed record DetailedBalance(bool Holds, JumpCycle? Worst)
{
    /// <summary>The size of the strongest drive, in k_B per turn, ≥ 0.</summary>
    public double LargestAffinity => Worst is null ? 0 : Math.Abs(Worst.Affinity);

    /// <summary>Checks a process.</summary>
    /// <param name="rates">Ergodic.</param>
    /// <param name="tolerance">The affinity that counts as none, in k_B; affinities are sums of logarithms of
    /// rates, with errors of about 1e-14.</param>
    /// <exception cref="Parts.SzilardException">The process is not ergodic.</exception>
    public static DetailedBalance Check(RateMatrix rates, double tolerance = 1e-9)
    {
        JumpCycle? worst = JumpCycle.Basis(rates).MaxBy(Size);
        return new DetailedBalance(worst is null || Size(worst) <= tolerance, worst);
    }

    private static double Size(JumpCycle cycle) =>
        double.IsNaN(cycle.Affinity) ? double.PositiveInfinity : Math.Abs(cycle.Affinity);
}
