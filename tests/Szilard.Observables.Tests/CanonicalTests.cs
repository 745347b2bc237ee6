using Szilard.Tensors;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

/// <summary>Exact values of §4.7 for canonical correlations and distances between samples; CKNNA against its
/// dense definition.</summary>
public sealed class CanonicalTests
{
    [Theory]
    [InlineData("cca.mean")]
    [InlineData("cca.r2")]
    [InlineData("svcca")]
    [InlineData("pwcca")]
    public void An_invertible_affine_map_correlates_fully(string name)
    {
        Matrix x = Normal(80, 3, "x"), map = Matrix.FromRows([2, .5, 0], [-1, 1, .3], [0, .4, -1.5]);
        Assert.Equal(1, Compare(name, x, x.Times(map).Map(v => v + 4)).Value, 1e-9);
    }

    /// <summary>Signs of a factorial design are uncorrelated exactly: Y = (a + c, d) beside X = (a,
    /// b).</summary>
    [Theory]
    [InlineData("cca.mean", .35355339059327373)]
    [InlineData("cca.r2", .25)]
    [InlineData("pwcca", .35355339059327373)]
    [InlineData("svcca", .35355339059327373)]
    public void Half_a_shared_variance_is_read_exactly(string name, double expected)
    {
        Matrix signs = Signs(4, 48), x = signs.Times(Matrix.FromRows([1, 0], [0, 1], [0, 0], [0, 0]));
        Matrix y = signs.Times(Matrix.FromRows([1, 0], [0, 0], [1, 0], [0, 1]));
        Assert.Equal(expected, Compare(name, x, y).Value, 1e-9);
    }

    /// <summary>Correlations 1 and 0; the variate a carries 3 + 1 of the columns (3a, a + b), and b carries
    /// 1.</summary>
    [Fact]
    public void Projections_weigh_the_correlations()
    {
        Matrix signs = Signs(3, 48), x = signs.Times(Matrix.FromRows([3, 1], [0, 1], [0, 0]));
        Matrix y = signs.Times(Matrix.FromRows([1, 0], [0, 0], [0, 1]));
        Assert.Equal(.8, Compare("pwcca", x, y).Value, 1e-9);
        Assert.Equal(.5, Compare("cca.mean", x, y).Value, 1e-9);
    }

    [Fact]
    public void Small_principal_components_do_not_count_in_svcca()
    {
        Matrix signs = Signs(3, 48), x = signs.Times(Matrix.FromRows([10, 0], [0, .1], [0, 0]));
        Matrix y = signs.Times(Matrix.FromRows([1, 0], [0, 0], [0, 1]));
        Assert.Equal(1, Compare("svcca", x, y.Columnwise((v, j) => j == 0 ? 10 * v : v / 10)).Value, 1e-9);
        Assert.Equal(.5, Compare("cca.mean", x, y).Value, 1e-9);
    }

    [Theory]
    [InlineData("cca.mean")]
    [InlineData("pwcca")]
    public void Too_few_samples_for_the_dimensions_are_refused(string name)
    {
        Reading reading = Compare(name, Normal(11, 5, "x"), Normal(11, 5, "y"));
        Assert.True(double.IsNaN(reading.Value));
        Assert.Contains("n = 11 samples of 5 and 5 dimensions: below 12", reading.Remark,
            StringComparison.Ordinal);
        Assert.True(double.IsFinite(Compare(name, Normal(12, 5, "x"), Normal(12, 5, "y")).Value));
    }

    [Fact]
    public void A_constant_representation_has_no_canonical_correlation() =>
        Assert.Contains("constant", Compare("cca.mean", new Matrix(40, 2), Normal(40, 2, "y")).Remark,
            StringComparison.Ordinal);

    /// <summary>Chords of an arc below π grow with the difference of the angles.</summary>
    [Fact]
    public void A_monotone_function_of_the_distances_has_rank_correlation_one()
    {
        double[] places = [.. Enumerable.Range(0, 40).Select(i => 3 * Math.Pow(i / 40.0, 1.3))];
        Matrix line = new(40, 1, places), arc = new(40, 2);
        for (int i = 0; i < 40; i++)
            (arc[i, 1], arc[i, 0]) = Math.SinCos(places[i]);
        Assert.Equal(1, Compare("rsa", line, arc).Value, 1e-9);
    }

    /// <summary>Ranks by counting, correlation by the definition.</summary>
    [Theory]
    [InlineData("euclidean")]
    [InlineData("correlation")]
    public void Rsa_agrees_with_its_definition(string distance)
    {
        Matrix x = Normal(12, 4, "x"), y = Normal(12, 3, "y");
        double[] a = CountedRanks(Pairs(x, distance)), b = CountedRanks(Pairs(y, distance));
        double mean = a.Average();
        double cross = a.Zip(b, (p, q) => (p - mean) * (q - mean)).Sum();
        double squares = a.Sum(p => (p - mean) * (p - mean)) * b.Sum(q => (q - mean) * (q - mean));
        Assert.Equal(cross / Math.Sqrt(squares), Compare("rsa", x, y, ("distance", distance)).Value, 1e-9);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(13)]
    public void Cknna_agrees_with_its_dense_definition(int k)
    {
        Matrix x = Normal(14, 4, "x"), y = Normal(14, 3, "y");
        for (int i = 0; i < 14; i++)
            y[i, 0] += 2 * x[i, 0];
        double expected = Masked(x, y, k) / Math.Sqrt(Masked(x, x, k) * Masked(y, y, k));
        Assert.Equal(expected, Compare("cknna", x, y, ("k", (long)k)).Value, 1e-10);
    }

    [Fact]
    public void With_all_neighbours_cknna_is_the_unbiased_cka_of_unit_rows()
    {
        Matrix x = Normal(20, 4, "x"), y = Normal(20, 3, "y");
        Assert.Equal(
            Compare("cka.unbiased", Unit(x), Unit(y)).Value, Compare("cknna", x, y, ("k", 19L)).Value, 1e-10);
    }

    private static Matrix Signs(int columns, int rows)
    {
        var result = new Matrix(rows, columns);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                result[i, j] = (i >> j & 1) == 0 ? 1 : -1;
        return result;
    }

    private static List<double> Pairs(Matrix x, string distance)
    {
        List<double> pairs = [];
        for (int i = 0; i < x.Rows; i++)
            for (int j = 0; j < i; j++)
                pairs.Add(distance == "euclidean" ? Square(x, i, j) : 1 - Correlation(x, i, j));
        return pairs;
    }

    private static double Square(Matrix x, int i, int j) =>
        Enumerable.Range(0, x.Columns).Sum(c => (x[i, c] - x[j, c]) * (x[i, c] - x[j, c]));

    private static double Correlation(Matrix x, int i, int j)
    {
        double[] a = x.Row(i).ToArray(), b = x.Row(j).ToArray();
        double ma = a.Average(), mb = b.Average();
        return a.Zip(b, (p, q) => (p - ma) * (q - mb)).Sum()
            / Math.Sqrt(a.Sum(p => (p - ma) * (p - ma)) * b.Sum(q => (q - mb) * (q - mb)));
    }

    private static double[] CountedRanks(List<double> values) =>
        [.. values.Select(v => 1.0 + values.Count(w => w < v) + ((values.Count(w => w == v) - 1) / 2.0))];

    private static Matrix Unit(Matrix x)
    {
        Matrix result = x.Map(v => v);
        for (int i = 0; i < x.Rows; i++)
        {
            double norm = Math.Sqrt(Enumerable.Range(0, x.Columns).Sum(j => x[i, j] * x[i, j]));
            for (int j = 0; j < x.Columns; j++)
                result[i, j] /= norm;
        }
        return result;
    }

    /// <summary>Song's estimate on n × n kernels that are 0 except where both have j among the k nearest of
    /// i.</summary>
    private static double Masked(Matrix x, Matrix y, int k)
    {
        int n = x.Rows;
        Matrix a = Naive(Unit(x), Unit(x).Transpose()), b = Naive(Unit(y), Unit(y).Transpose());
        Matrix p = new(n, n), q = new(n, n);
        for (int i = 0; i < n; i++)
            foreach (int j in Nearest(a, i, k).Intersect(Nearest(b, i, k)))
                (p[i, j], q[i, j]) = (a[i, j], b[i, j]);
        double trace = Enumerable.Range(0, n).Sum(i => Naive(p, q)[i, i]);
        double rest = p.Values.Sum() * q.Values.Sum() / ((n - 1) * (n - 2));
        return (trace + rest - (2.0 * Naive(p, q).Values.Sum() / (n - 2))) / (n * (n - 3));
    }

    private static IEnumerable<int> Nearest(Matrix kernel, int i, int k) =>
        Enumerable.Range(0, kernel.Rows).Where(j => j != i).OrderByDescending(j => kernel[i, j]).Take(k);
}
