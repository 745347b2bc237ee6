namespace Szilard.Parts.Tests;

/// <summary>Ranges are said in the notation of intervals, and kept.</summary>
public sealed class RangeTests
{
    [Fact]
    public void Intervals_are_written_with_round_brackets_at_ends_that_are_excluded()
    {
        Assert.Equal("(0, 1]", new NumberParameter("x", "", 1, 0, 1) { MinimumExcluded = true }.RangeText);
        Assert.Equal("[0, 1)", new NumberParameter("x", "", 0, 0, 1) { MaximumExcluded = true }.RangeText);
        Assert.Equal("[0, ∞)", new NumberParameter("x", "", 0, 0).RangeText);
        Assert.Equal("(-∞, ∞)", new NumberParameter("x", "", 0).RangeText);
        Assert.Equal("≥ 1", new IntegerParameter("n", "", 1, 1).RangeText);
        Assert.Equal("1…9", new IntegerParameter("n", "", 1, 1, 9).RangeText);
        Assert.Equal("a | b", new ChoiceParameter("c", "", "a", "a", "b").RangeText);
        Assert.Equal(
            "whole numbers in [1, 9]", new NumbersParameter("w", "", [], 1, 9) { Whole = true }.RangeText);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(double.Epsilon, true)]
    [InlineData(1, true)]
    [InlineData(1.0000000000000002, false)]
    [InlineData(double.NaN, false)]
    [InlineData(double.NegativeInfinity, false)]
    public void An_excluded_end_is_not_admitted(double value, bool admitted) =>
        Assert.Equal(
            admitted, new NumberParameter("x", "", 1, 0, 1) { MinimumExcluded = true }.Admits(value));

    [Fact]
    public void No_range_admits_an_infinity() =>
        Assert.False(new NumberParameter("x", "", 1).Admits(double.PositiveInfinity));
}
