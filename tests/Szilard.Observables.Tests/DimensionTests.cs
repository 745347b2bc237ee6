using Szilard.Observables.Collapse;
using Szilard.Tensors;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

/// <summary>Exact values of §4.8 and §4.12 for LiDAR and TwoNN.</summary>
public sealed class DimensionTests
{
    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 5)]
    public void Samples_at_the_ends_of_k_axes_whose_views_agree_have_rank_k(int axes, int dimensions)
    {
        Matrix h = Ends(axes, dimensions);
        Assert.Equal(axes, Read("lidar", new Specimen(h) { View = h }).Value, 1e-9);
    }

    /// <summary>λ is 1/(3·(b² + δ)) along the axis in which views differ by ±b, 1/(3δ) along the
    /// others.</summary>
    [Theory]
    [InlineData(0.01)]
    [InlineData(1)]
    public void A_direction_in_which_views_differ_counts_less(double apart)
    {
        Matrix h = Ends(3, 3);
        Specimen specimen = new(h.Columnwise((v, j) => j == 0 ? v + apart : v))
        {
            View = h.Columnwise((v, j) => j == 0 ? v - apart : v),
        };
        double small = 1e-4 / ((apart * apart) + 1e-4), sum = 2 + small, p = small / sum, q = 1 / sum;
        double expected = Math.Exp(-(p * Math.Log(p)) - (2 * q * Math.Log(q)));
        Assert.Equal(expected, Read("lidar", specimen).Value, 1e-9);
    }

    [Fact]
    public void Further_views_join_the_surrogate_class()
    {
        Matrix h = Ends(3, 3);
        Matrix Moved(double by) => h.Columnwise((v, j) => j == 0 ? v + by : v);
        Specimen four = new(Moved(.01)) { View = Moved(-.01), FurtherViews = [Moved(.01), Moved(-.01)] };
        Specimen two = new(Moved(.01)) { View = Moved(-.01) };
        Assert.Equal(Read("lidar", two).Value, Read("lidar", four).Value, 1e-9);
        Specimen mixed = new(Moved(.01)) { View = Moved(-.01), FurtherViews = [h, h] };
        Assert.NotEqual(Read("lidar", two).Value, Read("lidar", mixed).Value, 1e-3);
    }

    /// <summary>μᵢ = (1 − i/(N + 1))^(−1/d) lies on the line exactly; N/Σ ln μ is 1.00338·d at N =
    /// 1000.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(7.5)]
    public void Ratios_on_the_law_give_the_dimension(double d)
    {
        double[] logs = [.. Enumerable.Range(1, 1000).Select(i => -Math.Log(1 - (i / 1001.0)) / d)];
        Assert.Equal(d, new TwoNearest(false, 0).Dimension([.. logs]), 1e-9);
        Assert.Equal(d, new TwoNearest(false, 0.1).Dimension([.. logs]), 1e-9);
        double likelihood = new TwoNearest(true, 0).Dimension([.. logs]);
        Assert.Equal(1.00338, likelihood * 1000 / 999 / d, 5e-6);
    }

    /// <summary>A cube in six dimensions; the bias of edges and the spread of 4000 samples stay within
    /// 0.25.</summary>
    [Theory]
    [InlineData("line")]
    [InlineData("likelihood")]
    public void A_cube_of_three_dimensions_is_found_among_six(string estimator)
    {
        RandomStream stream = Key.Split("cube").Stream();
        Matrix cube = new(4000, 3);
        for (int i = 0; i < cube.Values.Length; i++)
            cube.Values[i] = stream.NextDouble();
        Matrix h = cube.Times(Normal(3, 6, "map"));
        Assert.Equal(3, Read("two-nn", new Specimen(h), ("estimator", estimator)).Value, .25);
    }

    [Fact]
    public void Duplicates_are_left_out_and_counted()
    {
        Matrix h = Normal(60, 2, "h");
        h.Row(0).CopyTo(h.Row(1));
        Reading reading = Read("two-nn", new Specimen(h));
        Assert.True(double.IsFinite(reading.Value));
        Assert.Contains("2 samples have a duplicate", reading.Remark, StringComparison.Ordinal);
        Assert.Contains("20 of 20 samples have a duplicate",
            Read("two-nn", new Specimen(new Matrix(20, 2))).Remark, StringComparison.Ordinal);
    }

    private static Matrix Ends(int axes, int dimensions)
    {
        var h = new Matrix(2 * axes, dimensions);
        for (int i = 0; i < h.Rows; i++)
            h[i, i / 2] = i % 2 == 0 ? 1 : -1;
        return h;
    }
}
