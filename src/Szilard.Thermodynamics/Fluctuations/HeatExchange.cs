using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Thermodynamics.Composite;

namespace Szilard.Thermodynamics.Fluctuations;

/// <summary>The distribution of the heat that a system takes from a bath of another temperature. The exchange
/// theorem says ln P(Q)/P(−Q) = (β_i − β_f)Q for every Q, where the steps in the bath are in detailed
/// balance.</summary>
/// <param name="Heats">Q &gt; 0 into the system, each once, rising.</param>
/// <param name="Probabilities">P(Q).</param>
/// <param name="Slope">β_i − β_f.</param>
/// <remarks>C. Jarzynski, D. Wójcik, "Classical and quantum fluctuation theorems for heat exchange", PRL 92,
/// 2004; on a restricted Boltzmann machine: D. S. P. Salazar, PRE 96, 2017.</remarks>
public sealed record HeatExchange(
    IReadOnlyList<double> Heats, IReadOnlyList<double> Probabilities, double Slope)
{
    private const double Same = 1e-9;

    /// <summary>The greatest |ln P(Q)/P(−Q) − (β_i − β_f)Q| over the heats that occur with both signs: 0
    /// where the theorem holds.</summary>
    public double Residual
    {
        get
        {
            double worst = 0;
            for (int k = 0; k < Heats.Count; k++)
            {
                if (Probability(-Heats[k]) is var back && back > 0 && Probabilities[k] > 0)
                    worst = Math.Max(worst, Math.Abs(Math.Log(Probabilities[k] / back) - (Slope * Heats[k])));
            }
            return worst;
        }
    }

    /// <summary>P(Q); 0 where that heat does not occur.</summary>
    public double Probability(double heat)
    {
        for (int k = 0; k < Heats.Count; k++)
            if (Math.Abs(Heats[k] - heat) <= Same * (1 + Math.Abs(heat)))
                return Probabilities[k];
        return 0;
    }

    /// <summary>A system that forgets everything in the bath: full resampling.</summary>
    /// <param name="energies">E of each state.</param>
    /// <param name="before">β_i &gt; 0, at which it begins in equilibrium.</param>
    /// <param name="bath">β_f &gt; 0.</param>
    public static HeatExchange Of(double[] energies, double before, double bath)
    {
        CompositeCheck.Beta(bath, "bath");
        double[] after = Gibbs(energies, bath);
        Matrix steps = new(energies.Length, energies.Length);
        for (int from = 0; from < energies.Length; from++)
            after.CopyTo(steps.Row(from));
        return Of(energies, before, bath, steps);
    }

    /// <summary>A system that takes any steps in the bath.</summary>
    /// <param name="energies">E of each state.</param>
    /// <param name="before">β_i &gt; 0.</param>
    /// <param name="bath">β_f &gt; 0.</param>
    /// <param name="steps">Probabilities from row to column; the theorem needs detailed balance with e^(−β_f
    /// E).</param>
    /// <exception cref="SzilardException">A β ≤ 0, or rows that are no probabilities.</exception>
    public static HeatExchange Of(double[] energies, double before, double bath, Matrix steps)
    {
        CompositeCheck.Beta(before, "before");
        CompositeCheck.Beta(bath, "bath");
        if (steps.Rows != energies.Length || steps.Columns != energies.Length
            || CompositeCheck.RowSums(steps).Any(sum => !(Math.Abs(sum - 1) < Same))
            || steps.Values.Any(p => !(p >= 0)))
            throw new SzilardException(
                $"Steps are {steps.Rows}×{steps.Columns} for {energies.Length} states; give probabilities "
                    + "from each state to each, with rows that sum to 1.");
        double[] start = Gibbs(energies, before);
        List<(double Heat, double Probability)> all = [];
        for (int from = 0; from < energies.Length; from++)
            for (int to = 0; to < energies.Length; to++)
                all.Add((energies[to] - energies[from], start[from] * steps[from, to]));
        return Gathered(all, before - bath);
    }

    private static HeatExchange Gathered(List<(double Heat, double Probability)> all, double slope)
    {
        List<double> heats = [], probabilities = [];
        foreach ((double heat, double probability) in all.OrderBy(t => t.Heat))
        {
            if (heats.Count > 0 && heat - heats[^1] <= Same * (1 + Math.Abs(heat)))
                probabilities[^1] += probability;
            else
            {
                heats.Add(heat);
                probabilities.Add(probability);
            }
        }
        return new HeatExchange(heats, probabilities, slope);
    }

    private static double[] Gibbs(double[] energies, double beta)
    {
        double partition = LogSum.Of(Array.ConvertAll(energies, e => -beta * e));
        return Array.ConvertAll(energies, e => Math.Exp((-beta * e) - partition));
    }
}
