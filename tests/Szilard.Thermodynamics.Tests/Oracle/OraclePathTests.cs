using Szilard.Tensors;
using Szilard.Thermodynamics.Composite;
using Szilard.Thermodynamics.EnergyModels;
using Szilard.Thermodynamics.Fluctuations;
using Szilard.Thermodynamics.MarkovJumps;

namespace Szilard.Thermodynamics.Tests.Oracle;

/// <summary>Paths counted one by one, jumps, and small machines: T9, T15, T16, T17, T19 and T21 of the
/// reference oracle.</summary>
public class OraclePathTests
{
    /// <summary>Three states, λ(0, 1, 2.5), λ from 0 to 1 in four jumps.</summary>
    [Fact]
    public void T9_jarzynski_and_crooks_hold_path_by_path()
    {
        EnumeratedProtocol protocol = new(
            [.. Enumerable.Range(0, 5).Select(n => (double[])[0, n / 4.0, 2.5 * n / 4.0])]);
        Assert.Equal(0.815714772592846, protocol.MeanWork, 1e-9);
        Assert.Equal(0.727073256815427, protocol.FreeEnergyChange, 1e-9);
        Assert.Equal(0.48332147993178, protocol.ExponentialAverage, 1e-9);
        Assert.Equal(0.48332147993178, Math.Exp(-protocol.FreeEnergyChange), 1e-9);
        Assert.InRange(protocol.CrooksResidual, 0, 1e-12);
        Assert.Equal(0.088641515777419, protocol.MeanWork - protocol.FreeEnergyChange, 1e-9);
        Assert.Equal(1, protocol.Paths().Sum(p => p.Forward), 1e-12);
        Assert.Equal(1, protocol.Paths().Sum(p => p.Reverse), 1e-12);
    }

    /// <summary>A biased coin breaks the relation of continuous time, not that of discrete time.</summary>
    [Fact]
    public void T15_discrete_steps_have_their_own_uncertainty_relation()
    {
        const double P = 0.8;
        UncertaintyRelation coin = UncertaintyRelation.Of(
            (2 * P) - 1, 4 * P * (1 - P), ((2 * P) - 1) * Math.Log(P / (1 - P)));
        Assert.Equal(0.831776616671935, ((2 * P) - 1) * Math.Log(P / (1 - P)), 1e-9);
        Assert.Equal(1.77777777777778, coin.Precision, 1e-9);
        Assert.Equal(1.54154853684587, coin.Discrete, 1e-9);
        Assert.Equal(2.40449173481494, coin.Continuous, 1e-9);
        Assert.True(coin.Holds);
        Assert.True(coin.Precision < coin.Continuous);
    }

    /// <summary>Jumps of +1 at rate 2, of −1 at rate 1, on a ring of three.</summary>
    [Fact]
    public void T15_a_biased_walk_keeps_to_the_relation_of_continuous_time()
    {
        RateMatrix ring = RateMatrix.FromTransitions(
            3, Enumerable.Range(0, 3).SelectMany(
                k => (Transition[])[new(k, (k + 1) % 3, 2), new((k + 1) % 3, k, 1)]));
        double production = EntropyProduction.Rate(ring, SteadyState.Of(ring));
        UncertaintyRelation walk = UncertaintyRelation.Of(2 - 1, 2 + 1, production);
        Assert.Equal(2.07944154167984, walk.Precision * production, 1e-9);
        Assert.True(walk.Precision >= walk.Continuous);
    }

    /// <summary>Two states, both rates 1, from (0.9, 0.1), for t = ½.</summary>
    [Fact]
    public void T16_a_relaxing_pair_of_states_keeps_to_its_speed_limit()
    {
        RateMatrix pair = RateMatrix.FromTransitions(2, [new(0, 1, 1), new(1, 0, 1)]);
        JumpCost cost = new JumpProtocol([new JumpStage(pair, 0.5)]).Run([0.9, 0.1]);
        double distance = Math.Abs(cost.Final[0] - 0.9) + Math.Abs(cost.Final[1] - 0.1);
        Assert.Equal(0.647151776468577, cost.Final[0], 1e-9);
        Assert.Equal(0.324109020457311, cost.EntropyProduction, 1e-9);
        Assert.Equal(0.505696447062846, distance, 1e-9);
        Assert.Equal(0.5, cost.Activity, 1e-9);
        Assert.Equal(0.281637779552381, SpeedLimits.Jumps(distance, cost.Activity), 1e-9);
        Assert.Equal(0.255728896571986, SpeedLimits.JumpsQuadratic(distance, cost.Activity), 1e-9);
        Assert.True(SpeedLimits.Jumps(distance, cost.Activity) <= cost.EntropyProduction);
    }

    [Fact]
    public void T17_a_bit_costs_landauers_heat()
    {
        Assert.Equal(2.87097888507872e-21, Landauer.Joules(Math.Log(2)), 1e-33);
        Assert.Equal(4.141947e-21, Landauer.Joules(1), 1e-33);
        Assert.Equal(3.31619501277262e-20, Landauer.Joules(Math.Log(3000)), 1e-32);
    }

    /// <summary>Plateaus that users report: a loss at the logarithm of the number of labels.</summary>
    [Theory]
    [InlineData(3000, 8.00636756765025)]
    [InlineData(4096, 8.31776616671934)]
    [InlineData(65536, 11.0903548889591)]
    public void T17_a_loss_that_tells_nothing_apart_is_the_logarithm_of_its_labels(int labels, double loss)
    {
        StateReading r = CompositeState.AtEquilibrium(new Matrix(2, labels), 10).Read();
        Assert.Equal(loss, r.Loss, 1e-9);
        Assert.Equal(0, r.StoredInformation, 1e-9);
    }

    /// <summary>Levels 0 and 1, from β = 1 into a bath of β = 2.</summary>
    [Fact]
    public void T19_heat_exchange_has_its_fluctuation_theorem()
    {
        HeatExchange heat = HeatExchange.Of([0, 1], 1, 2);
        Assert.Equal(0.0871443187420326, heat.Probability(1), 1e-9);
        Assert.Equal(0.23688281808991, heat.Probability(-1), 1e-9);
        Assert.Equal(-1, Math.Log(heat.Probability(1) / heat.Probability(-1)), 1e-9);
        Assert.InRange(heat.Residual, 0, 1e-12);
    }

    [Fact]
    public void T21_a_small_machine_is_known_exactly()
    {
        RestrictedBoltzmannMachine machine = new(
            Matrix.FromRows([1, -0.5], [0.3, 0.8]), [0.1, -0.2], [0, 0.4]);
        Assert.Equal(33.8557159164379, Math.Exp(machine.LogPartition()), 1e-9);
        Assert.Equal(-3.52210784526366, -machine.LogPartition(), 1e-9);
        // Bit i of v is unit i, so that (1, 0) is 1 and (0, 1) is 2.
        double[] expected = [0.147202599631421, 0.231205235470463, 0.245497102697405, 0.37609506220071];
        double[] data = [0, 0.5, 0, 0.5], model = machine.Model();
        for (int v = 0; v < 4; v++)
            Assert.Equal(expected[v], model[v], 1e-9);
        Assert.Equal(1.22118142010854, machine.NegativeLogLikelihood(data), 1e-9);
        Assert.Equal(0.528034239548591, ContrastiveDivergence.Divergence(data, model), 1e-9);
        Assert.Equal(0.00155298000953509, ContrastiveDivergence.Divergence(machine.Sweep(data), model), 1e-9);
        ContrastiveDivergence one = ContrastiveDivergence.Of(machine, data, 1);
        Assert.Equal(0.526481259539056, one.Value, 1e-9);
        Assert.Equal(0.630595186839311, one.EntropyChange, 1e-9);
        Assert.Equal(0.104113927300256, one.Heat, 1e-9);
        Assert.Equal(one.Value, one.EntropyChange - one.Heat, 1e-12);
        Assert.Equal(2.11598224477737, Math.Exp(Annealing.LogAverage(machine, 0, 0.5, 1)), 1e-9);
        Assert.Equal(2.11598224477737, Math.Exp(machine.LogPartition()) / 16, 1e-9);
    }
}
