using Szilard.Records;

namespace Szilard.Reports.Tests;

public class SeedAverageTests
{
    private static ReportedReading Reading(double value, double error = 0.5, double chance = 0.1) =>
        new("r2", value, error, chance);

    [Fact]
    public void Three_seeds_give_their_mean_and_its_error_by_hand()
    {
        // Mean of 1, 2, 6 is 3; squares 4 + 1 + 9 = 14; error √(14 / (3·2)) = √(7/3).
        ReportedReading average = SeedAverage.Of([Reading(1), Reading(2), Reading(6)]);

        Assert.Equal(3, average.Value, 12);
        Assert.Equal(Math.Sqrt(7.0 / 3), average.StandardError, 12);
        Assert.Equal(0.1, average.Chance, 12);
        Assert.Equal("", average.Remark);
    }

    [Fact]
    public void One_seed_keeps_its_own_error()
    {
        ReportedReading average = SeedAverage.Of([Reading(0.7, error: 0.02)]);
        Assert.Equal((0.7, 0.02), (average.Value, average.StandardError));
    }

    [Fact]
    public void Seeds_without_value_are_left_out_and_counted()
    {
        ReportedReading average = SeedAverage.Of(
            [Reading(1), Reading(double.NaN, chance: double.NaN), Reading(2)]);

        Assert.Equal(1.5, average.Value, 12);
        Assert.Equal(0.5, average.StandardError, 12); // √((0.25 + 0.25) / (2·1)) = 0.5
        Assert.Equal(0.1, average.Chance, 12);
        Assert.Equal("2 of 3 seeds have a value", average.Remark);
    }

    [Fact]
    public void No_value_at_all_stays_missing()
    {
        ReportedReading average = SeedAverage.Of([Reading(double.NaN), Reading(double.NaN)]);
        Assert.True(double.IsNaN(average.Value) && double.IsNaN(average.StandardError));
    }

    [Fact]
    public void Equal_values_have_no_error() =>
        Assert.Equal(0, SeedAverage.Of([Reading(0.1), Reading(0.1), Reading(0.1)]).StandardError);

    [Fact]
    public void An_average_of_nothing_is_misuse() =>
        Assert.Throws<ArgumentException>(() => SeedAverage.Of([]));

    [Fact]
    public void The_group_says_how_many_seeds_ended_how_with_the_worst_as_evidence()
    {
        RunSection Run(long seed, string state, string evidence) =>
            new("a", new(state, null, evidence, "")) { Seed = seed };
        RunSection[] runs =
            [Run(0, "healthy", "fine"), Run(1, "diverged", "NaN in w3."), Run(2, "healthy", "fine")];
        RunGroup group = RunGroup.Of(runs).Single();

        Assert.Equal("2 of 3 healthy, 1 of 3 diverged", group.Verdict.State);
        Assert.Equal(Tone.Bad, group.Tone);
        Assert.Equal("NaN in w3 (seed 1)", group.Verdict.Evidence);
    }

    [Theory]
    [InlineData("healthy", Tone.Good)]
    [InlineData("collapsed", Tone.Bad)]
    [InlineData("dimensional collapse", Tone.Bad)]
    [InlineData("diverged", Tone.Bad)]
    [InlineData("plateau", Tone.Caution)]
    [InlineData("not-converged", Tone.Caution)]
    [InlineData("something new", Tone.Neutral)]
    public void States_have_tones(string state, Tone tone) =>
        Assert.Equal(tone, new RunVerdict(state, null, "", "").Tone);
}
