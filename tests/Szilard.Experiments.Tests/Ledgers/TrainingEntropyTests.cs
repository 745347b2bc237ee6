using Szilard.Experiments.Ledgers;
using Szilard.Learners.Thermodynamics;

namespace Szilard.Experiments.Tests.Ledgers;

/// <summary>Entropy of a whole run from some of its steps.</summary>
public sealed class TrainingEntropyTests
{
    [Fact]
    public void Booked_at_every_step_it_is_the_sum_over_items_and_pairs()
    {
        BookedStep[] books = [.. Enumerable.Range(1, 5).Select(k => Step(k, ("readout", k * k)))];
        Assert.Equal(6 * (1 + 4 + 9 + 16 + 25), TrainingEntropy.Until(5, books), 1e-12);
        Assert.Equal(6 * (1 + 4 + 9), TrainingEntropy.Until(3, books), 1e-12);
    }

    /// <summary>Σ_k = 3 + 2k, booked at 1, 11, 21, 26: sums of an arithmetic series.</summary>
    [Fact]
    public void A_rate_that_changes_linearly_is_exact_at_any_cadence()
    {
        BookedStep[] books = [.. ((int[])[1, 11, 21, 26]).Select(k => Step(k, ("readout", 3 + (2 * k))))];
        foreach (int step in (int[])[1, 11, 21, 26])
            Assert.Equal(6 * ((3 * step) + (step * (step + 1))), TrainingEntropy.Until(step, books), 1e-9);
        Assert.True(double.IsNaN(TrainingEntropy.Until(0, books)));
        Assert.True(TrainingEntropy.Until(40, books) > TrainingEntropy.Until(26, books));
    }

    [Fact]
    public void What_not_every_booked_step_has_is_counted_where_it_is()
    {
        BookedStep[] books =
        [
            Step(1, ("readout", 1)), Step(6, ("readout", 1), ("labelling", 50)), Step(11, ("readout", 1)),
        ];
        Assert.Equal(6 * (11 + 50), TrainingEntropy.Until(11, books), 1e-12);
        Assert.Equal(["readout", "labelling"], TrainingEntropy.Kinds(books));
    }

    [Fact]
    public void Where_none_is_defined_none_is_told()
    {
        BookedStep[] books = [Step(1, ("relaxation", double.NaN))];
        Assert.Empty(TrainingEntropy.Cumulated(books));
        Assert.True(double.IsNaN(TrainingEntropy.Until(1, books)));
    }

    /// <summary>Three items, two pairs.</summary>
    private static BookedStep Step(long step, params (string Name, double Production)[] strokes) => new(
        step, "exact", "raw", 2, 3, 4, 1, 1, [],
        [
            .. strokes.Select(s => new BookedStroke(
                s.Name, 0, 0, 0, 0, double.NaN, 0, double.NaN, s.Production, 0)),
        ],
        new HeatCapacityCurve([], []));
}
