namespace Szilard.Thermodynamics.MarkovJumps;

/// <summary>A stretch of time with constant rates.</summary>
/// <param name="Rates">The process during that time.</param>
/// <param name="Duration">How long, ≥ 0.</param>
public sealed record JumpStage(RateMatrix Rates, double Duration);

/// <summary>What a process cost that was led along a protocol.</summary>
/// <param name="Final">The distribution at the end.</param>
/// <param name="EntropyChange">The change of the entropy −Σ p ln p of the system, in nats.</param>
/// <param name="EntropyFlow">The entropy given to the surroundings, in nats (−Q/T with one heat
/// bath).</param>
/// <param name="Activity">The expected number of jumps.</param>
public sealed record JumpCost(double[] Final, double EntropyChange, double EntropyFlow, double Activity)
{
    /// <summary>The entropy production, ≥ 0 up to rounding: the change in the system plus the flow out of it.
    /// </summary>
    public double EntropyProduction => EntropyChange + EntropyFlow;
}

/// <summary>Rates that change with time, as stages of constant rates.</summary>
/// <param name="Stages">One after the other.</param>
public sealed record JumpProtocol(IReadOnlyList<JumpStage> Stages)
{
    /// <summary>A continuous protocol, cut into stages of equal length, each with the rates of its middle:
    /// exact for that staircase, and second order in the length of a stage for the protocol itself.</summary>
    /// <param name="rates">The rates at a time from 0 to <paramref name="duration"/>.</param>
    /// <param name="duration">The whole time, ≥ 0.</param>
    /// <param name="stages">How many, ≥ 1.</param>
    public static JumpProtocol Sampled(Func<double, RateMatrix> rates, double duration, int stages)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stages, 1);
        double each = duration / stages;
        return new JumpProtocol(
            [.. Enumerable.Range(0, stages).Select(k => new JumpStage(rates((k + 0.5) * each), each))]);
    }

    /// <summary>Leads the process along the protocol. Within each stage the integrals over time are exact:
    /// the flow of entropy is linear in the times spent in the states.</summary>
    /// <param name="initial">The distribution at the beginning, one for each state.</param>
    public JumpCost Run(ReadOnlySpan<double> initial)
    {
        double[] now = initial.ToArray();
        double flow = 0, activity = 0;
        foreach (JumpStage stage in Stages)
        {
            Propagator propagator = Propagator.Of(stage.Rates, stage.Duration);
            double[] spent = propagator.Occupation(now);
            flow += EntropyProduction.Flow(stage.Rates, spent);
            activity += EntropyProduction.Activity(stage.Rates, spent);
            now = propagator.Apply(now);
        }
        double change = EntropyProduction.Entropy(now) - EntropyProduction.Entropy(initial);
        return new JumpCost(now, change, flow, activity);
    }
}
