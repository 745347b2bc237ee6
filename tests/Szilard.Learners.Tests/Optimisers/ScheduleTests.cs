using Szilard.Learners.Optimisers;

namespace Szilard.Learners.Tests.Optimisers;

/// <summary>The factor on the learning rate at points that can be worked out by hand.</summary>
public sealed class ScheduleTests
{
    [Theory]
    [InlineData("constant", 0, 0, 0, 57, 1)]
    [InlineData("constant", 0.1, 0, 0, 4, 0.5)]
    [InlineData("cosine", 0, 0, 0, 0, 1)]
    [InlineData("cosine", 0, 0, 0.1, 50, 0.55)]
    [InlineData("cosine", 0, 0, 0.1, 100, 0.1)]
    [InlineData("cosine", 0, 0.5, 0, 49, 1)]
    [InlineData("cosine", 0, 0.5, 0, 50, 1)]
    [InlineData("cosine", 0, 0.5, 0, 75, 0.5)]
    [InlineData("cosine", 0.1, 0, 0, 0, 0.1)]
    [InlineData("cosine", 0.1, 0, 0, 9, 1)]
    [InlineData("cosine", 0.1, 0, 0, 10, 1)]
    [InlineData("cosine", 0.1, 0, 0, 55, 0.5)]
    [InlineData("cosine", 0.2, 0.6, 0, 40, 1)]
    [InlineData("cosine", 0.2, 0.6, 0, 80, 0.5)]
    [InlineData("cosine", 0, 1, 0, 99, 1)]
    [InlineData("step", 0, 0, 0, 9, 1)]
    [InlineData("step", 0, 0, 0, 10, 0.5)]
    [InlineData("step", 0, 0, 0, 25, 0.25)]
    [InlineData("step", 0, 0.5, 0, 59, 1)]
    [InlineData("step", 0, 0.5, 0, 60, 0.5)]
    public void The_factor_is_as_worked_out_by_hand(
        string kind, double warmUp, double hold, double final, long step, double expected)
    {
        Schedule schedule = new(kind, warmUp, hold, final, Every: 10, Drop: 0.5);
        Assert.Equal(expected, schedule.Factor(step, 100), 1e-12);
    }

    [Fact]
    public void Warm_up_over_less_than_one_step_never_exceeds_one() =>
        Assert.Equal(1, new Schedule("constant", 0.005, 0, 0, 1, 1).Factor(0, 100));
}
