using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Thermodynamics.MarkovJumps;

namespace Szilard.Thermodynamics.Tests.MarkovJumps;

public sealed class RateMatrixTests
{
    [Fact]
    public void Columns_sum_to_zero_and_entries_go_from_column_to_row()
    {
        RateMatrix rates = RateMatrix.FromTransitions(
            3, [new(0, 2, 5), new(2, 1, 7), new(1, 0, 0.5), new(0, 1, 2)]);
        Assert.Equal([-7, 0.5, 0, 2, -0.5, 7, 5, 0, -7], rates.Values.ToArray());
        Assert.Equal(5, rates.Rate(0, 2));
        Assert.Equal(7, rates.Exit(0));
    }

    [Fact]
    public void A_diagonal_of_zeros_is_filled_in()
    {
        RateMatrix rates = RateMatrix.FromMatrix(new Matrix(2, 2, [0, 3, 4, 0]));
        Assert.Equal([-4, 3, 4, -3], rates.Values.ToArray());
    }

    [Fact]
    public void Rates_of_the_same_jump_add()
    {
        Assert.Equal(5, RateMatrix.FromTransitions(2, [new(0, 1, 2), new(0, 1, 3)]).Rate(0, 1));
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_rate_that_is_negative_or_not_finite_is_refused(double rate)
    {
        string message = Assert.Throws<SzilardException>(
            () => RateMatrix.FromTransitions(3, [new(0, 1, 1), new(1, 2, rate)])).Message;
        Assert.Contains("1 → 2", message);
        Assert.Throws<SzilardException>(() => RateMatrix.FromMatrix(new Matrix(2, 2, [-1, rate, 1, -rate])));
    }

    [Fact]
    public void A_transposed_matrix_is_refused_with_the_remedy()
    {
        string message = Assert.Throws<SzilardException>(
            () => RateMatrix.FromMatrix(new Matrix(2, 2, [-1, 1, 4, -4]))).Message;
        Assert.Contains("Column 0", message);
        Assert.Contains("Transpose", message);
    }

    [Fact]
    public void A_matrix_that_is_not_square_or_has_a_diagonal_that_is_not_a_number_is_refused()
    {
        Assert.Throws<SzilardException>(() => RateMatrix.FromMatrix(new Matrix(2, 3)));
        Assert.Throws<SzilardException>(
            () => RateMatrix.FromMatrix(new Matrix(2, 2, [double.NaN, 1, 1, -1])));
    }

    [Fact]
    public void States_that_do_not_exist_and_jumps_in_place_are_refused()
    {
        Assert.Throws<SzilardException>(() => RateMatrix.FromTransitions(2, [new(0, 2, 1)]));
        Assert.Throws<SzilardException>(() => RateMatrix.FromTransitions(2, [new(1, 1, 1)]));
    }

    [Fact]
    public void A_process_that_falls_apart_names_the_states_that_cannot_be_reached()
    {
        RateMatrix rates = RateMatrix.FromTransitions(
            5, [new(0, 1, 1), new(1, 0, 1), new(1, 2, 1), new(2, 3, 1), new(3, 2, 1), new(4, 0, 1)]);
        Assert.False(rates.IsErgodic);
        Assert.Equal([[0, 1], [2, 3], [4]], rates.Classes.Select(c => c.ToArray()));
        string message = Assert.Throws<SzilardException>(() => SteadyState.Of(rates)).Message;
        Assert.Contains("from {0, 1} the process never reaches {4}", message);
        Assert.Contains("from {2, 3} the process never reaches {0, 1, 4}", message);
        Assert.DoesNotContain("from {4}", message);
    }
}
