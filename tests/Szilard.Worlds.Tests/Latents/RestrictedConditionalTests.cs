using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;
using Szilard.Tensors;
using Szilard.Worlds.Latents;

namespace Szilard.Worlds.Tests.Latents;

/// <summary>Supports that are cut off, against closed forms and quadrature; five standard errors.</summary>
public sealed class RestrictedConditionalTests
{
    private const int Draws = 50_000;

    /// <summary>On S² the cosine has density ∝ e^(κw) on [c, 1]: E w = (e^κ − c e^(κc))/(e^κ − e^(κc)) − 1/κ,
    /// and (1 + c)/2 for κ = 0. Small κ(1 − c) are drawn in the cap, large ones from the whole.</summary>
    [Theory]
    [InlineData(0, 30)]
    [InlineData(0, 80)]
    [InlineData(0, 120)]
    [InlineData(2, 45)]
    [InlineData(20, 45)]
    [InlineData(5, 150)]
    public void On_the_ordinary_sphere_the_mean_cosine_has_a_closed_form(double kappa, double degrees)
    {
        double c = Math.Cos(degrees * Math.PI / 180);
        double expected = kappa == 0
            ? (1 + c) / 2
            : ((Math.Exp(kappa) - (c * Math.Exp(kappa * c))) / (Math.Exp(kappa) - Math.Exp(kappa * c)))
                - (1 / kappa);
        Cosines(3, kappa, degrees, c, expected);
    }

    /// <summary>Density ∝ e^(κw) (1 − w²)^((n−3)/2) on [c, 1] by Gauss–Legendre quadrature.</summary>
    [Theory]
    [InlineData(5, 1, 60)]
    [InlineData(5, 30, 60)]
    [InlineData(10, 10, 40)]
    [InlineData(10, 10, 100)]
    [InlineData(50, 0, 50)]
    public void In_more_dimensions_the_mean_cosine_is_that_of_quadrature(int n, double kappa, double degrees)
    {
        double c = Math.Cos(degrees * Math.PI / 180);
        double Density(double w) => Math.Exp(kappa * (w - 1)) * Math.Pow(1 - (w * w), 0.5 * (n - 3));
        double mass = GaussLegendreRule.Integrate(Density, c, 1, 256);
        Cosines(n, kappa, degrees, c, GaussLegendreRule.Integrate(w => w * Density(w), c, 1, 256) / mass);
    }

    /// <summary>A normal cut off at ±a σ has variance 1 − 2aφ(a)/(2Φ(a) − 1), a Laplace law at ±r
    /// 2 − (r² + 2r)/(e^r − 1) in units of b².</summary>
    [Fact]
    public void Noise_within_reach_has_the_variance_of_a_law_that_is_cut_off()
    {
        const double A = 1.2, R = 1.5;
        double normal = 1 - (2 * A * Normal.PDF(0, 1, A) / ((2 * Normal.CDF(0, 1, A)) - 1));
        double laplace = 2 - (((R * R) + (2 * R)) / (Math.Exp(R) - 1));
        Noise(GeneralizedNormal.Normal(0.5) with { Reach = 0.6 }, 0.6, 0.25 * normal);
        Noise(GeneralizedNormal.Laplace(0.5) with { Reach = 0.75 }, 0.75, 0.25 * laplace);
    }

    [Fact]
    public void A_law_that_is_not_cut_off_is_as_before()
    {
        GeneralizedNormal law = new(3, 0.5), wide = law with { Reach = 50 };
        Assert.Equal(law.Variance, wide.Variance, 1e-12);
        Assert.Equal(law.Kurtosis, wide.Kurtosis, 1e-12);
        Assert.Equal(law.ProbabilityWithin(0.3), wide.ProbabilityWithin(0.3), 1e-12);
        Assert.Equal(1, (law with { Reach = 0.3 }).ProbabilityWithin(0.4), 1e-12);
    }

    [Fact]
    public void Only_moving_latents_change_and_each_with_its_probability()
    {
        LatentWorld world = Study.World(
            "dimensions: 4; conditional: normal; moving: 3; change_probability: 0.4; samples: 0");
        LatentPair pair = world.Pair(world.Draw(Draws, 0, RandomKey.FromSeed(5)), RandomKey.FromSeed(6));
        Assert.Equal(pair.Left.Column(3), pair.Right.Column(3));
        for (int j = 0; j < 3; j++)
            Estimate.Of([.. pair.Left.Column(j).Zip(pair.Right.Column(j), (a, b) => a == b ? 0.0 : 1)])
                .Agrees(0.4);
        Assert.Null(world.Facts.Alignment);
        Assert.False(world.Facts.Isotropic);
    }

    private static void Cosines(int n, double kappa, double degrees, double least, double expected)
    {
        ConeConditional cone = new(new SphereSpace(n, 2), kappa, degrees * Math.PI / 180);
        RandomStream stream = RandomKey.FromSeed(7).Stream();
        double[] anchors = new double[n * Draws], children = new double[n * Draws];
        double[] cosines = new double[Draws];
        new UniformMarginal(cone.Space).Fill(anchors, ref stream);
        cone.Draw(anchors, children, ref stream);
        for (int i = 0; i < Draws; i++)
            cosines[i] = System.Numerics.Tensors.TensorPrimitives.Dot<double>(
                anchors.AsSpan(i * n, n), children.AsSpan(i * n, n)) / 4;
        Assert.All(cosines, w => Assert.InRange(w, least - 1e-12, 1 + 1e-12));
        Estimate.Of(cosines).Agrees(expected);
    }

    private static void Noise(GeneralizedNormal law, double reach, double variance)
    {
        RandomStream stream = RandomKey.FromSeed(8).Stream();
        double[] draws = new double[Draws];
        foreach (ref double draw in draws.AsSpan())
            draw = law.Next(ref stream);
        Assert.All(draws, x => Assert.InRange(x, -reach, reach));
        Estimate.Of([.. draws.Select(x => x * x)]).Agrees(variance);
        Assert.Equal(variance, law.Variance, 1e-9);
    }
}
