using Szilard.Tensors;
using Szilard.Thermodynamics.MarkovJumps;

namespace Szilard.Thermodynamics.Tests.MarkovJumps;

/// <summary>Statistical tests at five standard errors: a false alarm in 2 million per comparison, and with a
/// fixed key the outcome never changes.</summary>
public sealed class JumpTrajectoryTests
{
    private const int Count = 20_000;
    private static readonly double[] Initial = [0.7, 0.2, 0.1];

    [Fact]
    public void Histories_spend_the_expected_time_in_each_state()
    {
        RateMatrix ring = Chains.Ring(3, 2, 0.5);
        double[] expected = Propagator.Of(ring, 1.5).Occupation(Initial);
        double[][] spent = [.. Draw(ring, 1.5).Select(t => t.Occupation(3))];
        for (int s = 0; s < 3; s++)
            Within(expected[s], [.. spent.Select(t => t[s])]);
    }

    [Fact]
    public void Histories_jump_as_often_and_shed_as_much_entropy_as_expected()
    {
        RateMatrix ring = Chains.Ring(3, 2, 0.5);
        JumpCost cost = new JumpProtocol([new JumpStage(ring, 1.5)]).Run(Initial);
        Within(cost.Activity, [.. Draw(ring, 1.5).Select(t => (double)t.Jumps)]);
        Within(cost.EntropyFlow, [.. Draw(ring, 1.5).Select(t => t.EntropyFlow(ring))]);
    }

    /// <summary>⟨e^(−Δs)⟩ = 1 for the total entropy production along histories (Seifert, Physical Review
    /// Letters 95, 2005).</summary>
    [Fact]
    public void The_integral_fluctuation_theorem_holds()
    {
        RateMatrix ring = Chains.Ring(3, 1.5, 0.8);
        double[] final = Propagator.Of(ring, 1).Apply(Initial);
        Within(1, [.. Draw(ring, 1).Select(t =>
            final[t.States[^1]] / Initial[t.States[0]] * Math.Exp(-t.EntropyFlow(ring)))]);
    }

    [Fact]
    public void The_same_key_gives_the_same_history()
    {
        RateMatrix ring = Chains.Ring(3, 2, 0.5);
        RandomKey key = RandomKey.FromSeed(5);
        JumpTrajectory first = JumpTrajectory.Draw(ring, Initial, 9, key);
        Assert.Equal(first.Times, JumpTrajectory.Draw(ring, Initial, 9, key).Times);
    }

    [Fact]
    public void A_state_without_exit_is_kept()
    {
        RateMatrix trap = RateMatrix.FromTransitions(2, [new(0, 1, 5)]);
        JumpTrajectory history = JumpTrajectory.Draw(trap, [1, 0], 100, RandomKey.FromSeed(6));
        Assert.Equal([0, 1], history.States);
        Assert.Equal(100, history.Occupation(2).Sum(), 1e-12);
    }

    private static IEnumerable<JumpTrajectory> Draw(RateMatrix rates, double duration) =>
        Enumerable.Range(0, Count)
            .Select(k => RandomKey.FromSeed(41).Split("history", k))
            .Select(key => JumpTrajectory.Draw(rates, Initial, duration, key));

    private static void Within(double expected, double[] sample)
    {
        double mean = sample.Average(), variance = sample.Average(v => (v - mean) * (v - mean));
        double reach = 5 * Math.Sqrt(variance / Count);
        Assert.InRange(mean, expected - reach, expected + reach);
    }
}
