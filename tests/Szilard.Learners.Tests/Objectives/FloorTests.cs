using Szilard.Learners.Objectives;

namespace Szilard.Learners.Tests.Objectives;

/// <summary>van den Oord, Li, Vinyals 2018, eq. 8: the mutual information is at least ln N minus the
/// loss.</summary>
public sealed class FloorTests
{
    /// <summary>ln 4 = 1.386 candidates hold at most so much information, and a cross-entropy is never
    /// negative.</summary>
    [Theory]
    [InlineData(1.0, 0.3862943611198906)]
    [InlineData(1.4, 0)]
    [InlineData(0.0, 1.3862943611198906)]
    public void The_floor_is_the_plateau_less_the_information_and_never_negative(
        double information, double floor) =>
        Assert.Equal(floor, GoldenValueTests.Build("info-nce", "").Floor(4, information)!.Value, 1e-12);

    [Theory]
    [InlineData("nt-xent", 7)]
    [InlineData("an-info-nce", 7)]
    [InlineData("info-nce", 4)]
    public void Each_objective_counts_its_own_candidates(string name, int candidates) =>
        Assert.Equal(
            Math.Log(candidates) - 0.5, GoldenValueTests.Build(name, "").Floor(4, 0.5)!.Value, 1e-12);

    [Fact]
    public void Where_the_information_is_not_known_there_is_no_floor() =>
        Assert.All(
            Objective.Catalogue.Parts, part =>
                Assert.Null(part.BuildDefault().Floor(4, mutualInformation: null)));
}
