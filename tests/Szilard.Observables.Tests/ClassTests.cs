using Szilard.Tensors;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

/// <summary>Exact values of §4.10 on classes that are stars: a centre ± r along every axis, of total variance
/// r² and covariance r²/d·I exactly.</summary>
public sealed class ClassTests
{
    /// <summary>P(N(0, 1) &lt; Δ/2σ), up to one of 20 001 quantiles of either class.</summary>
    [Theory]
    [InlineData(2, .841345)]
    [InlineData(1, .691462)]
    public void The_nearest_centre_is_right_as_often_as_the_normal_law_says(double distance, double expected)
    {
        Matrix h = Product(Quantiles(20_001), [0, distance]);
        int[] labels = [.. Enumerable.Range(0, h.Rows).Select(i => i % 2)];
        for (int i = 0; i < h.Rows; i++)
            (h[i, 0], h[i, 1]) = (h[i, 0] + h[i, 1], 0);
        Specimen whole = new(h) { Labels = labels };
        Reading reading = Read("ncc.class", whole with { Training = whole });
        Assert.Equal(expected, reading.Value, 6e-5);
        Assert.Equal(.5, reading.Chance, 1e-9);
    }

    /// <summary>Two classes of one law are told apart by the toss of a coin for each of 2000 held-out
    /// samples; false alarm 6·10⁻⁷.</summary>
    [Fact]
    public void Superclasses_can_be_told_where_classes_cannot()
    {
        Matrix h = Normal(4000, 2, "noise");
        int[] labels = Labels(h.Rows, 4, "labels");
        for (int i = 0; i < h.Rows; i++)
            h[i, 0] += labels[i] / 2 * 12;
        Specimen specimen = new(h) { Labels = labels, Superclasses = [.. labels.Select(l => l / 2)] };
        Assert.InRange(Read("ncc.superclass", specimen).Value, .999, 1);
        Near(.5, Math.Sqrt(.25 / 2000), Read("ncc.class", specimen));
    }

    [Fact]
    public void Second_views_belong_to_their_own_sample()
    {
        Matrix h = new(4, 1, [0, 10, 20, 30]);
        Specimen specimen = new(h) { View = new Matrix(4, 1, [1, 9, 26, 29]) };
        Reading reading = Read("ncc.sample", specimen);
        Assert.Equal(.75, reading.Value);
        Assert.Equal(.25, reading.Chance);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, .5)]
    public void Variance_is_measured_by_the_distance_of_the_centres(int dimensions, double radius)
    {
        Specimen specimen = Stars([Point(dimensions, 0), Point(dimensions, 4)], radius);
        Assert.Equal(radius * radius / 16, Read("cdnv", specimen).Value, 1e-12);
    }

    /// <summary>σ²/(2‖μ‖²) with σ² = r²/d for classes at ±μ.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, .5)]
    public void Variability_beside_two_centres_is_exact(int dimensions, double radius)
    {
        Specimen specimen = Stars([Point(dimensions, -2), Point(dimensions, 2)], radius);
        Assert.Equal(radius * radius / dimensions / 8, Read("nc1", specimen).Value, 1e-12);
    }

    [Fact]
    public void Centres_of_a_simplex_have_collapsed()
    {
        Specimen specimen = Stars([.. Enumerable.Range(0, 4).Select(c => Axis(4, c))], .3);
        Assert.Equal(0, Read("nc2", specimen).Value, 1e-12);
        Assert.Equal(0, Read("nc3", specimen).Value, 1e-9);
        Assert.Equal(1, Read("nc4", specimen).Value);
    }

    /// <summary>Cosines 0, −1/√2 and −1/√2 instead of −1/2.</summary>
    [Fact]
    public void Centres_beside_a_simplex_are_as_far_as_their_cosines()
    {
        Specimen specimen = Stars([[1, 0], [0, 1], [-1, -1]], .1);
        double expected = (.5 + (2 * (Math.Sqrt(.5) - .5))) / 3;
        Assert.Equal(expected, Read("nc2", specimen).Value, 1e-12);
    }

    /// <summary>A head weighs a loud direction of noise less than the centres do.</summary>
    [Fact]
    public void A_head_turns_from_the_centres_where_noise_is_loud()
    {
        Specimen specimen = Stars([[2, 1], [-2, -1]], .5);
        for (int i = 0; i < specimen.Representation.Rows; i++)
            specimen.Representation[i, 0] *= specimen.Representation[i, 1] == 1 ? 1 : 3;
        Assert.InRange(Read("nc3", specimen).Value, .1, 2);
    }

    [Theory]
    [InlineData("cdnv")]
    [InlineData("nc1")]
    [InlineData("nc3")]
    public void A_class_of_one_sample_is_refused(string name)
    {
        Specimen specimen = new(Normal(5, 2, "h")) { Labels = [0, 0, 1, 1, 2] };
        Assert.Contains("A class has 1 sample", Read(name, specimen).Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_centres_have_no_distance() => Assert.Contains(
        "same mean", Read("cdnv", Stars([[0, 0], [0, 0]], 1)).Remark, StringComparison.Ordinal);

    private static double[] Point(int dimensions, double first) =>
        [first, .. Enumerable.Repeat(0.0, dimensions - 1)];

    private static double[] Axis(int dimensions, int axis) =>
        [.. Enumerable.Range(0, dimensions).Select(j => j == axis ? 1.0 : 0)];

    /// <summary>Each star twelve times over, so that no half misses a part of it.</summary>
    private static Specimen Stars(double[][] centres, double radius)
    {
        List<double[]> rows = [];
        List<int> labels = [];
        for (int copy = 0; copy < 12; copy++)
        {
            for (int c = 0; c < centres.Length; c++)
            {
                for (int j = 0; j < 2 * centres[c].Length; j++)
                {
                    double[] row = [.. centres[c]];
                    row[j / 2] += j % 2 == 0 ? radius : -radius;
                    rows.Add(row);
                    labels.Add(c);
                }
            }
        }
        return new Specimen(Matrix.FromRows(rows)) { Labels = [.. labels] };
    }
}
