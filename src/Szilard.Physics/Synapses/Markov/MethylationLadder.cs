using Szilard.Parts;
using Szilard.Thermodynamics.MarkovJumps;

namespace Szilard.Physics.Synapses.Markov;

/// <summary>The receptor of bacterial chemotaxis as a Markov jump process: active or inactive, times a number
/// of methylation levels. Signal shifts the balance of active and inactive; methylation undoes the shift
/// slowly, which makes the active fraction a differentiator with memory. That takes a driven cycle:
/// adaptation is paid for by dissipation.</summary>
/// <remarks>
/// States: active with level m is state m; inactive with level m is state levels + m. Energies in units of
/// k_B T, rates in units of the methylation rate.
/// <list type="bullet">
/// <item>ΔE(s, m) = 2(1 − m) + ln[(1 + s/18.2)/(1 + s/3000)], inactive over active in equilibrium is
/// e^ΔE.</item>
/// <item>inactive → active: R·e^(−ΔE) if ΔE &lt; 0, else R; active → inactive: R if ΔE &lt; 0, else
/// R·e^ΔE.</item>
/// <item>active: m → m − 1 with rate 1, m → m + 1 with rate e·γ; inactive: m → m + 1 with rate 1, m → m − 1
/// with rate e·γ.</item>
/// </list>
/// γ = 1 is detailed balance; each square of the ladder is driven by 2 ln(1/γ). Sources: Lan, Sartori,
/// Neumann, Sourjik, Tu, "The energy–speed–accuracy trade-off in sensory adaptation", Nature Physics 8, 2012;
/// rates as in the published code of Falk, Strupp, Scellier and Murugan, "Temporal contrastive learning
/// through implicit non-equilibrium memory", 2025 (ContrastiveMemory-SynapseAnalysis).
/// </remarks>
public sealed record MethylationLadder
{
    private const double InactiveAffinity = 18.2, ActiveAffinity = 3000;

    /// <summary>A ladder.</summary>
    /// <param name="gamma">γ, how much the reverse reactions are suppressed, in (0, 1]; 1 is
    /// equilibrium.</param>
    /// <param name="rateFactor">R &gt; 0, how much faster activity flips than methylation; 25 by
    /// default.</param>
    /// <param name="levels">Methylation levels, ≥ 2; 5 by default.</param>
    /// <exception cref="SzilardException">A value outside its range.</exception>
    public MethylationLadder(double gamma, double rateFactor = 25, int levels = 5)
    {
        if (!(gamma is > 0 and <= 1))
            throw new SzilardException(
                $"The ladder has gamma {gamma}, but it must lie in (0, 1]: 1 is equilibrium, and the drive "
                + "2·ln(1/gamma) is infinite at 0. For strong drive take 1e-24.");
        if (!(rateFactor > 0 && double.IsFinite(rateFactor)))
            throw new SzilardException(
                $"The ladder has a rate factor of {rateFactor}; it must be positive and finite, for "
                + "example 25.");
        if (levels is < 2 or > 100)
            throw new SzilardException(
                $"The ladder has {levels} methylation levels; give 2 to 100, for example 5.");
        (Gamma, RateFactor, Levels) = (gamma, rateFactor, levels);
    }

    /// <summary>γ.</summary>
    public double Gamma { get; }

    /// <summary>R.</summary>
    public double RateFactor { get; }

    /// <summary>Methylation levels.</summary>
    public int Levels { get; }

    /// <summary>The drive around each square, 2 ln(1/γ), in k_B per turn.</summary>
    public double SquareAffinity => -2 * Math.Log(Gamma);

    /// <summary>What the synapse reads out: 1 for the active states, 0 for the others.</summary>
    public double[] Readout => [.. Enumerable.Range(0, 2 * Levels).Select(s => s < Levels ? 1.0 : 0.0)];

    /// <summary>ΔE(s, m), in k_B T.</summary>
    /// <param name="signal">s ≥ 0, in µM of ligand.</param>
    /// <param name="level">m, from 0.</param>
    public static double EnergyGap(double signal, int level) =>
        (2 * (1 - level)) + Math.Log((1 + (signal / InactiveAffinity)) / (1 + (signal / ActiveAffinity)));

    /// <summary>The jump process at a constant signal.</summary>
    /// <param name="signal">s ≥ 0, in µM of ligand.</param>
    /// <exception cref="SzilardException">The signal is negative or not finite.</exception>
    public RateMatrix Rates(double signal)
    {
        if (!(signal >= 0 && double.IsFinite(signal)))
            throw new SzilardException(
                $"The signal is {signal} µM; a concentration is finite and not negative.");
        return RateMatrix.FromTransitions(
            2 * Levels,
            Enumerable.Range(0, Levels).SelectMany(m => Flips(signal, m).Concat(Methylations(m))));
    }

    /// <summary>The active fraction in the steady state at a constant signal.</summary>
    /// <param name="signal">s ≥ 0, in µM of ligand.</param>
    public double Activity(double signal) => SteadyState.Of(Rates(signal)).Take(Levels).Sum();

    /// <summary>σ, the power that keeps up the steady state, in k_B T per unit of time (the inverse
    /// methylation rate).</summary>
    /// <param name="signal">s ≥ 0, in µM of ligand; the published figures take 0.</param>
    public double Dissipation(double signal = 0)
    {
        RateMatrix rates = Rates(signal);
        return EntropyProduction.Rate(rates, SteadyState.Of(rates));
    }

    /// <summary>J, the sum over squares of the turns per unit of time; σ = J·2 ln(1/γ).</summary>
    /// <param name="signal">s ≥ 0, in µM of ligand.</param>
    public double Flux(double signal = 0)
    {
        RateMatrix rates = Rates(signal);
        double[] steady = SteadyState.Of(rates);
        return Enumerable.Range(0, Levels - 1)
            .Sum(m => EntropyProduction.Current(rates, steady, Levels + m, Levels + m + 1));
    }

    private IEnumerable<Transition> Flips(double signal, int level)
    {
        double gap = EnergyGap(signal, level);
        yield return new(Levels + level, level, RateFactor * Math.Exp(-Math.Min(gap, 0)));
        yield return new(level, Levels + level, RateFactor * Math.Exp(Math.Max(gap, 0)));
    }

    /// <summary>Between a level and the next.</summary>
    private IEnumerable<Transition> Methylations(int level)
    {
        if (level == Levels - 1)
            yield break;
        double reverse = Math.E * Gamma;
        yield return new(level + 1, level, 1);
        yield return new(level, level + 1, reverse);
        yield return new(Levels + level, Levels + level + 1, 1);
        yield return new(Levels + level + 1, Levels + level, reverse);
    }
}
