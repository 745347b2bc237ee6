using Szilard.Parts;

namespace Szilard.Physics.Synapses.Markov;

/// <summary>What accuracy costs a Markov synapse: the area of its kernel falls exponentially with its
/// dissipation, down to a floor, I(σ) = I_∞ + I₀·e^(−σ/2J).</summary>
/// <remarks>
/// <b>Derived here</b>; the published paper claims a Landauer-like cost, but its inequality was not at hand.
/// For the ladder, σ = J·2 ln(1/γ) with a flux J that hardly changes, so that γ = e^(−σ/2J), and the area is
/// linear in small γ. J does rise a little (0.463 at γ = 0.02, 0.4841 in the limit), so that a fit gives
/// 2J = 0.974 for γ from 1e-6 to 1e-3, and 1.012 up to 0.02. With ε = I·s̄·τ_f/A_max and W = σ·duration,
/// <para>W(ε) = k_B T·2J·duration·ln[I₀/(ε·A_max/(s̄·τ_f) − I_∞)], duration ∝ τ_f(1 + A_max/A_min):</para>
/// each e-fold in the error above the floor costs 2J k_B T per unit of time. It diverges at the floor, which
/// the finite number of levels and the finite window of the kernel set. The same form as the
/// energy–speed–accuracy law of Lan, Sartori, Neumann, Sourjik and Tu, Nature Physics 8, 2012. Energies in
/// k_B T.
/// </remarks>
/// <param name="Floor">I_∞, the area at unlimited dissipation.</param>
/// <param name="Scale">I₀ &gt; 0.</param>
/// <param name="DissipationPerFold">2J &gt; 0, in k_B T per unit of the ladder's time.</param>
public sealed record AdaptationCostLaw(double Floor, double Scale, double DissipationPerFold)
{
    /// <summary>I(σ).</summary>
    /// <param name="dissipation">σ ≥ 0, in k_B T per unit of the ladder's time.</param>
    public double Area(double dissipation) => Floor + (Scale * Math.Exp(-dissipation / DissipationPerFold));

    /// <summary>σ(I): 0 for areas that come free, +∞ at the floor and below.</summary>
    /// <param name="area">I.</param>
    public double Dissipation(double area)
    {
        double above = area - Floor;
        return above <= 0
            ? double.PositiveInfinity
            : Math.Max(0, DissipationPerFold * Math.Log(Scale / above));
    }

    /// <summary>W(ε), in k_B T per update: +∞ at the floor and below.</summary>
    /// <param name="error">ε, the offset error, a fraction of A_max.</param>
    /// <param name="cycle">The update.</param>
    public double Energy(double error, ContrastCycle cycle) => cycle.Energy(Dissipation(cycle.Area(error)));

    /// <summary>ε(W): the offset error that a budget buys.</summary>
    /// <param name="energy">W ≥ 0, in k_B T per update; may be infinite.</param>
    /// <param name="cycle">The update.</param>
    public double OffsetError(double energy, ContrastCycle cycle) =>
        cycle.OffsetError(Area(energy / cycle.Duration));

    /// <summary>The law of given synapses, by least squares in I: a search in 2J, the rest in closed form.
    /// </summary>
    /// <param name="dissipations">σ of each, at least three different ones. The law holds for small γ; for
    /// the ladder take γ ≤ 0.02, σ ≥ 3.6.</param>
    /// <param name="areas">I of each.</param>
    /// <exception cref="SzilardException">Too few points, values that are not finite, or areas that do not
    /// fall with dissipation.</exception>
    public static AdaptationCostLaw Fit(ReadOnlySpan<double> dissipations, ReadOnlySpan<double> areas)
    {
        double[] sigma = dissipations.ToArray(), area = areas.ToArray();
        Require(sigma, area);
        double spread = sigma.Max() - sigma.Min();
        double perFold = Math.Exp(Valley(
            log => Linear(sigma, area, Math.Exp(log)).Error, Math.Log(spread / 100), Math.Log(spread * 10)));
        (double floor, double scale, _) = Linear(sigma, area, perFold);
        if (!(scale > 0))
            throw new SzilardException(
                $"Areas do not fall with dissipation (fitted scale {scale:g3}), so the cost law does "
                + "not apply; leave out synapses that do not adapt.");
        return new AdaptationCostLaw(floor, scale * Math.Exp(sigma.Min() / perFold), perFold);
    }

    private static void Require(double[] sigma, double[] area)
    {
        if (sigma.Length != area.Length)
            throw new ArgumentException(
                $"{sigma.Length} dissipations and {area.Length} areas were given; give one area for each.");
        if (sigma.Concat(area).Any(v => !double.IsFinite(v)) || sigma.Distinct().Count() < 3)
            throw new SzilardException(
                $"The cost law has three constants, so it needs three different finite dissipations; "
                + $"{sigma.Where(double.IsFinite).Distinct().Count()} were given.");
    }

    /// <summary>I ≈ floor + scale·e^(−(σ − σ_min)/2J) for a given 2J: a straight line in the exponential.
    /// </summary>
    private static (double Floor, double Scale, double Error) Linear(
        double[] sigma, double[] area, double perFold)
    {
        double least = sigma.Min();
        double[] decay = [.. sigma.Select(s => Math.Exp((least - s) / perFold))];
        double x = decay.Average(), y = area.Average();
        double xx = decay.Sum(d => (d - x) * (d - x));
        double xy = decay.Zip(area, (d, a) => (d - x) * (a - y)).Sum();
        double scale = xy / xx, floor = y - (scale * x);
        double error = decay.Zip(area, (d, a) => a - floor - (scale * d)).Sum(r => r * r);
        return (floor, scale, error);
    }

    /// <summary>The lowest point of a function: a scan, then golden sections around its best place.</summary>
    private static double Valley(Func<double, double> f, double low, double high)
    {
        const int scan = 200;
        double step = (high - low) / scan, golden = (Math.Sqrt(5) - 1) / 2;
        double best = Enumerable.Range(0, scan + 1).Select(k => low + (k * step)).MinBy(f);
        (double a, double b) = (best - step, best + step);
        for (int k = 0; k < 80; k++)
        {
            double left = b - (golden * (b - a)), right = a + (golden * (b - a));
            (a, b) = f(left) <= f(right) ? (a, right) : (left, b);
        }
        return (a + b) / 2;
    }
}
