using MathNet.Numerics;
using Szilard.Tensors;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

/// <summary>Golden values of the shared reference and exact values of §4.8 and §4.9.</summary>
public sealed class CollapseTests
{
    private static readonly Matrix s_first =
        Formula(6, 4, (i, j) => Math.Sin(1 + (.7 * i) + (1.3 * j) + (.11 * i * j)));
    private static readonly Matrix s_second =
        Formula(6, 4, (i, j) => s_first[i, j] + (.3 * Math.Cos(.5 + (.9 * i) - (.4 * j))));

    [Fact]
    public void RankMe_agrees_with_independent_values_in_each_convention()
    {
        Specimen specimen = new(s_first);
        Assert.Equal(2.9818949310201734, Read("rank-me", specimen).Value, 1e-9);
        Assert.Equal(2.981985678643919, Read("rank-me", specimen, ("epsilon", 1e-5)).Value, 1e-9);
        Assert.Equal(2.5510002196967365, Read("rank-me", specimen, ("centred", true)).Value, 1e-9);
    }

    [Fact]
    public void Spread_alignment_and_uniformity_agree_with_independent_values()
    {
        Specimen specimen = new(s_first) { View = s_second };
        Assert.Equal(0.5311063049954245, Read("std", specimen).Value, 1e-12);
        Assert.Equal(0.08443913353527893, Read("alignment", specimen).Value, 1e-12);
        Assert.Equal(-2.504618084976989, Read("uniformity", specimen).Value, 1e-12);
    }

    [Fact]
    public void RankMe_of_known_singular_values_is_exact()
    {
        Assert.Equal(2 * Math.Sqrt(2), Rank(2, 1, 1), 1e-12);
        Assert.Equal(5, Rank(3, 3, 3, 3, 3), 1e-12);
        Assert.Equal(6.146286, Rank([.. Enumerable.Range(1, 8).Select(i => 1.0 / i)]), 1e-6);
        Assert.Equal(46.95245, Rank([.. Enumerable.Range(1, 128).Select(i => 1.0 / i)]), 1e-5);
    }

    [Fact]
    public void RankMe_is_the_same_by_either_gram_matrix()
    {
        Matrix wide = Normal(7, 40, "wide");
        Specimen tall = new(wide.Transpose());
        Assert.Equal(Read("rank-me", tall).Value, Read("rank-me", new Specimen(wide)).Value, 1e-9);
    }

    [Fact]
    public void The_participation_ratio_of_4_1_1_is_2() =>
        Assert.Equal(2, Read("participation-ratio", new Specimen(Axes(2, 1, 1))).Value, 1e-12);

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(2.25)]
    public void Alpha_is_the_exponent_of_a_power_law(double alpha)
    {
        double[] sigma = [.. Enumerable.Range(1, 20).Select(i => Math.Pow(i, -alpha / 2))];
        Assert.Equal(alpha, Read("alpha-req", new Specimen(Axes(sigma))).Value, 1e-9);
        Reading part = Read("alpha-req", new Specimen(Axes(sigma)), ("first", 4L), ("last", 9L));
        Assert.Equal(alpha, part.Value, 1e-9);
    }

    [Theory]
    [InlineData(2, -8)]
    [InlineData(4, -16.0 / 3)]
    public void A_simplex_has_the_least_uniformity(int points, double expected)
    {
        var simplex = Formula(points, points, (i, j) => (i == j ? 1 : 0) - (1.0 / points));
        Assert.Equal(expected, Read("uniformity", new Specimen(simplex)).Value, 1e-12);
    }

    [Fact]
    public void Points_around_a_circle_approach_its_uniformity()
    {
        // The mean over all ordered pairs is e⁻⁴I₀(4) (the trapezoid rule is exact here); self-pairs go.
        const int n = 512;
        Matrix circle = Formula(n, 2, (i, j) => Math.Cos((2 * Math.PI * i / n) - (j * Math.PI / 2)));
        double whole = Math.Exp(-4) * SpecialFunctions.BesselI0(4);
        Assert.Equal(-1.575027, Math.Log(whole), 1e-6);
        double expected = Math.Log(((n * whole) - 1) / (n - 1));
        Assert.Equal(expected, Read("uniformity", new Specimen(circle)).Value, 1e-6);
    }

    /// <summary>E exp(−t‖u − v‖²) = e^(−2t)·₀F₁(d/2; t²) = M(t). On a sphere each point sees the others
    /// alike, so the mean over pairs of n points has the variance 2(M(2t) − M(t)²)/(n(n − 1)) and a law of
    /// weighted χ² with at least d equal weights: eight errors are exceeded with a probability below
    /// 10⁻⁴.</summary>
    [Theory]
    [InlineData(3, -2.079777)]
    [InlineData(10, -3.246504)]
    [InlineData(64, -3.875236)]
    [InlineData(128, -3.937530)]
    public void Uniform_points_read_the_uniformity_of_the_sphere(int d, double expected) =>
        Near(expected, ErrorOfUniformity(3000, d, expected), Read(
            "uniformity", new Specimen(Normal(3000, d, "sphere"))), 8);

    private static double ErrorOfUniformity(int n, int d, double expected)
    {
        double mean = Potential(2, d);
        Assert.Equal(expected, Math.Log(mean), 1e-6);
        return Math.Sqrt(2 * (Potential(4, d) - (mean * mean)) / (n * (n - 1.0))) / mean;
    }

    private static double Potential(double t, int d)
    {
        double sum = 0, term = Math.Exp(-2 * t);
        for (int k = 0; k < 100; k++, term *= t * t / (((d / 2.0) + k - 1) * k))
            sum += term;
        return sum;
    }

    [Theory]
    [InlineData(1, .313035)]
    [InlineData(10, .900000)]
    public void Alignment_of_von_Mises_Fisher_pairs_follows_their_mean_cosine(double kappa, double mean)
    {
        Matrix left = new(20000, 3), right = new(20000, 3);
        for (int i = 0; i < left.Rows; i++)
        {
            (double u, double phi) = ((i + .5) / left.Rows, i);
            double cosine = 1 + (Math.Log(u + ((1 - u) * Math.Exp(-2 * kappa))) / kappa);
            double sine = Math.Sqrt(1 - (cosine * cosine));
            left[i, 0] = 5;
            (right[i, 0], right[i, 1], right[i, 2]) = (cosine, sine * Math.Cos(phi), sine * Math.Sin(phi));
        }
        Assert.Equal(2 * (1 - mean), Read("alignment", new Specimen(left) { View = right }).Value, 1e-5);
    }

    [Fact]
    public void The_chance_of_alignment_is_the_mean_over_all_pairs()
    {
        double mean = 0;
        for (int i = 0; i < 6; i++)
            for (int j = 0; j < 6; j++)
                mean += Read("alignment", new Specimen(Twice(s_first, i)) { View = Twice(s_second, j) }).Value
                    / 36;
        Assert.Equal(mean, Read("alignment", new Specimen(s_first) { View = s_second }).Chance, 1e-12);
    }

    [Fact]
    public void An_isotropic_representation_spreads_one_over_root_d() =>
        Assert.InRange(Read("std", new Specimen(Normal(5000, 64, "h"))).Value * 8, .99, 1.01);

    [Fact]
    public void A_collapsed_representation_reads_zero_spread_and_uniformity()
    {
        Specimen collapsed = new(Formula(50, 3, (_, j) => j + 0.1));
        Assert.Equal(0, Read("std", collapsed).Value, 1e-12);
        Assert.Equal(0, Read("uniformity", collapsed).Value, 1e-12);
        Assert.Equal(1, Read("rank-me", collapsed, ("epsilon", 0.0)).Value, 1e-6);
    }

    private static double Rank(params double[] sigma) =>
        Read("rank-me", new Specimen(Formula(sigma.Length, sigma.Length, (i, j) => i == j ? sigma[i] : 0)),
            ("epsilon", 0.0)).Value;

    private static Matrix Axes(params double[] sigma) =>
        Formula(2 * sigma.Length, sigma.Length, (i, j) => i / 2 != j ? 0 : i % 2 == 0 ? sigma[j] : -sigma[j]);

    private static Matrix Twice(Matrix x, int row) => x.Select([row, row]);

    private static Matrix Formula(int rows, int columns, Func<int, int, double> entry)
    {
        var result = new Matrix(rows, columns);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                result[i, j] = entry(i, j);
        return result;
    }
}
