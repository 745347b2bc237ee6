using Szilard.Parts;
using Szilard.Physics.Synapses.Markov;

namespace Szilard.Physics.Tests.Markov;

public sealed class AdaptationCostLawTests
{
    private static readonly ContrastCycle Cycle = new(10, 50, 3, 15);

    [Theory]
    [InlineData(0.35, 6.1, 0.968)]
    [InlineData(-0.2, 40.0, 3.0)]
    public void A_fit_finds_the_law_that_made_the_points(double floor, double scale, double perFold)
    {
        double[] dissipations = [2, 3, 3.5, 4, 6, 9, 20];
        double[] areas = [.. dissipations.Select(s => floor + (scale * Math.Exp(-s / perFold)))];
        AdaptationCostLaw law = AdaptationCostLaw.Fit(dissipations, areas);
        Assert.Equal(floor, law.Floor, 1e-7);
        Assert.Equal(1, law.Scale / scale, 1e-5);
        Assert.Equal(1, law.DissipationPerFold / perFold, 1e-5);
    }

    /// <summary>Reference notes, A6: I ≈ I_∞ + 6.1·e^(−σ/2J) with 2J ≈ 0.968 for γ ≤ 0.02.</summary>
    [Fact]
    public void The_ladder_follows_the_law_for_strong_drive()
    {
        MethylationLadder[] ladders = [.. new[] { 0.02, 0.01, 5e-3, 2e-3, 1e-3, 1e-4, 1e-6 }
            .Select(gamma => new MethylationLadder(gamma))];
        double[] areas = [.. ladders.Select(l => MarkovKernel.Of(l, 200).Area)];
        AdaptationCostLaw law = AdaptationCostLaw.Fit([.. ladders.Select(l => l.Dissipation())], areas);
        Assert.Equal(0.3476, law.Floor, 2e-3);
        Assert.InRange(law.DissipationPerFold, 0.968 * 0.95, 0.968 * 1.05);
        for (int k = 0; k < ladders.Length; k++)
            Assert.Equal(areas[k], law.Area(ladders[k].Dissipation()), 2e-3);
        for (int k = 1; k < 5; k++)
            Assert.InRange((areas[k] - areas[^1]) / ladders[k].Gamma, 5.8, 6.3);
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(1.0)]
    [InlineData(4.0)]
    public void A_budget_buys_the_error_that_costs_it(double dissipation)
    {
        var law = new AdaptationCostLaw(0.35, 6.1, 0.968);
        double energy = Cycle.Energy(dissipation), error = law.OffsetError(energy, Cycle);
        Assert.Equal(energy, law.Energy(error, Cycle), 1e-9);
        Assert.Equal(law.Area(dissipation) * 10 * 3 / 50, error, 1e-12);
    }

    [Fact]
    public void Each_fold_of_accuracy_costs_the_same_energy()
    {
        var law = new AdaptationCostLaw(0, 6.1, 0.968);
        double once = law.Energy(0.1, Cycle), better = law.Energy(0.1 / Math.E, Cycle);
        Assert.Equal(0.968 * 5 * 18, better - once, 1e-9);
        double range = 15.0 / 3;
        Assert.Equal(0.968 * 5 * 3 * (1 + range) * Math.Log(6.1 / (0.1 * 50 / (10 * 3))), once, 1e-9);
    }

    [Fact]
    public void The_floor_cannot_be_bought_and_what_is_free_costs_nothing()
    {
        var law = new AdaptationCostLaw(0.35, 6.1, 0.968);
        Assert.Equal(double.PositiveInfinity, law.Energy(Cycle.OffsetError(0.35), Cycle));
        Assert.Equal(double.PositiveInfinity, law.Energy(0, Cycle));
        Assert.Equal(0, law.Energy(Cycle.OffsetError(7), Cycle));
        Assert.Equal(Cycle.OffsetError(0.35), law.OffsetError(double.PositiveInfinity, Cycle), 1e-15);
    }

    [Fact]
    public void Points_that_fix_no_law_are_refused()
    {
        Assert.Throws<SzilardException>(() => AdaptationCostLaw.Fit([1, 2, 2], [3, 2, 2]));
        Assert.Throws<SzilardException>(() => AdaptationCostLaw.Fit([1, 2, 3, 4], [1, 2, 3, double.NaN]));
        Assert.Throws<SzilardException>(() => AdaptationCostLaw.Fit([1, 2, 3, 4], [1, 2, 2.5, 2.7]));
        Assert.Throws<ArgumentException>(() => AdaptationCostLaw.Fit([1, 2, 3], [1, 2]));
    }
}
