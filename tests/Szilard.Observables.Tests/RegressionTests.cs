using Szilard.Observables.Statistics;
using Szilard.Tensors;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

/// <summary>Closed-form baselines of §4.2 of the reference notes; observations of normal latents.</summary>
public sealed class RegressionTests
{
    private static readonly Matrix s_latents = Normal(20000, 2, "latents");

    /// <summary>Fitted and read on all points of a law without chance; the least of the latents is the first.
    /// </summary>
    [Theory]
    [InlineData("banana", "r2.affine", .666667)]
    [InlineData("banana", "r2.inverse", .666667)]
    [InlineData("banana", "r2.inverse.pooled", .5)]
    [InlineData("sinusoid", "r2.affine", .897678)]
    [InlineData("sinusoid", "r2.latent", .795357)]
    [InlineData("sinusoid", "r2.inverse", .913915)]
    [InlineData("sinusoid", "r2.inverse.pooled", .896852)]
    [InlineData("spiral", "r2.affine", .011842)]
    public void Raw_observations_read_their_closed_form(string mixing, string meter, double expected) =>
        Assert.Equal(expected, Fitted(meter, Law(mixing), m => Mix(mixing, m)).Value, 5e-5);

    [Fact]
    public void An_invertible_affine_map_reads_one_in_both_directions()
    {
        Matrix z = Normal(400, 3, "z"), h = z.Times(Normal(3, 3, "map")).Map(v => v - 7);
        string[] meters = ["r2.affine", "r2.affine.pooled", "r2.inverse", "r2.inverse.pooled"];
        Assert.All(meters, meter => Assert.Equal(1, Identify(meter, z, h).Value, 1e-9));
    }

    [Theory]
    [InlineData("banana")]
    [InlineData("spiral")]
    public void Nonlinear_R2_sees_what_affine_R2_cannot(string mixing)
    {
        Matrix z = s_latents.Slice(0, 4000);
        Assert.InRange(Identify("r2.nonlinear", z, Mix(mixing, z)).Value, .95, 1);
    }

    /// <summary>z₀ is read fully. Of z₁, which is unknown, a smoother of leverage ℓ = mean ŷ² predicts noise: R² =
    /// −ℓ, to 2·√(ℓ/2000) over 2000 held-out samples, and ℓ itself to about half of it.</summary>
    [Fact]
    public void Latents_that_the_representation_ignores_read_zero_also_nonlinearly()
    {
        Matrix z = s_latents.Slice(0, 4000);
        Reading reading = Identify("r2.nonlinear", z, new Matrix(4000, 1, z.Column(0)));
        double leverage = -reading.Chance;
        Assert.InRange(leverage, 0, .02);
        Near((1 - leverage) / 2, Math.Sqrt(leverage / 2000) + (leverage / 4), reading);
    }

    [Theory]
    [InlineData("r2.affine")]
    [InlineData("r2.affine.pooled")]
    [InlineData("r2.inverse")]
    [InlineData("r2.inverse.pooled")]
    public void The_chance_level_is_the_mean_over_shuffled_pairings(string meter)
    {
        Matrix z = Normal(30, 2, "z").Columnwise((v, j) => v * (j + 1));
        Specimen test = new(Normal(30, 3, "h")) { Latents = z };
        Specimen fit = new(Normal(25, 3, "hf").Map(Math.Exp)) { Latents = Normal(25, 2, "zf") };
        double chance = Read(meter, test with { Training = fit }).Chance;
        double[] shuffled = [.. Enumerable.Range(0, 2000).Select(s => Read(meter, Shuffle(test, 2 * s) with
        {
            Training = Shuffle(fit, (2 * s) + 1),
        }).Value)];
        double tolerance = 5 * Spread.OfMean(shuffled);
        Assert.InRange(chance - shuffled.Average(), -tolerance, tolerance);
    }

    [Fact]
    public void Too_few_samples_for_the_dimensions_are_named()
    {
        Reading reading = Identify("r2.affine", Normal(16, 2, "z"), Normal(16, 8, "h"));
        Assert.True(double.IsNaN(reading.Value));
        Assert.Contains("n = 8 samples to fit d = 8", reading.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void Duplicated_dimensions_change_nothing_but_are_remarked()
    {
        Matrix z = Normal(300, 2, "z"), h = Mix("banana", z);
        Matrix doubled = h.Times(Matrix.FromRows([1, 0, 1], [0, 1, 0]));
        Reading reading = Identify("r2.affine", z, doubled);
        Assert.Equal(Identify("r2.affine", z, h).Value, reading.Value, 1e-9);
        Assert.NotEmpty(reading.Remark);
    }

    [Fact]
    public void A_training_set_is_fitted_and_the_specimen_judged()
    {
        Matrix z = Normal(200, 2, "z"), other = Normal(200, 2, "z2");
        Specimen training = new(other) { Latents = other.Map(v => -v) };
        Reading reading = Read("r2.affine", new Specimen(z) { Latents = z, Training = training });
        // ẑ = −z: the error is 2z, so R² = 1 − 4 up to the sampling of the intercept.
        Assert.InRange(reading.Value, -3 - 0.5, -3 + 0.5);
    }

    private static Reading Fitted(string meter, Matrix z, Func<Matrix, Matrix> mixing)
    {
        Specimen whole = new(mixing(z)) { Latents = z };
        return Read(meter, whole with { Training = whole });
    }

    /// <summary>Independent latents with those moments of the normal law that the value depends on. Banana:
    /// the first four of the first latent, which the points −√3, 0, 0, 0, 0, √3 have, and the variance of the
    /// other. Sinusoid: the variance of the first and all of the second. Spiral: the law of the radius, and
    /// directions without a mean.</summary>
    private static Matrix Law(string mixing) => mixing switch
    {
        "banana" => Product([-Math.Sqrt(3), 0, 0, 0, 0, Math.Sqrt(3)], [-1, 1]),
        "sinusoid" => Product([-1, 1], Quantiles(20_001)),
        _ => Turned([.. Enumerable.Range(0, 10_000).Select(i => Radius((i + .5) / 10_000))]),
    };

    private static double Radius(double share) => Math.Sqrt(-2 * Math.Log(1 - share));

    /// <summary>Each radius in four directions.</summary>
    private static Matrix Turned(double[] radii)
    {
        var points = new Matrix(4 * radii.Length, 2);
        for (int i = 0; i < points.Rows; i++)
            points[i, i % 2] = (i % 4 < 2 ? 1 : -1) * radii[i / 4];
        return points;
    }

    private static Specimen Shuffle(Specimen specimen, int index) => specimen with
    {
        Latents = specimen.Latents!.Select(
            PermutationNull.Shuffled(specimen.Latents.Rows, Key.Split("shuffle", index))),
    };

    private static Matrix Mix(string mixing, Matrix z)
    {
        var x = new Matrix(z.Rows, 2);
        for (int i = 0; i < z.Rows; i++)
            (x[i, 0], x[i, 1]) = Mix(mixing, z[i, 0], z[i, 1]);
        return x;
    }

    private static (double, double) Mix(string mixing, double a, double b)
    {
        (double sin, double cos) = Math.SinCos(Math.PI * Math.Sqrt((a * a) + (b * b)));
        return mixing switch
        {
            "banana" => (a, b + (a * a)),
            "sinusoid" => (a + Math.Sin(1.5 * b), b),
            _ => ((cos * a) - (sin * b), (sin * a) + (cos * b)),
        };
    }
}
