using Szilard.Tensors;
using Szilard.Thermodynamics.MarkovJumps;

namespace Szilard.Thermodynamics.Tests.MarkovJumps;

public sealed class EntropyProductionTests
{
    [Theory]
    [InlineData(3.0, 0.5)]
    [InlineData(1.0, 1e-24)]
    [InlineData(1.0, 1 - 1e-9)]
    public void A_ring_of_three_dissipates_current_times_affinity(double forward, double backward)
    {
        RateMatrix ring = Chains.Ring(3, forward, backward);
        double expected = (forward - backward) * Math.Log(forward / backward);
        Assert.Equal(1, EntropyProduction.Rate(ring, SteadyState.Of(ring)) / expected, 1e-6);
        Assert.Equal(3 * Math.Log(forward / backward), Assert.Single(JumpCycle.Basis(ring)).Affinity, 1e-12);
    }

    [Theory]
    [InlineData(2.0, 21)]
    [InlineData(12.0, 22)]
    public void Cycles_and_pairs_account_for_the_same_dissipation(double decades, int seed)
    {
        RateMatrix rates = Chains.Scattered(6, decades, RandomKey.FromSeed(seed));
        double[] steady = SteadyState.Of(rates);
        IReadOnlyList<JumpCycle> basis = JumpCycle.Basis(rates);
        Assert.Equal(15 - 6 + 1, basis.Count);
        double cycles = basis.Sum(c =>
            c.Affinity * EntropyProduction.Current(rates, steady, c.Chord.From, c.Chord.To));
        double pairs = EntropyProduction.Rate(rates, steady);
        Assert.Equal(1, cycles / pairs, 1e-9);
        Assert.Equal(1, EntropyProduction.Flow(rates, steady) / pairs, 1e-9);
    }

    [Fact]
    public void Detailed_balance_costs_nothing()
    {
        double[] energies = [0, 1.3, -0.4, 2.2];
        RateMatrix rates = RateMatrix.FromTransitions(4,
            from i in Enumerable.Range(0, 4)
            from j in Enumerable.Range(0, 4)
            where i != j
            select new Transition(i, j, (1 + i + j) * Math.Exp((energies[i] - energies[j]) / 2)));
        double[] steady = SteadyState.Of(rates);
        double sum = energies.Sum(e => Math.Exp(-e));
        Assert.All(
            steady.Zip(energies), pair => Assert.Equal(Math.Exp(-pair.Second) / sum, pair.First, 1e-15));
        Assert.Equal(0, EntropyProduction.Rate(rates, steady), 1e-14);
        Assert.True(DetailedBalance.Check(rates).Holds);
    }

    [Fact]
    public void A_driven_cycle_is_found_and_named()
    {
        RateMatrix rates = RateMatrix.FromTransitions(4,
        [
            new(0, 1, 1), new(1, 0, 1), new(1, 2, 1), new(2, 1, 1), new(2, 0, 2), new(0, 2, 1),
            new(2, 3, 9), new(3, 2, 4),
        ]);
        DetailedBalance balance = DetailedBalance.Check(rates);
        Assert.False(balance.Holds);
        Assert.Equal(Math.Log(2), balance.LargestAffinity, 1e-14);
        Assert.Equal([0, 1, 2], balance.Worst!.States.Order());
        Assert.Equal(Math.Log(2), JumpCycle.Through(rates, 0, 1, 2).Affinity, 1e-14);
        Assert.Throws<ArgumentException>(() => JumpCycle.Through(rates, 0, 1, 3));
    }

    [Fact]
    public void A_tree_is_always_at_equilibrium()
    {
        RateMatrix chain = RateMatrix.FromTransitions(
            3, [new(0, 1, 5), new(1, 0, 2), new(1, 2, 8), new(2, 1, 1)]);
        Assert.Empty(JumpCycle.Basis(chain));
        Assert.True(DetailedBalance.Check(chain).Holds);
    }

    [Fact]
    public void A_transition_without_reverse_costs_without_bound()
    {
        RateMatrix ring = Chains.Ring(3, 1, 0);
        Assert.Equal(double.PositiveInfinity, EntropyProduction.Rate(ring, SteadyState.Of(ring)));
        Assert.False(DetailedBalance.Check(ring).Holds);
    }
}
