using Szilard.Observables.Disentanglement;
using Szilard.Tensors;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

/// <summary>Exact values of §4.3 and §4.4, some ported from the unit tests of disentanglement_lib.</summary>
public sealed class DisentanglementTests
{
    private static readonly double s_half = 1 - (Math.Log(2) / Math.Log(10));

    [Fact]
    public void One_code_for_each_factor_is_disentangled_and_complete() => AssertDci(Diagonal(5), 1, 1);

    [Fact]
    public void An_empty_code_does_not_count() => AssertDci(Matrix.FromRows([1, 0], [0, 1], [0, 0]), 1, 1);

    [Fact]
    public void No_importance_at_all_scores_nothing() => AssertDci(new Matrix(5, 5), 0, 0);

    [Fact]
    public void Two_codes_for_a_factor_are_incomplete() => AssertDci(Stacked(Diagonal(5)), 1, s_half);

    [Fact]
    public void One_code_for_two_factors_is_entangled() =>
        AssertDci(Stacked(Diagonal(5)).Transpose(), s_half, 1);

    [Fact]
    public void The_remaining_entropy_is_that_of_the_notes() => Assert.Equal(.69897, s_half, 1e-6);

    /// <summary>Independent latents turned by θ weigh |cos θ| and |sin θ|.</summary>
    [Theory]
    [InlineData(15, .255992)]
    [InlineData(30, .052429)]
    [InlineData(45, 0)]
    public void A_turn_entangles(double degrees, double expected)
    {
        Matrix z = Grid(-2, -1, 1, 2), h = z.Times(Rotation(degrees));
        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        double p = sin / (sin + cos);
        double exact = 1 + (((p * Math.Log(p)) + ((1 - p) * Math.Log(1 - p))) / Math.Log(2));
        Assert.Equal(expected, exact, 1e-6);
        Assert.Equal(exact, Identify("dci.disentanglement", z, h).Value, 1e-9);
        Assert.Equal(exact, Identify("dci.completeness", z, h).Value, 1e-9);
        Assert.Equal(1, Identify("dci.informativeness", z, h).Value, 1e-9);
    }

    /// <summary>Uncorrelated columns: the lasso shrinks each weight by λ.</summary>
    [Fact]
    public void The_lasso_drops_small_weights()
    {
        Matrix z = Grid(-2, -1, 1, 2), h = z.Times(Rotation(15));
        (double sin, double cos) = Math.SinCos(Math.PI / 12);
        double p = (sin - .2) / (sin + cos - .4);
        double exact = 1 + (((p * Math.Log(p)) + ((1 - p) * Math.Log(1 - p))) / Math.Log(2));
        Specimen specimen = new(h) { Latents = z };
        Assert.Equal(exact, Read("dci.disentanglement", specimen, ("penalty", .2)).Value, 1e-9);
        Assert.Equal(1, Read("dci.disentanglement", specimen, ("penalty", .3)).Value, 1e-9);
    }

    [Fact]
    public void Modularity_of_importances_is_exact()
    {
        Assert.Equal(1, Modularity(Diagonal(5)), 1e-15);
        Assert.Equal(1, Modularity(Stacked(Diagonal(5))), 1e-15);
        Assert.Equal(2.0 / 3, Modularity(Matrix.FromRows([1, 0], [0, 1], [0, 0])), 1e-15);
        Assert.Equal(8.0 / 9, Modularity(Stacked(Diagonal(5)).Transpose()), 1e-15);
    }

    [Fact]
    public void The_gap_is_one_for_discrete_copies_and_none_for_duplicates_or_constants()
    {
        Matrix z = Levels(4, 3);
        Assert.Equal(1, Identify("mig", z, z).Value, 1e-9);
        Assert.Equal(0, Identify("mig", z, SideBySide(z, z)).Value, 1e-9);
        Assert.Equal(0, Identify("mig", z, new Matrix(z.Rows, 2)).Value, 1e-9);
        Assert.Equal(1, Identify("modularity", z, z).Value, 1e-9);
    }

    [Theory]
    [InlineData(15, .866025)]
    [InlineData(30, .5)]
    [InlineData(45, 0)]
    public void Attributes_of_turned_latents_are_separated_by_the_cosine_of_twice_the_angle(
        double degrees, double expected)
    {
        Matrix z = Grid(-2, -1, 1, 2);
        double exact = Math.Cos(degrees * Math.PI / 90);
        Assert.Equal(expected, exact, 1e-6);
        Assert.Equal(exact, Identify("sap", z, z.Times(Rotation(degrees))).Value, 1e-9);
        Assert.Equal(0, Identify("sap", z, SideBySide(z, z)).Value, 1e-9);
    }

    [Fact]
    public void Copies_are_modular_compact_and_explicit()
    {
        Matrix z = Levels(4, 3);
        Assert.Equal(1, Identify("info-m", z, z).Value, 1e-9);
        Assert.Equal(1, Identify("info-c", z, z).Value, 1e-9);
        Assert.InRange(Identify("info-e", z, z).Value, .999, 1);
        Matrix numbers = Normal(200, 3, "numbers");
        Assert.Equal(1, Identify("info-e", numbers, numbers).Value, 1e-9);
    }

    [Fact]
    public void A_copy_twice_is_less_compact()
    {
        Matrix z = Levels(4, 2), h = z.Times(Matrix.FromRows([1, 1, 0], [0, 0, 1]));
        Assert.Equal(1, Identify("info-m", z, h).Value, 1e-9);
        Assert.Equal(.625, Identify("info-c", z, h).Value, 1e-9);
    }

    /// <summary>The middle one of three levels is a class that no line through them separates, by symmetry
    /// the best line is flat; a parabola of the level does.</summary>
    [Fact]
    public void A_parabola_separates_what_a_line_cannot()
    {
        Matrix level = new Matrix(3000, 1).With((m, i) => m[i, 0] = (i % 3) - 1);
        Matrix middle = level.Map(v => v == 0 ? 1 : 0);
        Assert.Equal(0, Identify("info-e", middle, level).Value, .01);
        Matrix both = SideBySide(level, level.Map(v => v * v));
        Assert.InRange(Identify("info-e", middle, both).Value, .999, 1);
    }

    /// <summary>Six slopes fitted to n samples of noise lose χ²₆/(2n) nats on others, and by chance of those
    /// √χ²₆/n more or less; three intercepts lose χ²₃/n, since classes that one half has more of the other
    /// lacks. In the mean 6/n = 0.003 of H = ln 4 nats. Off by 31/n: less than 10⁻⁴ (Chernoff).</summary>
    [Fact]
    public void Explicitness_of_noise_is_none()
    {
        Matrix z = new Matrix(4000, 1).With((m, i) => m[i, 0] = i % 4);
        double nat = 1 / (2000 * Math.Log(4));
        Assert.Equal(-6 * nat, Identify("info-e", z, Normal(4000, 2, "noise")).Value, 31 * nat);
    }

    [Fact]
    public void Bins_follow_ranks()
    {
        Matrix z = Normal(300, 2, "z"), h = z.Map(v => v * v * v);
        Assert.Equal(Identify("mig", z, z).Value, Identify("mig", z, h).Value, 1e-12);
        Assert.Contains("cut into 7 bins", Identify("mig", z, h).Remark, StringComparison.Ordinal);
    }

    /// <summary>I = Σ p(a, b)·ln(p(a, b)/(p(a)·p(b))) on a table by hand.</summary>
    [Fact]
    public void Mutual_information_agrees_with_its_definition()
    {
        int[] a = Labels(90, 3, "a"), b = [.. a.Zip(Labels(90, 2, "b"), (x, y) => (x + y) % 3)];
        double expected = 0;
        foreach (var cell in a.Zip(b).CountBy(p => p))
        {
            double pa = a.Count(x => x == cell.Key.First) / 90.0, pb = b.Count(x => x == cell.Key.Second)
                / 90.0;
            expected += cell.Value / 90.0 * Math.Log(cell.Value / 90.0 / (pa * pb));
        }
        Specimen specimen = new(new Matrix(90, 1, Array.ConvertAll(a, v => (double)v)))
        {
            Latents = new Matrix(90, 1, Array.ConvertAll(b, v => (double)v)),
        };
        Assert.Equal(expected, InformationTable.Of(specimen, Crew).All.Information[0, 0], 1e-12);
    }

    private static void AssertDci(Matrix importance, double disentanglement, double completeness)
    {
        Assert.Equal(disentanglement, new Dci(false, 0).Score(importance), 1e-9);
        Assert.Equal(completeness, new Dci(true, 0).Score(importance), 1e-9);
    }

    private static double Modularity(Matrix importance) =>
        InformationScores.Modularity(importance, [.. Enumerable.Range(0, importance.Columns)]);

    private static Matrix Diagonal(int n)
    {
        var result = new Matrix(n, n);
        for (int i = 0; i < n; i++)
            result[i, i] = 5;
        return result;
    }

    private static Matrix Stacked(Matrix m) => new(2 * m.Rows, m.Columns, [.. m.Values, .. m.Values]);

    private static Matrix SideBySide(Matrix a, Matrix b)
    {
        var result = new Matrix(a.Rows, a.Columns + b.Columns);
        for (int i = 0; i < a.Rows; i++)
        {
            a.Row(i).CopyTo(result.Row(i));
            b.Row(i).CopyTo(result.Row(i)[a.Columns..]);
        }
        return result;
    }

    /// <summary>All combinations of latents of so many levels, five times over.</summary>
    private static Matrix Levels(int levels, int latents)
    {
        int combinations = (int)Math.Pow(levels, latents);
        var result = new Matrix(5 * combinations, latents);
        for (int i = 0; i < result.Rows; i++)
            for (int k = 0, rest = i % combinations; k < latents; k++, rest /= levels)
                result[i, k] = rest % levels;
        return result;
    }
}
