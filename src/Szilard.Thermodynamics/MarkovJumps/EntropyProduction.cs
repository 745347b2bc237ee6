namespace Szilard.Thermodynamics.MarkovJumps;

/// <summary>Entropy production of a jump process in a given distribution p, in units of k_B per unit of time;
/// with k_B T = 1 and one heat bath it is the power dissipated.</summary>
/// <remarks>Source: Schnakenberg, "Network theory of microscopic and macroscopic behavior of master equation
/// systems", Reviews of Modern Physics 48, 1976; Seifert, "Stochastic thermodynamics, fluctuation theorems
/// and molecular machines", Reports on Progress in Physics 75, 2012, section 5.</remarks>
public static class EntropyProduction
{
    /// <summary>The net current of probability <paramref name="from"/> → <paramref name="to"/>,
    /// J = M(to, from)·p(from) − M(from, to)·p(to), per unit of time.</summary>
    public static double Current(RateMatrix rates, ReadOnlySpan<double> distribution, int from, int to) =>
        (rates.Rate(from, to) * distribution[from]) - (rates.Rate(to, from) * distribution[to]);

    /// <summary>The total rate σ = Σ over pairs i &gt; j of (a − b)·ln(a/b), with a = M(i, j)·p(j) and
    /// b = M(j, i)·p(i); ≥ 0. It is infinite where a transition that is in use has no reverse.</summary>
    /// <param name="rates">The process.</param>
    /// <param name="distribution">p, one for each state; the stationary one gives the dissipation that
    /// maintains a steady state.</param>
    public static double Rate(RateMatrix rates, ReadOnlySpan<double> distribution)
    {
        RequireLength(rates, distribution);
        double sum = 0;
        for (int i = 0; i < rates.States; i++)
            for (int j = 0; j < i; j++)
                sum += Pair(rates.Rate(j, i) * distribution[j], rates.Rate(i, j) * distribution[i]);
        return sum;
    }

    /// <summary>The rate at which entropy flows to the surroundings, Σ p(j)·M(i, j)·ln(M(i, j)/M(j, i)) over
    /// all i ≠ j; of any sign. With one heat bath it is −Q/T per unit of time, Q &gt; 0 into the
    /// system.</summary>
    /// <param name="rates">The process.</param>
    /// <param name="occupation">Probabilities, or times spent in the states: the result is then the entropy
    /// that flowed during that time.</param>
    public static double Flow(RateMatrix rates, ReadOnlySpan<double> occupation)
    {
        RequireLength(rates, occupation);
        double sum = 0;
        for (int from = 0; from < rates.States; from++)
            for (int to = 0; to < rates.States; to++)
                if (rates.Rate(from, to) * occupation[from] is var jumps and > 0)
                    sum += jumps * JumpFlow(rates, from, to);
        return sum;
    }

    /// <summary>What one jump <paramref name="from"/> → <paramref name="to"/> gives to the surroundings,
    /// ln(M(to, from)/M(from, to)); infinite where it cannot be undone.</summary>
    public static double JumpFlow(RateMatrix rates, int from, int to) =>
        Math.Log(rates.Rate(from, to)) - Math.Log(rates.Rate(to, from));

    /// <summary>The jumps per unit of time, Σ p(j)·M(i, j) (dynamical activity).</summary>
    /// <param name="rates">The process.</param>
    /// <param name="occupation">Probabilities, or times spent in the states for the expected number of jumps.
    /// </param>
    public static double Activity(RateMatrix rates, ReadOnlySpan<double> occupation)
    {
        RequireLength(rates, occupation);
        double sum = 0;
        for (int from = 0; from < rates.States; from++)
            sum += rates.Exit(from) * occupation[from];
        return sum;
    }

    /// <summary>The entropy of a distribution, −Σ p ln p, in nats.</summary>
    public static double Entropy(ReadOnlySpan<double> distribution)
    {
        double sum = 0;
        foreach (double p in distribution)
            sum -= p > 0 ? p * Math.Log(p) : 0;
        return sum;
    }

    /// <summary>Differences of logarithms: the quotient of 1e-200 and 1e200 would underflow.</summary>
    private static double Pair(double a, double b) =>
        a == b ? 0 : (a - b) * (Math.Log(a) - Math.Log(b));

    private static void RequireLength(RateMatrix rates, ReadOnlySpan<double> distribution)
    {
        if (distribution.Length != rates.States)
            throw new ArgumentException(
                $"The process has {rates.States} states, but {distribution.Length} values were given.");
    }
}
