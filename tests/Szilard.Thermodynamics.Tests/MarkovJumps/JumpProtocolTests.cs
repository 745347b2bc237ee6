using Szilard.Thermodynamics.MarkovJumps;

namespace Szilard.Thermodynamics.Tests.MarkovJumps;

public sealed class JumpProtocolTests
{
    /// <summary>The reference calculation T16: rates of one, from (0.9, 0.1), for half a unit of
    /// time.</summary>
    [Fact]
    public void A_relaxing_pair_of_states_meets_the_speed_limits_of_the_reference()
    {
        double[] initial = [0.9, 0.1];
        JumpCost cost = new JumpProtocol([new JumpStage(Chains.TwoState(1, 1), 0.5)]).Run(initial);
        Assert.Equal(0.647151776468577, cost.Final[0], 1e-14);
        Assert.Equal(0.324109020457311, cost.EntropyProduction, 1e-13);
        Assert.Equal(0.5, cost.Activity, 1e-14);
        double moved = initial[0] - cost.Final[0], activity = cost.Activity;
        Assert.Equal(0.281637779552381, moved * Math.Log((activity + moved) / (activity - moved)), 1e-13);
    }

    [Fact]
    public void The_total_is_the_time_integral_of_the_rate()
    {
        RateMatrix rates = Chains.Ring(4, 2, 0.3);
        double[] initial = [0.4, 0.3, 0.2, 0.1];
        JumpCost cost = new JumpProtocol([new JumpStage(rates, 1.2)]).Run(initial);
        Assert.Equal(Simpson(rates, initial, 1.2, 400), cost.EntropyProduction, 1e-9);
    }

    [Fact]
    public void Slowness_saves_entropy_in_proportion()
    {
        double fast = Lift(50), slow = Lift(100), slower = Lift(200);
        Assert.InRange(fast / slow, 1.9, 2.1);
        Assert.InRange(slow / slower, 1.95, 2.05);
        Assert.True(slower > 0);
    }

    [Fact]
    public void Stages_converge_to_second_order()
    {
        double exact = Lift(3, 1600), coarse = Lift(3, 25) - exact, fine = Lift(3, 50) - exact;
        Assert.InRange(coarse / fine, 3.8, 4.3);
    }

    /// <summary>The energy of one of two states rises from −1 to 1 at constant speed.</summary>
    private static double Lift(double duration, int stages = 1000)
    {
        double[] initial = [1 / (1 + Math.E), Math.E / (1 + Math.E)];
        return JumpProtocol.Sampled(time => Rates((2 * time / duration) - 1), duration, stages)
            .Run(initial).EntropyProduction;
        static RateMatrix Rates(double energy) =>
            Chains.TwoState(Math.Exp(-energy / 2), Math.Exp(energy / 2));
    }

    private static double Simpson(RateMatrix rates, double[] initial, double time, int steps)
    {
        double sum = 0;
        for (int k = 0; k <= steps; k++)
        {
            double[] p = Chains.Integrate(rates, initial, time * k / steps, 200);
            double weight = k == 0 || k == steps ? 1 : k % 2 == 1 ? 4 : 2;
            for (int i = 0; i < p.Length; i++)
                for (int j = 0; j < p.Length; j++)
                    if (rates.Rate(j, i) > 0)
                        sum += weight * rates.Rate(j, i) * p[j]
                            * Math.Log(rates.Rate(j, i) * p[j] / (rates.Rate(i, j) * p[i]));
        }
        return sum * time / steps / 3;
    }
}
