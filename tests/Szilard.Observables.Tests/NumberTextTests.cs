namespace Szilard.Observables.Tests;

public class NumberTextTests
{
    [Theory]
    [InlineData(0.98712, 0.0123, "0.987 ± 0.012")]
    [InlineData(0.98712, 0.0063, "0.987 ± 0.006")]
    [InlineData(12.345, 2.34, "12.3 ± 2.3")]
    [InlineData(1234.4, 67, "1234 ± 67")]
    [InlineData(-0.0004, 0.02, "0.000 ± 0.020")]
    [InlineData(-0.5, 0.02, "−0.500 ± 0.020")]
    [InlineData(0.5, 0.0, "0.500 ± 0")]
    [InlineData(0.5, 1e-9, "0.5000 ± <0.0001")]
    [InlineData(0.00012, 1e-5, "1.2×10⁻⁴ ± 1.0×10⁻⁵")]
    [InlineData(double.NaN, 0.1, "—")]
    [InlineData(0.25, double.NaN, "0.250")]
    public void Values_carry_the_digits_that_their_error_supports(double value, double error, string text) =>
        Assert.Equal(text, NumberText.WithError(value, error));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1.41421, "1.414")]
    [InlineData(46.95245, "46.95")]
    [InlineData(123456, "123456")]
    [InlineData(9.99e9, "1.0×10¹⁰")]
    [InlineData(-3.2e-7, "−3.2×10⁻⁷")]
    [InlineData(double.NaN, "—")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void Bare_values_have_about_four_digits(double value, string text) =>
        Assert.Equal(text, NumberText.Of(value));

    [Theory]
    [InlineData(0.42, "0.42 s")]
    [InlineData(12.34, "12.3 s")]
    [InlineData(59.96, "1 min 00 s")]
    [InlineData(185, "3 min 05 s")]
    [InlineData(7620, "2 h 07 min")]
    [InlineData(double.NaN, "—")]
    public void Durations_read_as_spoken(double seconds, string text) =>
        Assert.Equal(text, NumberText.Duration(seconds));

    [Theory]
    [InlineData(-0.00051, "−0.0005")]
    [InlineData(-1e-7, "0")]
    [InlineData(0.0, "0")]
    [InlineData(0.0123, "0.012")]
    [InlineData(5.545, "5.545")]
    [InlineData(double.NaN, "—")]
    public void Levels_of_chance_have_no_powers_of_ten_where_they_are_small(double chance, string text) =>
        Assert.Equal(text, NumberText.Level(chance));

    [Theory]
    [InlineData(-0.0005, "0.987 ± 0.012 (−0.0005)")]
    [InlineData(double.NaN, "0.987 ± 0.012")]
    public void The_level_of_chance_stands_in_brackets_where_there_is_one(double chance, string text) =>
        Assert.Equal(text, NumberText.WithChance(0.98712, 0.0123, chance));

    [Theory]
    [InlineData(0.0045, "0.0045")]
    [InlineData(0.1, "0.1")]
    [InlineData(-1.5, "−1.5")]
    [InlineData(2.5e-9, "2.5×10⁻⁹")]
    [InlineData(1e-12, "1×10⁻¹²")]
    [InlineData(-3e20, "−3×10²⁰")]
    [InlineData(0.0, "0")]
    [InlineData(double.PositiveInfinity, "∞")]
    public void What_was_given_keeps_all_its_digits(double number, string text) =>
        Assert.Equal(text, NumberText.Given(number));

    [Fact]
    public void Counts_are_grouped_by_narrow_spaces() =>
        Assert.Equal("1\u202F234\u202F567", NumberText.Count(1234567));

    [Theory]
    [InlineData(-0.17646712851321, 1e-9, "−0.1764671285")]
    [InlineData(0.855, 0.003, "0.8550")]
    [InlineData(33.8557159164379, 1e-9, "33.8557159164")]
    [InlineData(2.1, 0.1, "2.100")]
    [InlineData(5e-17, 1e-12, "5.0×10⁻¹⁷")]
    [InlineData(0.25, 0, "0.250")]
    public void A_tolerance_asks_for_its_digits(double value, double tolerance, string expected) =>
        Assert.Equal(expected, NumberText.Within(value, tolerance));

    [Theory]
    [InlineData(0.97842, 0.97701, 0.98008, "0.9784 [0.9770, 0.9801]")]
    [InlineData(0.84, 0.713, 0.92, "0.84 [0.71, 0.92]")]
    [InlineData(0.99976, 0.99975, 0.99977, "0.9998 [0.9998, 0.9998]")]
    [InlineData(0.5, 0.5, 0.5, "0.500 [0.500, 0.500]")]
    [InlineData(-0.002, -0.03, 0.03, "−0.002 [−0.030, 0.030]")]
    [InlineData(2e-6, 1e-6, 3e-6, "2.0×10⁻⁶ [1.0×10⁻⁶, 3.0×10⁻⁶]")]
    [InlineData(double.NaN, double.NaN, double.NaN, "— [—, —]")]
    public void An_interval_has_the_digits_of_half_its_width(
        double value, double low, double high, string text) =>
        Assert.Equal(text, NumberText.WithInterval(value, low, high));
}
