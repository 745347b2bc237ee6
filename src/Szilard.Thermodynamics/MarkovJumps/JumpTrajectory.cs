using Szilard.Tensors;

namespace Szilard.Thermodynamics.MarkovJumps;

/// <summary>One history of a jump process.</summary>
/// <param name="States">The states visited, in order.</param>
/// <param name="Times">When each was entered; the first is 0.</param>
/// <param name="Duration">How long the process was watched.</param>
public sealed record JumpTrajectory(IReadOnlyList<int> States, IReadOnlyList<double> Times, double Duration)
{
    /// <summary>How many jumps there were.</summary>
    public int Jumps => States.Count - 1;

    /// <summary>Draws a history by Gillespie's direct method: exact in distribution.</summary>
    /// <remarks>Gillespie, "Exact stochastic simulation of coupled chemical reactions", Journal of Physical
    /// Chemistry 81, 1977.</remarks>
    /// <param name="rates">The process.</param>
    /// <param name="initial">The distribution of the first state, one for each state.</param>
    /// <param name="duration">How long, ≥ 0.</param>
    /// <param name="key">Randomness.</param>
    public static JumpTrajectory Draw(
        RateMatrix rates, ReadOnlySpan<double> initial, double duration, RandomKey key)
    {
        RandomStream random = key.Stream();
        int state = Pick(initial, random.NextDouble());
        List<int> states = [state];
        List<double> times = [0];
        double now = Wait(rates, state, ref random);
        while (now < duration)
        {
            state = Next(rates, state, random.NextDouble());
            states.Add(state);
            times.Add(now);
            now += Wait(rates, state, ref random);
        }
        return new JumpTrajectory(states, times, duration);
    }

    /// <summary>The entropy given to the surroundings, Σ over jumps of ln(forward rate / backward rate).
    /// </summary>
    /// <param name="rates">The process that made the history, constant in time.</param>
    public double EntropyFlow(RateMatrix rates)
    {
        double sum = 0;
        for (int k = 1; k < States.Count; k++)
            sum += EntropyProduction.JumpFlow(rates, States[k - 1], States[k]);
        return sum;
    }

    /// <summary>The time spent in each state; sums to the duration.</summary>
    /// <param name="states">How many states the process has.</param>
    public double[] Occupation(int states)
    {
        var spent = new double[states];
        for (int k = 0; k < States.Count; k++)
            spent[States[k]] += (k + 1 < Times.Count ? Times[k + 1] : Duration) - Times[k];
        return spent;
    }

    private static double Wait(RateMatrix rates, int state, ref RandomStream random) =>
        -Math.Log(1 - random.NextDouble()) / rates.Exit(state);

    private static int Next(RateMatrix rates, int state, double uniform)
    {
        double left = uniform * rates.Exit(state);
        int last = state;
        for (int to = 0; to < rates.States; to++)
        {
            if (rates.Rate(state, to) is not (> 0 and var rate))
                continue;
            (last, left) = (to, left - rate);
            if (left < 0)
                break;
        }
        return last;
    }

    private static int Pick(ReadOnlySpan<double> distribution, double uniform)
    {
        int last = 0;
        for (int state = 0; state < distribution.Length; state++)
        {
            if (distribution[state] <= 0)
                continue;
            (last, uniform) = (state, uniform - distribution[state]);
            if (uniform < 0)
                break;
        }
        return last;
    }
}
