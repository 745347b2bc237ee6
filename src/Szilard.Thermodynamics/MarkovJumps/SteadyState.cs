using Szilard.Parts;

namespace Szilard.Thermodynamics.MarkovJumps;

/// <summary>The stationary distribution π of an ergodic jump process, M π = 0, Σ π = 1.</summary>
/// <remarks>By state reduction: states are taken out one by one and their traffic is added to that of the
/// others. Nothing is ever subtracted, so each probability, however small, is right to about n·1e-16 of
/// itself, for rates that differ by any number of orders of magnitude. Source: Grassmann, Taksar and Heyman,
/// "Regenerative analysis and steady state distributions for Markov chains", Operations Research 33, 1985;
/// O'Cinneide, "Entrywise perturbation theory and error analysis for Markov chains", Numerische Mathematik
/// 65, 1993.</remarks>
public static class SteadyState
{
    private const double Large = 1e150;

    /// <summary>π, one probability for each state. Probabilities below 1e-308 underflow to 0.</summary>
    /// <param name="rates">The process.</param>
    /// <exception cref="SzilardException">The process is not ergodic.</exception>
    public static double[] Of(RateMatrix rates)
    {
        rates.RequireErgodic();
        int n = rates.States;
        double[] traffic = ByOrigin(rates);
        for (int state = n - 1; state > 0; state--)
            TakeOut(traffic, n, state);
        return PutBack(traffic, n);
    }

    /// <summary>Rates with the origin in the row, as the published algorithm has them.</summary>
    private static double[] ByOrigin(RateMatrix rates)
    {
        int n = rates.States;
        var traffic = new double[n * n];
        for (int from = 0; from < n; from++)
            for (int to = 0; to < n; to++)
                traffic[(from * n) + to] = rates.Rate(from, to);
        return traffic;
    }

    /// <summary>Afterwards, column <paramref name="state"/> holds the expected time spent there per unit of
    /// time in each of the states that remain.</summary>
    private static void TakeOut(double[] traffic, int n, int state)
    {
        Span<double> onward = traffic.AsSpan(state * n, state);
        double exit = 0;
        foreach (double rate in onward)
            exit += rate;
        for (int from = 0; from < state; from++)
        {
            double visits = traffic[(from * n) + state] /= exit;
            for (int to = 0; to < state && visits > 0; to++)
                if (to != from)
                    traffic[(from * n) + to] += visits * onward[to];
        }
    }

    private static double[] PutBack(double[] traffic, int n)
    {
        var weights = new double[n];
        weights[0] = 1;
        for (int state = 1; state < n; state++)
        {
            for (int from = 0; from < state; from++)
                weights[state] += weights[from] * traffic[(from * n) + state];
            if (weights[state] > Large)
                Scale(weights, 1 / weights[state]);
        }
        Scale(weights, 1 / weights.Sum());
        return weights;
    }

    private static void Scale(double[] weights, double factor)
    {
        for (int i = 0; i < weights.Length; i++)
            weights[i] *= factor;
    }
}
