using Szilard.Observables.Statistics;
using Szilard.Tensors;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

/// <summary>Exact values of §4.5 to §4.7.</summary>
public sealed class SimilarityTests
{
    private static readonly Matrix s_line = new(4, 1, [0, 1, 2, 3]);
    private static readonly Matrix s_square = new(4, 1, [0, 1, 4, 9]);
    private static readonly Matrix s_x = Matrix.FromRows([0, 0], [1, 0], [0, 1], [1, 1], [2, 1]);
    private static readonly Matrix s_y = Matrix.FromRows([0, 1], [1, 1], [0, 0], [2, 1], [3, 0]);

    [Fact]
    public void Cka_of_one_column_is_the_squared_correlation()
    {
        Assert.Equal(225.0 / 245, Compare("cka.biased", s_line, s_square).Value, 1e-12);
        Assert.Equal(.9953165397, Compare("cka.unbiased", s_line, s_square).Value, 1e-10);
    }

    [Fact]
    public void Cka_of_two_columns_is_exact()
    {
        Assert.Equal(51.0 / 55, Compare("cka.biased", s_x, s_y).Value, 1e-12);
        Assert.Equal(Math.Sqrt(3) / 2, Compare("cka.unbiased", s_x, s_y).Value, 1e-12);
    }

    [Fact]
    public void The_unbiased_estimate_agrees_with_its_definition_by_kernels()
    {
        Matrix x = Normal(9, 3, "x"), y = Normal(9, 5, "y");
        double expected = Hsic(x, y) / Math.Sqrt(Hsic(x, x) * Hsic(y, y));
        Assert.Equal(expected, Compare("cka.unbiased", x, y).Value, 1e-10);
    }

    [Theory]
    [InlineData(2, .857493)]
    [InlineData(10, .714142)]
    [InlineData(1e8, .707107)]
    public void Cka_of_a_stretched_plane_is_its_population_value(double stretch, double expected)
    {
        Matrix z = Grid(-2, -1, 1, 2), stretched = z.Columnwise((v, j) => j == 0 ? stretch * v : v);
        Assert.Equal(expected, Compare("cka.biased", z, stretched).Value, 1e-6);
    }

    [Fact]
    public void The_chance_level_of_cka_is_the_mean_over_shuffled_pairings()
    {
        Matrix x = Normal(12, 3, "x"), y = Normal(12, 2, "y").Map(Math.Exp);
        double[] shuffled =
            [.. Enumerable.Range(0, 4000).Select(s => Compare("cka.biased", x, Shuffle(y, s)).Value)];
        double tolerance = 5 * Spread.OfMean(shuffled);
        Assert.InRange(Compare("cka.biased", x, y).Chance - shuffled.Average(), -tolerance, tolerance);
    }

    [Fact]
    public void Unbiased_cka_of_independent_arrays_is_zero_on_average()
    {
        double[] values = [.. Enumerable.Range(0, 300).Select(s =>
            Compare("cka.unbiased", Normal(20, 10, "x", s), Normal(20, 10, "y", s)).Value)];
        Assert.InRange(values.Average(), -5 * Spread.OfMean(values), 5 * Spread.OfMean(values));
    }

    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(2, .9375)]
    public void Neighbours_on_a_line_and_its_squares_are_shared(int k, double expected)
    {
        Matrix line = new(8, 1, [0, 1, 2, 3, 4, 5, 6, 7]);
        Assert.Equal(expected, Compare("mutual-knn", line, line.Map(v => v * v), ("k", (long)k),
            ("metric", "euclidean")).Value, 1e-12);
    }

    [Fact]
    public void Shuffled_pairs_share_k_of_n_less_one_neighbours()
    {
        Matrix x = Normal(40, 3, "x");
        double[] values = [.. Enumerable.Range(0, 400).Select(s =>
            Compare("mutual-knn", x, Shuffle(x, s), ("k", 5L)).Value)];
        Assert.Equal(5.0 / 39, Compare("mutual-knn", x, x, ("k", 5L)).Chance, 1e-15);
        Assert.InRange(values.Average() - (5.0 / 39), -5 * Spread.OfMean(values), 5 * Spread.OfMean(values));
    }

    [Fact]
    public void A_rotation_has_no_procrustes_distance()
    {
        Matrix x = Normal(60, 4, "x"), y = x.Times(Orthogonal(4, "q")).Map(v => (2 * v) + 5);
        Assert.Equal(0, Compare("procrustes", x, y).Value, 1e-12);
        Assert.Equal(0, Compare("procrustes", x, y, ("form", "angular")).Value, 1e-6);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0.5)]
    public void A_scale_costs_its_excess_squared(double scale)
    {
        Matrix x = Grid(-2, -1, 1, 2);
        double square = x.Values.Sum(v => v * v);
        Reading reading = Compare("procrustes", x, x.Map(v => scale * v), ("form", "unnormalised"));
        Assert.Equal((scale - 1) * (scale - 1) * square, reading.Value, 1e-9);
    }

    [Fact]
    public void The_angular_form_is_the_arc_of_the_overlap()
    {
        Matrix x = Grid(-2, -1, 1, 2), y = x.Columnwise((v, j) => j == 0 ? 2 * v : v);
        double cosine = 3 / Math.Sqrt(10);
        Assert.Equal(Math.Acos(cosine), Compare("procrustes", x, y, ("form", "angular")).Value, 1e-9);
        Assert.Equal(2 - (2 * cosine), Compare("procrustes", x, y).Value, 1e-12);
    }

    private static Matrix Shuffle(Matrix x, int index) =>
        x.Select(PermutationNull.Shuffled(x.Rows, Key.Split("shuffle", index)));

    /// <summary>Song et al. 2012, eq. 5, literally.</summary>
    private static double Hsic(Matrix x, Matrix y)
    {
        int n = x.Rows;
        Matrix k = Hollow(x), l = Hollow(y), product = Naive(k, l);
        double trace = Enumerable.Range(0, n).Sum(i => product[i, i]);
        double rest = k.Values.Sum() * l.Values.Sum() / ((n - 1) * (n - 2));
        return (trace + rest - (2.0 * product.Values.Sum() / (n - 2))) / (n * (n - 3));
    }

    private static Matrix Hollow(Matrix x)
    {
        Matrix kernel = Naive(x, x.Transpose());
        for (int i = 0; i < x.Rows; i++)
            kernel[i, i] = 0;
        return kernel;
    }
}
