using Szilard.Observables.Agreement;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

/// <summary>Scores of agreement against the meters of the same names, and their calibration against its
/// promises.</summary>
public sealed class AgreementTests
{
    private static readonly AgreementSettings s_brief = new() { Permutations = 39 };

    public static TheoryData<string> Names => [.. AgreementScores.All.Cards.Select(c => c.Name)];

    /// <summary>The meters compute the same numbers by other routes: moments instead of centred columns, and
    /// so on.
    /// <c>procrustes</c> is a distance d there, 1 − d/2 here; <c>pwcca</c> weights one side there.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_score_is_the_number_that_the_meter_of_its_name_reads(string name)
    {
        Matrix x = Normal(60, 4, "x");
        Matrix y = x.Times(Normal(4, 3, "map")).Columnwise((v, j) => Math.Tanh(v) + (0.1 * j));
        double score = Score(name, x, y);
        double there = Meter(name, x, y);
        double expected = name switch
        {
            "procrustes" => 1 - (there / 2),
            "pwcca" => (there + Meter(name, y, x)) / 2,
            _ => there,
        };
        Assert.Equal(expected, score, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_array_agrees_with_itself_perfectly(string name)
    {
        Matrix x = Normal(80, 5, "x");
        Assert.Equal(1, Score(name, x, x), 1e-9);
        Calibration calibration = Compare(name, s_brief, 0, x, x).Representation;
        Assert.Equal(1, calibration.Calibrated, 1e-9);
        Assert.Equal(1.0 / 40, calibration.PValue, 1e-12);
    }

    [Theory]
    [InlineData("mutual-knn")]
    [InlineData("cknna")]
    public void Ties_between_duplicates_are_flagged_for_the_array_that_has_them(string name)
    {
        Matrix x = Normal(80, 5, "x");
        Matrix duplicated = x.Select([.. Enumerable.Range(0, 80).Select(i => i / 40)]);
        Assert.Empty(Compare(name, s_brief, 0, x, Normal(80, 4, "y")).Remark);
        string remark = Compare(name, s_brief, 0, x, duplicated).Remark;
        Assert.Contains("80 of 80 samples the 10-th neighbour", remark, StringComparison.Ordinal);
    }

    /// <summary>To shuffle what was prepared is to prepare what was shuffled.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_shuffled_pairing_reads_what_shuffled_rows_read(string name)
    {
        Matrix x = Normal(50, 3, "x"), y = Normal(50, 4, "y");
        int[] order = PermutationNull.Shuffled(50, Key.Split("order"));
        AgreementScore score = AgreementScores.All.Get(name).BuildDefault();
        double shuffled = score.Prepare(x, Crew).With(score.Prepare(y, Crew), order);
        Assert.Equal(Score(name, x, y.Select(order)), shuffled, 1e-9);
    }

    /// <summary>Products by columns up to 2n entries, by kernels beyond; a third array is wide because it is
    /// padded with columns of zeros, which changes nothing.</summary>
    [Theory]
    [InlineData("cka.biased")]
    [InlineData("cka.unbiased")]
    public void Kernels_give_what_columns_give(string name)
    {
        Matrix x = Normal(20, 3, "x"), y = Normal(20, 4, "y");
        Assert.Equal(Score(name, x, y), Score(name, Padded(x, 30), Padded(y, 30)), 1e-12);
    }

    /// <summary>Each of 300 draws is flagged with a probability of at most 0.05; 32 or more would be by
    /// chance with probability 4e-5. A rank among 20 is uniform: each fifth of p holds 60 ± 35 with a false
    /// alarm of 3e-6 each.</summary>
    [Fact]
    public void Independent_arrays_are_flagged_at_the_stated_level_with_uniform_p()
    {
        AgreementSettings settings = new() { Permutations = 19 };
        Calibration[] draws =
        [
            .. Enumerable.Range(0, 300).Select(i =>
                Compare("cka.biased", settings, i, Normal(24, 6, "x", i), Normal(24, 9, "y", i))
                    .Representation),
        ];
        Assert.InRange(draws.Count(c => c.Calibrated > 0), 1, 31);
        Assert.All(draws, c => Assert.Equal(c.Calibrated > 0, c.PValue <= 0.05 + 1e-12));
        for (int fifth = 0; fifth < 5; fifth++)
            Assert.InRange(
                draws.Count(c => (int)Math.Ceiling((5 * c.PValue) - 1e-9) == fifth + 1), 25, 95);
    }

    [Fact]
    public void The_critical_value_is_an_order_statistic_and_calibration_starts_there()
    {
        double[] shuffled = [.. Enumerable.Range(1, 39).Select(i => i / 100.0)];
        Calibration above = new(0.69, shuffled, 0.05), at = new(0.38, shuffled, 0.05);
        Assert.Equal(0.38, above.Critical);
        Assert.Equal((0.69 - 0.38) / 0.62, above.Calibrated, 1e-12);
        Assert.Equal(0, at.Calibrated);
        Assert.Equal(3.0 / 40, at.PValue, 1e-12);
        Assert.Equal(double.PositiveInfinity, new Calibration(1, shuffled, 0.01).Critical);
        Assert.True(double.IsNaN(new Calibration(double.NaN, shuffled, 0.05).PValue));
    }

    [Fact]
    public void What_cannot_be_compared_is_refused_or_named()
    {
        Matrix x = Normal(40, 3, "x");
        Assert.Contains("one alone", Refusal([new("a", x)]), StringComparison.Ordinal);
        Assert.Contains(
            "`b` has 30 rows, but `a` has 40", Refusal([new("a", x), new("b", Normal(30, 3, "y"))]),
            StringComparison.Ordinal);
        Assert.Contains(
            "`b` has 30 rows, but `a` has 40",
            Refusal([new("a", x), new("b", x) { Layers = [x, Normal(30, 3, "y")] }]),
            StringComparison.Ordinal);
        Matrix infinite = x.Map(v => v > 2 ? double.NaN : v);
        infinite[0, 0] = double.NaN;
        Assert.Contains("not finite", Refusal([new("a", x), new("b", infinite)]), StringComparison.Ordinal);
        Assert.Contains(
            "at least 19",
            Assert.Throws<SzilardException>(
                () => new AgreementSettings { Permutations = 18 }.Checked()).Message,
            StringComparison.Ordinal);
        AgreementCell constant = Compare("cka.unbiased", s_brief, 0, x, new Matrix(40, 2));
        Assert.Contains("constant", constant.Remark, StringComparison.Ordinal);
        Assert.True(double.IsNaN(constant.Representation.Calibrated));
        Assert.Contains(
            "below 42 samples",
            Compare("cca.r2", s_brief, 0, Normal(40, 20, "x"), Normal(40, 20, "y")).Remark,
            StringComparison.Ordinal);
    }

    private static string Refusal(AgreementSubject[] subjects) => Assert.Throws<SzilardException>(() =>
        AgreementAnalysis.Of(
            subjects, AgreementScores.Usual, s_brief, Key, Crew, CancellationToken.None)).Message;

    private static AgreementCell Compare(
        string name, AgreementSettings settings, int draw, Matrix x, Matrix y) =>
        AgreementAnalysis.Of(
            [new("x", x), new("y", y)], [AgreementScores.All.Get(name)], settings, Key.Split("null", draw),
            Crew, CancellationToken.None).Matrices[0].Cells[0];

    private static double Score(string name, Matrix x, Matrix y)
    {
        AgreementScore score = AgreementScores.All.Get(name).BuildDefault();
        return score.Prepare(x, Crew).With(score.Prepare(y, Crew), [.. Enumerable.Range(0, x.Rows)]);
    }

    private static double Meter(string name, Matrix x, Matrix y) => Meters.All.Get(name).BuildDefault()
        .Read(new Specimen(x) { Other = y }, Key, Crew).Value;

    private static Matrix Padded(Matrix x, int columns)
    {
        Matrix wide = new(x.Rows, columns);
        for (int i = 0; i < x.Rows; i++)
            x.Row(i).CopyTo(wide.Row(i));
        return wide;
    }
}
