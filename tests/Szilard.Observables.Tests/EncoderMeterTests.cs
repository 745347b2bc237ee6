using Szilard.Tensors;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

/// <summary>Meters that step through the encoder or the world's mixing.</summary>
public sealed class EncoderMeterTests
{
    /// <summary>Singular values 3 and 1: 1 − 2²/5, √10, log₁₀ 3, ln 3, 10²/82.</summary>
    [Fact]
    public void A_linear_encoder_has_its_own_singular_values()
    {
        Matrix map = Matrix.FromRows([3, 0], [0, 1]).Times(Rotation(20));
        Matrix x = Normal(50, 2, "x");
        Specimen specimen = new(x.Times(map)) { Encoder = new EncoderFunction(x, v => v.Times(map)) };
        var parts = Parts("jacobian", specimen);
        Assert.Equal(.2, parts[""], 1e-9);
        Assert.Equal(Math.Sqrt(10), parts["norm"], 1e-9);
        Assert.Equal(Math.Log10(3), parts["log-condition"], 1e-9);
        Assert.Equal(Math.Log(3), parts["log-volume"], 1e-9);
        Assert.Equal(100.0 / 82, parts["rank"], 1e-9);
    }

    /// <summary>x = R(π‖z‖)z keeps volume but not lengths.</summary>
    [Fact]
    public void A_spiral_keeps_volume_and_not_lengths()
    {
        Matrix z = Normal(200, 2, "z");
        Specimen specimen = World(z, Spiral);
        var parts = Parts("jacobian.latent", specimen);
        Assert.Equal(0, parts["log-volume"], 5e-3);
        Assert.InRange(parts[""], .1, .5);
    }

    /// <summary>One output alone is a single singular value: nothing to distort, condition 1.</summary>
    [Fact]
    public void A_single_output_distorts_nothing()
    {
        Matrix x = Normal(50, 2, "x");
        Matrix Encode(Matrix v) => v.Times(Matrix.FromRows([1], [0]));
        var parts = Parts("jacobian", new Specimen(Encode(x)) { Encoder = new EncoderFunction(x, Encode) });
        Assert.Equal(0, parts[""], 1e-9);
        Assert.Equal(0, parts["log-condition"], 1e-9);
    }

    /// <summary>Singular values 1 and 0: 1 − (1/2)²/(1/2) = 1/2, norm and rank 1; log₁₀ 1/0 and ln 0 have no
    /// value.</summary>
    [Fact]
    public void An_encoder_that_loses_a_direction_has_no_condition_number()
    {
        Matrix x = Normal(50, 2, "x");
        Matrix Flat(Matrix v) => v.Times(Matrix.FromRows([1, 0], [0, 0]));
        Dictionary<string, Reading> parts = Meters.All.Get("jacobian").BuildDefault()
            .ReadParts(new Specimen(Flat(x)) { Encoder = new EncoderFunction(x, Flat) }, Key, Crew)
            .ToDictionary(p => p.Part, p => p.Reading);
        foreach (string lost in (string[])["log-condition", "log-volume"])
        {
            Assert.Equal(double.NaN, parts[lost].Value);
            Assert.Contains("lost a direction", parts[lost].Remark, StringComparison.Ordinal);
        }
        Assert.Equal(.5, parts[""].Value, 1e-9);
        Assert.Equal(1, parts["norm"].Value, 1e-9);
        Assert.Equal(1, parts["rank"].Value, 1e-9);
    }

    /// <summary>Banana, identity encoder: z₀ is read fully, z₁ from z₁ + z₀² by var z₁/(var z₁ + var z₀²),
    /// on a uniform grid 1/3.4 in the limit of many points and 1/(1 + 2) on normal latents. The error of one
    /// R² is that of the mean of φ = (e² − (1 − R²)·z₁²)/var z₁ over the half that is held out; on normal
    /// latents e = ⅔a − ⅓(b² − 1) and E φ² = 96/81.</summary>
    [Fact]
    public void The_grid_shows_the_tails_that_the_marginal_hides()
    {
        Matrix z = Normal(4000, 2, "z");
        Specimen specimen = World(z, v => v.Columnwise((x, _) => x).With((m, i) =>
            m[i, 1] += m[i, 0] * m[i, 0]));
        double half = 3 * Math.Sqrt(z.Column(0).Average(v => v * v)), high = Math.Pow(half, 2);
        double[] points = [.. Enumerable.Range(0, 64).Select(i => (2 * i / 63.0) - 1)];
        double square = points.Average(p => p * p), fourth = points.Average(p => p * p * p * p);
        double expected = square / (square + (high * (fourth - (square * square))));
        Reading grid = Read("r2.grid", specimen);
        Assert.Equal(1 / 3.4, expected, .01);
        double variance = half * half * square;
        double phi = Math.Sqrt(points.Average(a => points.Average(b => Math.Pow(
            Influence(half * a, half * half * ((b * b) - square), expected) / variance, 2))));
        Near((1 + expected) / 2, (phi / Math.Sqrt(64 * 64 / 2) / 2) + .0004, grid);
        Near(2.0 / 3, Math.Sqrt(96.0 / 81 / 2000) / 2, Read("r2.affine", specimen));
    }

    /// <summary>e² − (1 − R²)·y² for y read from y + b by the slope R².</summary>
    private static double Influence(double y, double b, double r2) =>
        Math.Pow(((1 - r2) * y) - (r2 * b), 2) - ((1 - r2) * y * y);

    [Fact]
    public void The_grid_of_a_bounded_law_ends_where_the_law_does()
    {
        RandomStream stream = Key.Split("box").Stream();
        Matrix z = new(500, 2);
        for (int i = 0; i < z.Values.Length; i++)
            z.Values[i] = stream.NextUniform(-1, 1);
        double furthest = 0;
        Specimen specimen = new(z)
        {
            Latents = z,
            Encoder = new EncoderFunction(z, x => x),
            Mixing = v => v.Map(x => { furthest = Math.Max(furthest, Math.Abs(x)); return x; }),
        };
        Assert.Equal(1, Read("r2.grid", specimen).Value, 1e-9);
        Assert.InRange(furthest, .9, 1);
    }

    [Fact]
    public void Each_latent_has_its_own_reading_and_the_least_comes_first()
    {
        Matrix z = Normal(2000, 2, "z"), h = z.Times(Matrix.FromRows([2], [0]));
        var parts = Parts("r2.latent", new Specimen(h) { Latents = z });
        Assert.Equal(1, parts["1"], 1e-9);
        Assert.InRange(parts["2"], -.01, .01);
        Assert.Equal(parts["2"], parts[""]);
    }

    /// <summary>Content (z₀, z₁) is kept, of the styles z₂ = (z₀ + ε)/√2 has the ceiling ½ and z₃ none: R² of
    /// style ¼, as the mean of both ceilings. 8000 samples read R² = ½ to 0.011 (one standard error), the
    /// mean of two styles to 0.006; the bound is five of them.</summary>
    [Theory]
    [InlineData("r2.latent")]
    [InlineData("r2.nonlinear")]
    public void Content_and_style_are_read_apart_and_held_against_the_ceiling(string meter)
    {
        Matrix normal = Normal(8000, 4, "z"), z = normal.Map(v => v), h = new(8000, 2);
        for (int i = 0; i < z.Rows; i++)
        {
            z[i, 2] = (normal[i, 0] + normal[i, 2]) / Math.Sqrt(2);
            (h[i, 0], h[i, 1]) = (z[i, 0] + z[i, 1], z[i, 0] - (2 * z[i, 1]));
        }
        Specimen known = new(h) { Latents = z, Content = 2, Ceilings = [1, 1, .5, 0] };
        var parts = Parts(meter, known);
        Assert.Equal(1, parts["content"], .01);
        Assert.Equal(.25, parts["style"], .03);
        Assert.Equal(parts["style"] - .25, parts["excess"], 1e-12);
        Assert.DoesNotContain("excess", Parts(meter, known with { Ceilings = [] }).Keys);
        Assert.DoesNotContain("style", Parts(meter, known with { Content = 0 }).Keys);
    }

    /// <summary>I = −(d/2)·ln(1 − ρ²) for d normal latents of correlation ρ. With 1024 candidates the true
    /// critic stays 0.0004 above its floor at ρ = ½. The information of a pair has variance ρ² in each
    /// dimension.</summary>
    [Fact]
    public void The_true_critic_reaches_the_floor()
    {
        double information = -Math.Log(.75);
        Matrix z = Normal(4096, 2, "z"), noise = Normal(4096, 2, "noise");
        Matrix view = new(4096, 2, [.. z.Values.Zip(noise.Values, (a, b) => (a / 2) + (Math.Sqrt(.75) * b))]);
        Reading reading = Read("infonce.distance",
            new Specimen(z) { View = view, PairInformation = information });
        Near(0, Math.Sqrt(2 * .25 / 4096) + .0004, reading);
        Assert.Equal(information, reading.Chance);
        Specimen lost = new(Normal(4096, 2, "other")) { View = view, PairInformation = information };
        Assert.Equal(information, Read("infonce.distance", lost).Value, .01);
    }

    private static Dictionary<string, double> Parts(string meter, Specimen specimen) => Meters.All.Get(meter)
        .BuildDefault().ReadParts(specimen, Key, Crew).ToDictionary(p => p.Part, p => p.Reading.Value);

    private static Specimen World(Matrix z, Func<Matrix, Matrix> mixing) => new(mixing(z))
    {
        Latents = z,
        Encoder = new EncoderFunction(mixing(z), x => x),
        Mixing = mixing,
    };

    private static Matrix Spiral(Matrix z)
    {
        Matrix x = new(z.Rows, 2);
        for (int i = 0; i < z.Rows; i++)
        {
            (double sin, double cos) = Math.SinCos(Math.PI * Math.Sqrt((z[i, 0] * z[i, 0])
                + (z[i, 1] * z[i, 1])));
            (x[i, 0], x[i, 1]) = ((cos * z[i, 0]) - (sin * z[i, 1]), (sin * z[i, 0]) + (cos * z[i, 1]));
        }
        return x;
    }
}
