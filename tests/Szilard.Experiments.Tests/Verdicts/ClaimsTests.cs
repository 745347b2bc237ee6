using System.Text.Json;
using Szilard.Experiments.Specification;
using Szilard.Experiments.Tests.Running;
using Szilard.Experiments.Verdicts;
using Szilard.Records;

namespace Szilard.Experiments.Tests.Verdicts;

/// <summary>Claims against pooled seeds, worked out by hand: 0.8, 0.9, 1.0 have mean 0.9 and standard error
/// 0.1/√3 = 0.0577.</summary>
public sealed class ClaimsTests
{
    private static readonly RunRecord[] _own = [Record("a", 0.8), Record("a", 0.9), Record("a", 1.0)];

    [Theory]
    [InlineData(0.8999, true)]
    [InlineData(0.9001, false)]
    public void At_least_asks_the_mean_over_seeds(double bound, bool held)
    {
        ClaimOutcome outcome = Check(new AtLeast("a", "r2.affine", bound), _own);
        Assert.Equal(held, outcome.Held);
        Assert.Equal("0.90 ± 0.06 (3 seeds)", outcome.Measured);
    }

    [Theory]
    [InlineData(0.9001, true)]
    [InlineData(0.8999, false)]
    public void At_most_asks_the_mean_over_seeds(double bound, bool held) =>
        Assert.Equal(held, Check(new AtMost("a", "r2.affine", bound), _own).Held);

    /// <summary>Against one seed with standard error 0.02 the difference has √(0.01/3 + 0.0004) = 0.0611,
    /// twice of which is 0.1222.</summary>
    [Theory]
    [InlineData(0.777, true)]
    [InlineData(0.779, false)]
    public void To_beat_another_takes_more_than_two_standard_errors(double other, bool held)
    {
        ClaimOutcome outcome = Check(new Beats("a", "r2.affine", "b"), [.. _own, Record("b", other, 0.02)]);
        Assert.Equal(held, outcome.Held);
        Assert.Contains("± 0.020 (1 seed)", outcome.Measured);
    }

    [Fact]
    public void Nothing_is_beaten_where_a_standard_error_is_not_known()
    {
        RunRecord[] runs = [.. _own, Record("b", 0.1, double.NaN)];
        ClaimOutcome outcome = Check(new Beats("a", "r2.affine", "b"), runs);
        Assert.False(outcome.Held);
        Assert.Equal(
            "0.90 ± 0.06 (3 seeds) against 0.100 (1 seed); the standard error of b is not known, run it with "
                + "two seeds or more", outcome.Measured);
        Assert.False(Check(new Beats("b", "r2.affine", "a"), [.. _own, Record("b", 9, double.NaN)]).Held);
    }

    [Fact]
    public void A_seed_without_the_reading_is_told() =>
        Assert.Equal(
            "0.90 ± 0.06 (3 of 4 seeds)",
            Check(new AtLeast("a", "r2.affine", 0.5), [.. _own, Record("a", double.NaN)]).Measured);

    [Fact]
    public void A_reading_that_is_missing_or_undefined_holds_no_claim()
    {
        RunRecord[] runs = [Record("a", double.NaN), Record("b", 0.5)];
        Expectation[] claims =
        [
            new AtLeast("a", "r2.affine", 0), new AtMost("a", "r2.affine", 1), new AtLeast("b", "knn", 0),
            new AtMost("b", "knn", 1), new Beats("b", "r2.affine", "a"), new Beats("a", "r2.affine", "b"),
        ];
        Assert.All(claims, claim => Assert.False(Check(claim, runs).Held, claim.Sentence));
        Assert.Equal("no reading", Check(claims[0], runs).Measured);
    }

    private static ClaimOutcome Check(Expectation claim, RunRecord[] runs) =>
        Assert.Single(Claims.Check(Bench.Study() with { Expectations = [claim] }, runs));

    private static RunRecord Record(string name, double value, double error = 0.5) => new()
    {
        Format = RunRecord.CurrentFormat,
        Id = "0000",
        Name = name,
        Seed = 1,
        State = RunState.Done,
        Started = DateTimeOffset.UnixEpoch,
        Specification = JsonElement.Parse("{}"),
        Host = new HostFacts("oven", "Linux 6", "Chip", 2, 256, ".NET 10", "0.1.0"),
        Summary = [new NamedReading("r2.affine", value, error, 0)],
    };
}
