using Szilard.Tensors;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

/// <summary>Exact values of §4.1 of the reference notes on identifiability.</summary>
public sealed class MccTests
{
    [Fact]
    public void A_signed_permutation_with_scale_and_shift_reads_one()
    {
        Matrix z = Normal(50, 3, "z");
        Matrix h = z.Times(Matrix.FromRows([0, -2, 0], [0, 0, 0.1], [5, 0, 0])).Map(v => v + 3);
        Assert.Equal(1, Identify("mcc.pearson", z, h).Value, 1e-12);
        Assert.Equal(1, Identify("mcc.spearman", z, h).Value, 1e-12);
        Assert.Equal(1, Identify("mcc.affine", z, h).Value, 1e-12);
    }

    [Theory]
    [InlineData(15, .965926)]
    [InlineData(30, .866025)]
    [InlineData(45, .707107)]
    public void A_rotation_reads_its_larger_coordinate(double degrees, double expected)
    {
        Matrix z = Grid(-3, -1, -0.5, 0.5, 1, 3);
        Assert.Equal(expected, Identify("mcc.pearson", z, z.Times(Rotation(degrees))).Value, 1e-6);
        Assert.Equal(1, Identify("mcc.affine", z, z.Times(Rotation(degrees))).Value, 1e-9);
    }

    [Fact]
    public void A_rotation_by_45_degrees_of_normal_latents_reads_690160_by_rank()
    {
        Matrix z = Grid(Quantiles(200));
        double expected = 6 / Math.PI * Math.Asin(Math.Cos(Math.PI / 4) / 2);
        Assert.Equal(expected, Identify("mcc.spearman", z, z.Times(Rotation(45))).Value, 3e-4);
        Assert.Equal(.690160, expected, 1e-6);
    }

    /// <summary>The tolerances are what the tails beyond the last of 200 001 quantiles carry.</summary>
    [Fact]
    public void A_monotone_map_keeps_ranks_but_not_correlation()
    {
        Matrix z = new(200_001, 1, Quantiles(200_001));
        Assert.Equal(.774597, 3 / Math.Sqrt(15), 1e-6);
        Assert.Equal(3 / Math.Sqrt(15), Identify("mcc.pearson", z, z.Map(v => v * v * v)).Value, 3e-4);
        Assert.Equal(.762874, 1 / Math.Sqrt(Math.E - 1), 1e-6);
        Assert.Equal(1 / Math.Sqrt(Math.E - 1), Identify("mcc.pearson", z, z.Map(Math.Exp)).Value, 1e-3);
        Assert.Equal(.797885, Math.Sqrt(2 / Math.PI), 1e-6);
        Reading sign = Identify("mcc.pearson", z, z.Map(v => Math.Sign(v)));
        Assert.Equal(Math.Sqrt(2 / Math.PI), sign.Value, 1e-5);
        Assert.Equal(1, Identify("mcc.spearman", z, z.Map(v => v * v * v)).Value, 1e-12);
    }

    [Fact]
    public void The_cube_of_a_uniform_latent_reads_916515()
    {
        Matrix z = new(20001, 1, [.. Enumerable.Range(-10000, 20001).Select(i => i / 10000.5)]);
        Assert.Equal(Math.Sqrt(21) / 5, Identify("mcc.pearson", z, z.Map(v => v * v * v)).Value, 1e-6);
    }

    [Fact]
    public void The_square_of_a_symmetric_latent_reads_zero()
    {
        Matrix z = new(5, 1, [-2, -1, 0, 1, 2]);
        Assert.Equal(0, Identify("mcc.pearson", z, z.Map(v => v * v)).Value, 1e-15);
    }

    [Fact]
    public void Matching_is_exact_where_greed_fails()
    {
        // |C| = [.8 .7; .6 0]: greed takes .8 and is left with 0; the best pairs are .7 and .6.
        Matrix z = new(8, 2), h = new(8, 2);
        for (int i = 0; i < 8; i++)
        {
            (double a, double b, double c) = ((i & 1) - .5, ((i >> 1) & 1) - .5, ((i >> 2) & 1) - .5);
            (z[i, 0], z[i, 1]) = (a, b);
            (h[i, 0], h[i, 1]) = ((.8 * a) + (.6 * b), (.7 * a) + (Math.Sqrt(.51) * c));
        }
        Assert.Equal(.65, Identify("mcc.pearson", z, h).Value, 1e-12);
    }

    [Fact]
    public void More_latents_than_dimensions_leave_some_unmatched_at_zero_and_say_so()
    {
        Matrix z = Grid(-1, 1, -2, 2);
        Matrix h = new(z.Rows, 1, z.Column(1));
        Reading reading = Identify("mcc.pearson", z, h);
        Assert.Equal(0.5, reading.Value, 1e-12);
        Assert.StartsWith(
            "Unmatched for want of dimensions, and counted 0: latent 1.", reading.Remark,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_constant_column_reads_zero()
    {
        Matrix z = Grid(-1, 1, -2, 2);
        Matrix h = z.Columnwise((v, j) => j == 0 ? v : 0.1);
        Assert.Equal(0.5, Identify("mcc.pearson", z, h).Value, 1e-12);
        Assert.Equal(0.5, Identify("mcc.spearman", z, h).Value, 1e-12);
    }
}
