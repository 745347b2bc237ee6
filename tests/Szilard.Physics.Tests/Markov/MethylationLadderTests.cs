using Szilard.Parts;
using Szilard.Physics.Synapses.Markov;
using Szilard.Thermodynamics.MarkovJumps;

namespace Szilard.Physics.Tests.Markov;

public sealed class MethylationLadderTests
{
    /// <summary>Reference notes, A6: an independent C program, R = 25, s = 0. Half of the last digit given,
    /// and a tenth more: the note rounds 8.91549 up.</summary>
    [Theory]
    [InlineData(0.5, 0.154, 5.5e-4)]
    [InlineData(0.2, 0.942, 5.5e-4)]
    [InlineData(0.1, 1.762, 5.5e-4)]
    [InlineData(0.05, 2.590, 5.5e-4)]
    [InlineData(0.02, 3.624, 5.5e-4)]
    [InlineData(0.01, 4.362, 5.5e-4)]
    [InlineData(1e-3, 6.674, 5.5e-4)]
    [InlineData(1e-4, 8.916, 5.5e-4)]
    [InlineData(1e-6, 13.38, 5.5e-3)]
    [InlineData(1e-9, 20.06, 5.5e-3)]
    [InlineData(1e-24, 53.5, 0.055)]
    public void Dissipation_meets_the_reference_table(double gamma, double expected, double tolerance)
    {
        Assert.Equal(expected, new MethylationLadder(gamma).Dissipation(), tolerance);
    }

    /// <summary>Expected: Gaussian elimination and logarithms in decimal arithmetic of 60 digits, R = 25, s =
    /// 0.
    /// </summary>
    [Theory]
    [InlineData(0.5, 0.15424366085682618609, 0.753383059609089323)]
    [InlineData(0.1, 1.76172963755994192245, 0.558511838677637495)]
    [InlineData(0.01, 4.36182049097805278263, 0.519516033299989627)]
    [InlineData(1e-4, 8.91549407491772082345, 0.515934523485246837)]
    [InlineData(1e-9, 20.0642348169146891299, 0.515899199286808915)]
    [InlineData(1e-24, 53.5046262950609672592, 0.515899198933649862)]
    public void Dissipation_and_activity_are_right_to_rounding(
        double gamma, double dissipation, double activity)
    {
        var ladder = new MethylationLadder(gamma);
        Assert.Equal(1, ladder.Dissipation() / dissipation, 1e-12);
        Assert.Equal(activity, ladder.Activity(0), 1e-14);
    }

    [Theory]
    [InlineData(1.0, 0.8808)]
    [InlineData(0.5, 0.7534)]
    [InlineData(0.2, 0.6099)]
    [InlineData(0.1, 0.5585)]
    [InlineData(0.05, 0.5356)]
    [InlineData(0.02, 0.5233)]
    [InlineData(0.01, 0.5195)]
    [InlineData(1e-3, 0.5163)]
    [InlineData(1e-4, 0.5159)]
    public void Resting_activity_meets_the_reference_table(double gamma, double expected)
    {
        Assert.Equal(expected, new MethylationLadder(gamma).Activity(0), 5e-5);
    }

    [Theory]
    [InlineData(1.0, 4.248)]
    [InlineData(10.0, 4.354)]
    [InlineData(100.0, 4.366)]
    public void Dissipation_hardly_depends_on_how_fast_activity_flips(double rateFactor, double expected)
    {
        Assert.Equal(expected, new MethylationLadder(0.01, rateFactor).Dissipation(), 5e-4);
    }

    [Theory]
    [InlineData(1.0, 5, 0.0)]
    [InlineData(0.3, 5, 200.0)]
    [InlineData(1e-24, 5, 20.0)]
    [InlineData(1e-9, 2, 0.0)]
    [InlineData(1e-3, 12, 50.0)]
    public void Every_square_is_driven_alike(double gamma, int levels, double signal)
    {
        var ladder = new MethylationLadder(gamma, 25, levels);
        RateMatrix rates = ladder.Rates(signal);
        for (int m = 0; m + 1 < levels; m++)
            Assert.Equal(2 * Math.Log(1 / gamma),
                JumpCycle.Through(rates, m, levels + m, levels + m + 1, m + 1).Affinity, 1e-9);
        IReadOnlyList<JumpCycle> basis = JumpCycle.Basis(rates);
        Assert.Equal(levels - 1, basis.Count);
        Assert.All(basis, cycle => Assert.Equal(ladder.SquareAffinity, cycle.Affinity, 1e-9));
    }

    [Theory]
    [InlineData(0.5, 5)]
    [InlineData(1e-6, 5)]
    [InlineData(1e-24, 3)]
    [InlineData(1e-3, 9)]
    public void Dissipation_is_flux_times_affinity(double gamma, int levels)
    {
        var ladder = new MethylationLadder(gamma, 25, levels);
        Assert.Equal(1, ladder.Flux(40) * ladder.SquareAffinity / ladder.Dissipation(40), 1e-9);
    }

    [Fact]
    public void The_flux_has_the_limit_of_the_reference()
    {
        Assert.Equal(0.4841, new MethylationLadder(1e-24).Flux(), 5e-5);
    }

    [Theory]
    [InlineData(5, 0.0)]
    [InlineData(5, 120.0)]
    [InlineData(9, 3.0)]
    public void Without_drive_the_ladder_is_at_equilibrium_and_costs_nothing(int levels, double signal)
    {
        var ladder = new MethylationLadder(1, 25, levels);
        Assert.Equal(0, ladder.Dissipation(signal), 1e-13);
        Assert.True(DetailedBalance.Check(ladder.Rates(signal)).Holds);
        double shift = MethylationLadder.EnergyGap(signal, 1);
        double active = Enumerable.Range(0, levels).Sum(m => Math.Exp(m));
        double inactive = Enumerable.Range(0, levels).Sum(m => Math.Exp(2 - m + shift));
        Assert.Equal(active / (active + inactive), ladder.Activity(signal), 1e-14);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1e-12)]
    public void The_steady_state_agrees_with_power_iteration(double gamma)
    {
        RateMatrix rates = new MethylationLadder(gamma, 3).Rates(30);
        double[] p = [.. Enumerable.Repeat(0.1, 10)], steady = SteadyState.Of(rates);
        double pace = 1.5 * Enumerable.Range(0, 10).Max(rates.Exit);
        for (int step = 0; step < 400_000; step++)
        {
            var next = new double[10];
            for (int i = 0; i < 10; i++)
                for (int j = 0; j < 10; j++)
                    next[i] += ((i == j ? 1 : 0) + (rates.Values[(i * 10) + j] / pace)) * p[j];
            p = next;
        }
        for (int k = 0; k < 10; k++)
            Assert.Equal(p[k], steady[k], 1e-10);
    }

    [Theory]
    [InlineData(0.0, 25.0, 5)]
    [InlineData(1.5, 25.0, 5)]
    [InlineData(double.NaN, 25.0, 5)]
    [InlineData(0.1, 0.0, 5)]
    [InlineData(0.1, 25.0, 1)]
    public void Values_outside_their_range_are_refused(double gamma, double rateFactor, int levels)
    {
        Assert.Throws<SzilardException>(() => new MethylationLadder(gamma, rateFactor, levels));
    }

    [Fact]
    public void A_negative_signal_is_refused()
    {
        Assert.Throws<SzilardException>(() => new MethylationLadder(0.1).Rates(-1));
    }
}
