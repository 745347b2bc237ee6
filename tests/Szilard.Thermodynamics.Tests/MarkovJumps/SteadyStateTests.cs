using Szilard.Tensors;
using Szilard.Thermodynamics.MarkovJumps;

namespace Szilard.Thermodynamics.Tests.MarkovJumps;

public sealed class SteadyStateTests
{
    [Theory]
    [InlineData(1.0, 1.0)]
    [InlineData(3.0, 0.25)]
    [InlineData(1e-24, 1e5)]
    public void Two_states_are_occupied_in_the_ratio_of_the_rates_into_them(double up, double down)
    {
        double[] steady = SteadyState.Of(Chains.TwoState(up, down));
        Relative(up / (up + down), steady[1]);
        Relative(down / (up + down), steady[0]);
    }

    [Fact]
    public void A_chain_of_births_and_deaths_has_the_product_of_ratios()
    {
        double[] births = [3, 1e-12, 40, 1e-9, 0.2], deaths = [1, 1e4, 7, 1e6, 1e-3];
        var jumps = Enumerable.Range(0, 5)
            .SelectMany(k => new Transition[] { new(k, k + 1, births[k]), new(k + 1, k, deaths[k]) });
        var weights = new List<double> { 1 };
        for (int k = 0; k < 5; k++)
            weights.Add(weights[k] * births[k] / deaths[k]);
        double[] steady = SteadyState.Of(RateMatrix.FromTransitions(6, jumps));
        for (int k = 0; k < 6; k++)
            Relative(weights[k] / weights.Sum(), steady[k]);
    }

    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(6.0, 2)]
    [InlineData(25.0, 3)]
    [InlineData(25.0, 4)]
    [InlineData(50.0, 5)]
    public void Rates_over_many_decades_keep_each_probability_to_rounding(double decades, int seed)
    {
        RateMatrix rates = Chains.Scattered(5, decades, RandomKey.FromSeed(seed));
        double[] trees = Chains.ByTrees(rates), steady = SteadyState.Of(rates);
        for (int k = 0; k < 5; k++)
            Relative(trees[k], steady[k]);
    }

    [Fact]
    public void Thirty_states_agree_with_power_iteration()
    {
        RateMatrix rates = Chains.Scattered(30, 1, RandomKey.FromSeed(6));
        double[] p = [.. Enumerable.Repeat(1.0 / 30, 30)], steady = SteadyState.Of(rates);
        double pace = Enumerable.Range(0, 30).Max(rates.Exit);
        for (int step = 0; step < 500; step++)
            p = [.. p.Select((v, i) =>
                v + (Enumerable.Range(0, 30).Sum(j => rates.Values[(i * 30) + j] * p[j]) / pace))];
        for (int k = 0; k < 30; k++)
            Assert.Equal(p[k], steady[k], 1e-14);
    }

    [Fact]
    public void Odds_that_run_beyond_the_largest_number_still_normalise()
    {
        var jumps = Enumerable.Range(0, 20)
            .SelectMany(k => new Transition[] { new(k, k + 1, 1e15), new(k + 1, k, 1e-10) });
        double[] steady = SteadyState.Of(RateMatrix.FromTransitions(21, jumps));
        Assert.Equal(1, steady[20], 1e-15);
        Relative(1e-25, steady[19]);
    }

    private static void Relative(double expected, double actual) =>
        Assert.InRange(actual / expected, 1 - 1e-13, 1 + 1e-13);
}
