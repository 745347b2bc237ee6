using Szilard.Observables.Statistics;
using Szilard.Tensors;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

/// <summary>Closed forms of the centre vector: 1/N on a uniform sphere, A_d(κ) for von Mises–Fisher, 1 at
/// collapse.</summary>
public sealed class CentreVectorTests
{
    /// <summary>E‖s‖² = 1/N exactly. N‖s‖²·d is about χ²_d, so that the mean over R draws has a relative
    /// spread of √(2/(dR)); five of them: false alarm 6·10⁻⁷.</summary>
    [Theory]
    [InlineData(2, 50)]
    [InlineData(3, 20)]
    [InlineData(10, 100)]
    public void N_samples_of_a_uniform_sphere_read_one_over_the_root_of_N(int dimensions, int n)
    {
        const int Draws = 1000;
        double mean = Spread.Mean([.. Enumerable.Range(0, Draws).Select(i =>
            Math.Pow(Read("centre", new Specimen(Normal(n, dimensions, "sphere", i))).Value, 2))]);
        Assert.Equal(1.0 / n, mean, 5 * Math.Sqrt(2.0 / (dimensions * Draws)) / n);
    }

    /// <summary>A₃(κ) = coth κ − 1/κ: 0.313035 and 0.9; the cosine with the mean direction has variance
    /// A₃′ = 1 − A² − 2A/κ.</summary>
    [Theory]
    [InlineData(1, 0.313035)]
    [InlineData(10, 0.900000)]
    public void A_von_mises_fisher_law_reads_its_mean_resultant(double kappa, double resultant)
    {
        Assert.Equal(resultant, (1 / Math.Tanh(kappa)) - (1 / kappa), 5e-7);
        double variance = 1 - (resultant * resultant) - (2 * resultant / kappa);
        Near(resultant, Math.Sqrt(variance / 20_000), Read("centre", new Specimen(Looks(20_000, kappa, 0))));
    }

    /// <summary>With 120 draws the observed spread is known to 6.5 %: false alarm below 10⁻⁶.</summary>
    [Fact]
    public void The_standard_error_is_the_spread_over_fresh_draws()
    {
        Reading[] readings =
            [.. Enumerable.Range(0, 120).Select(i => Read("centre", new Specimen(Looks(300, 1, i + 1))))];
        double spread = Spread.Deviation([.. readings.Select(r => r.Value)]);
        Assert.InRange(readings.Average(r => r.StandardError) / spread, 0.6, 1.67);
    }

    [Fact]
    public void Rays_of_one_direction_read_one_and_opposite_rays_read_zero()
    {
        Matrix rays = new(8, 3), opposite = new(8, 3);
        for (int i = 0; i < 8; i++)
        {
            rays[i, 1] = i + 1;
            opposite[i, 1] = i % 2 == 0 ? i + 1 : -i;
        }
        Assert.Equal(1, Read("centre", new Specimen(rays)).Value, 1e-12);
        Assert.Equal(0, Read("centre", new Specimen(opposite)).Value);
    }

    /// <summary>Unit vectors at an angle θ have a mean of length cos(θ/2).</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(60, 0.866025404)]
    [InlineData(90, 0.707106781)]
    [InlineData(180, 0)]
    public void Two_views_at_an_angle_read_the_cosine_of_its_half(double degrees, double expected)
    {
        Matrix h = Normal(40, 2, "views");
        Specimen pair = new(h) { View = h.Times(Rotation(degrees)).Map(v => 3 * v) };
        Assert.Equal(expected, Read("centre.sample", pair).Value, 1e-7);
    }

    [Fact]
    public void A_representation_of_zeros_has_no_centre_instead_of_a_balanced_one()
    {
        Matrix h = Normal(10, 2, "rows");
        h.Row(3).Clear();
        Reading reading = Read("centre", new Specimen(h));
        Assert.True(double.IsNaN(reading.Value));
        Assert.Contains("1 of 10 rows", reading.Remark, StringComparison.Ordinal);
        Specimen pair = new(Normal(10, 2, "left")) { View = h };
        Assert.True(double.IsNaN(Read("centre.sample", pair).Value));
    }

    /// <summary>vMF(e₁, κ) in three dimensions by inversion: w = 1 + ln(u + (1 − u)e^(−2κ))/κ.</summary>
    private static Matrix Looks(int n, double kappa, int index)
    {
        RandomStream stream = Key.Split("looks", index).Stream();
        Matrix x = new(n, 3);
        for (int i = 0; i < n; i++)
        {
            double u = stream.NextDouble(), angle = 2 * Math.PI * stream.NextDouble();
            double w = 1 + (Math.Log(u + ((1 - u) * Math.Exp(-2 * kappa))) / kappa);
            double radius = Math.Sqrt(Math.Max(0, 1 - (w * w)));
            (x[i, 0], x[i, 1], x[i, 2]) = (w, radius * Math.Cos(angle), radius * Math.Sin(angle));
        }
        return x;
    }
}
