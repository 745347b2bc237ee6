using Szilard.Observables.Statistics;
using Szilard.Tensors;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

public sealed class StatisticsTests
{
    [Fact]
    public void The_jackknife_of_a_mean_is_its_textbook_error()
    {
        double[] x = Normal(1, 30, "x").Values;
        double[] leftOut = [.. Enumerable.Range(0, 30).Select(i => (x.Sum() - x[i]) / 29)];
        Assert.Equal(Spread.OfMean(x), Jackknife.StandardError(leftOut), 1e-12);
    }

    [Fact]
    public void Groups_share_out_all_samples_once()
    {
        int[][] groups = Jackknife.Groups(37, 16, Key);
        Assert.Equal(Enumerable.Range(0, 37), groups.SelectMany(g => g).Order());
        Assert.All(groups, g => Assert.InRange(g.Length, 2, 3));
    }

    /// <summary>400 resamples know the error to 3.5 %; ±25 % is seven of these.</summary>
    [Fact]
    public void The_bootstrap_of_a_mean_is_near_its_textbook_error()
    {
        double[] x = Normal(1, 200, "x").Values;
        var bootstrap = Bootstrap.Run(200, 400, rows => rows.Average(r => x[r]), Key);
        Assert.InRange(bootstrap.StandardError / Spread.OfMean(x), .75, 1.25);
        (double low, double high) = bootstrap.Interval(0.95);
        Assert.True(low < bootstrap.Value && bootstrap.Value < high);
        Assert.InRange((high - low) / (2 * 1.96 * Spread.OfMean(x)), .75, 1.25);
    }

    [Fact]
    public void A_permutation_p_value_is_never_zero_and_counts_ties()
    {
        var null99 = new PermutationNull(5, [.. Enumerable.Range(0, 99).Select(i => (double)i)]);
        Assert.Equal((1 + 94) / 100.0, null99.PValue, 1e-15);
        Assert.Equal(0.01, new PermutationNull(1000, null99.Null).PValue, 1e-15);
        Assert.Equal(49, null99.Mean, 1e-12);
        Assert.Equal(98 * .95, null99.Critical(), 1e-9);
        Assert.Equal(0, null99.Calibrated(200));
        Assert.Equal(1, new PermutationNull(200, null99.Null).Calibrated(200), 1e-12);
    }

    /// <summary>p-values are uniform under the null: of 400, those below .1 number 40 ± 6; false alarm of
    /// ± 30 below 10⁻⁶.</summary>
    [Fact]
    public void P_values_are_uniform_where_there_is_nothing_to_find()
    {
        int small = Enumerable.Range(0, 400).Count(s =>
        {
            double[] x = Normal(1, 20, "x", s).Values, y = Normal(1, 20, "y", s).Values;
            double Product(int[] order) => order.Select((r, i) => x[i] * y[r]).Sum();
            return PermutationNull.Run(20, 49, Product, Key.Split(s)).PValue <= .1;
        });
        Assert.InRange(small, 10, 70);
    }

    [Fact]
    public void Ranks_of_ties_are_shared() =>
        Assert.Equal([4, 1.5, 3, 1.5], Ranks.Of([7, 2, 5, 2]));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(.5, 2.5)]
    [InlineData(1, 4)]
    public void Quantiles_interpolate(double p, double expected) =>
        Assert.Equal(expected, Spread.Quantile([4, 1, 3, 2], p), 1e-15);

    /// <summary>Entries of the shuffled cross-product have mean 0 and covariance XX⊗YY/(n − 1), for real
    /// shuffles and for their normal limit alike; 2000 draws, five standard errors of a variance
    /// (√(2/2000)).</summary>
    [Theory]
    [InlineData(40)]
    [InlineData(400_000)]
    public void Shuffled_cross_products_have_the_moments_of_the_theory(int n)
    {
        Matrix x = Algebra.Columns.Centre(Normal(n, 4, "x")), y = Algebra.Columns.Centre(Normal(n, 3, "y"));
        var source = new CrossNull(x, y);
        double[] entries = [.. Enumerable.Range(0, 2000).Select(s => source.Draw(Key.Split(s))[1, 2])];
        double xx = x.Column(1).Sum(v => v * v), yy = y.Column(2).Sum(v => v * v);
        double variance = entries.Average(e => e * e);
        Assert.InRange(variance / (xx * yy / (n - 1)), .84, 1.16);
        Assert.InRange(entries.Average(), -5 * Spread.OfMean(entries), 5 * Spread.OfMean(entries));
    }
}
