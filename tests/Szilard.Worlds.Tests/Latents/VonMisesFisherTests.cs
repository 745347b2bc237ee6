using Szilard.Tensors;
using Szilard.Worlds.Latents;

namespace Szilard.Worlds.Tests.Latents;

public sealed class VonMisesFisherTests
{
    [Theory]
    [InlineData(2, 1, 0.446390)]
    [InlineData(3, 1, 0.313035)]
    [InlineData(3, 10, 0.900000)]
    [InlineData(5, 10, 0.811111)]
    [InlineData(10, 1, 0.099178)]
    [InlineData(10, 10, 0.633668)]
    [InlineData(10, 50, 0.913210)]
    public void The_mean_resultant_length_has_its_tabulated_value(
        int dimensions, double kappa, double expected) =>
        Assert.Equal(expected, VonMisesFisher.MeanResultant(dimensions, kappa), 1e-6);

    [Theory]
    [InlineData(1e-6)]
    [InlineData(0.3)]
    [InlineData(7)]
    [InlineData(700)]
    [InlineData(1e6)]
    public void On_the_ordinary_sphere_it_is_the_Langevin_function(double kappa)
    {
        double langevin = kappa < 1e-3 ? kappa / 3 : (1 / Math.Tanh(kappa)) - (1 / kappa);
        Assert.Equal(langevin, VonMisesFisher.MeanResultant(3, kappa), 1e-12);
        double logSinh = kappa + Math.Log(-Math.Exp(-2 * kappa) + 1) - Math.Log(2);
        double expected = kappa < 1e-3 ? kappa * kappa / 6 : logSinh - Math.Log(kappa);
        Assert.Equal(expected, VonMisesFisher.LogNormaliser(3, kappa), 1e-9 * Math.Max(1, kappa));
    }

    [Theory]
    [InlineData(3, 10, 1.995732)]
    [InlineData(5, 10, 2.416177)]
    [InlineData(10, 10, 2.484470)]
    [InlineData(10, 1, 0.049385)]
    public void The_mutual_information_has_its_tabulated_value(
        int dimensions, double kappa, double expected) =>
        Assert.Equal(expected, VonMisesFisher.MutualInformation(dimensions, kappa), 1e-6);

    [Theory]
    [InlineData(2, 4)]
    [InlineData(5, 10)]
    [InlineData(64, 200)]
    public void The_mean_resultant_is_the_slope_of_the_log_normaliser(int dimensions, double kappa)
    {
        double slope = (VonMisesFisher.LogNormaliser(dimensions, kappa + 1e-4)
            - VonMisesFisher.LogNormaliser(dimensions, kappa - 1e-4)) / 2e-4;
        Assert.Equal(slope, VonMisesFisher.MeanResultant(dimensions, kappa), 1e-7);
    }

    [Fact]
    public void Without_concentration_nothing_is_shared()
    {
        Assert.Equal(0, VonMisesFisher.MeanResultant(7, 0));
        Assert.Equal(0, VonMisesFisher.MutualInformation(7, 0));
    }

    /// <summary>E w = A and E w² = 1 − (n − 1) A/κ for w = μᵀx.</summary>
    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 10)]
    [InlineData(5, 10)]
    [InlineData(10, 1)]
    [InlineData(10, 50)]
    [InlineData(10, 100_000)]
    public void Draws_have_the_moments_of_their_law(int dimensions, double kappa)
    {
        const double Radius = 2;
        SphereSpace sphere = new(dimensions, Radius);
        (double[] anchors, double[] children) = Draw(sphere, new VonMisesFisherConditional(sphere, kappa));
        double[] cosines = [.. Enumerable.Range(0, anchors.Length / dimensions).Select(
            i => Dot(anchors, children, i * dimensions, dimensions) / (Radius * Radius))];
        double a = VonMisesFisher.MeanResultant(dimensions, kappa);
        Estimate.Of(cosines).Agrees(a);
        Estimate.Of([.. cosines.Select(w => w * w)]).Agrees(1 - ((dimensions - 1) * a / kappa));
    }

    [Fact]
    public void Draws_lie_on_the_sphere()
    {
        SphereSpace sphere = new(6, 3);
        (_, double[] children) = Draw(sphere, new VonMisesFisherConditional(sphere, 20));
        for (int start = 0; start < children.Length; start += 6)
            Assert.Equal(9, Dot(children, children, start, 6), 1e-9);
    }

    /// <summary>Across the anchor e₁ no direction is preferred: each coordinate has variance
    /// (1 − E w²)/(n − 1) = A/κ.</summary>
    [Fact]
    public void Draws_scatter_evenly_across_the_anchor()
    {
        SphereSpace sphere = new(4);
        RandomStream stream = RandomKey.FromSeed(3).Stream();
        var anchors = new double[4 * 50_000];
        for (int start = 0; start < anchors.Length; start += 4)
            anchors[start] = 1;
        var children = new double[anchors.Length];
        new VonMisesFisherConditional(sphere, 8).Draw(anchors, children, ref stream);
        var draws = new Matrix(50_000, 4, children);
        for (int j = 1; j < 4; j++)
        {
            Estimate.Of(draws.Column(j)).Agrees(0);
            double variance = VonMisesFisher.MeanResultant(4, 8) / 8;
            Estimate.Of([.. draws.Column(j).Select(x => x * x)]).Agrees(variance);
        }
    }

    private static (double[] Anchors, double[] Children) Draw(
        SphereSpace sphere, VonMisesFisherConditional law)
    {
        RandomStream stream = RandomKey.FromSeed(5).Split("vmf").Stream();
        var anchors = new double[sphere.Dimensions * 50_000];
        var children = new double[anchors.Length];
        new UniformMarginal(sphere).Fill(anchors, ref stream);
        law.Draw(anchors, children, ref stream);
        return (anchors, children);
    }

    private static double Dot(double[] a, double[] b, int start, int length) =>
        Enumerable.Range(start, length).Sum(i => a[i] * b[i]);
}
