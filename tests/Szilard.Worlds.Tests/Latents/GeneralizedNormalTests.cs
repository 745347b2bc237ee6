using MathNet.Numerics;
using Szilard.Tensors;
using Szilard.Worlds.Latents;

namespace Szilard.Worlds.Tests.Latents;

public sealed class GeneralizedNormalTests
{
    private const int Draws = 200_000;

    [Fact]
    public void Laplace_has_variance_two_scale_squared_and_kurtosis_six()
    {
        GeneralizedNormal law = GeneralizedNormal.Laplace(3);
        Assert.Equal(18, law.Variance, 1e-10);
        Assert.Equal(6, law.Kurtosis, 1e-10);
        Assert.Equal(1 - Math.Exp(-2), law.ProbabilityWithin(6), 1e-10);
    }

    [Fact]
    public void The_exponent_two_is_normal_with_the_standard_deviation_given()
    {
        GeneralizedNormal law = GeneralizedNormal.Normal(0.7);
        Assert.Equal(0.49, law.Variance, 1e-12);
        Assert.Equal(3, law.Kurtosis, 1e-12);
        Assert.Equal(SpecialFunctions.Erf(1 / Math.Sqrt(2)), law.ProbabilityWithin(0.7), 1e-10);
    }

    [Fact]
    public void A_large_exponent_is_uniform()
    {
        GeneralizedNormal law = new(1000, 1);
        Assert.Equal(1.0 / 3, law.Variance, 1e-3);
        Assert.Equal(1.8, law.Kurtosis, 1e-3);
        Assert.Equal(0.3, law.ProbabilityWithin(0.3), 1e-3);
        Assert.Equal(0.99, law.ProbabilityWithin(0.99), 1e-3);
    }

    [Theory]
    [InlineData(0.125)]
    [InlineData(0.25)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(1000)]
    public void Unit_deviation_gives_unit_variance_for_every_exponent(double exponent) =>
        Assert.Equal(1, GeneralizedNormal.WithDeviation(exponent, 1).Variance, 1e-9);

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(1000)]
    public void Draws_have_the_moments_of_their_law(double exponent)
    {
        GeneralizedNormal law = GeneralizedNormal.WithDeviation(exponent, 1.5);
        double[] draws = Sample(law);
        Estimate.Of(draws).Agrees(0);
        Estimate.Of([.. draws.Select(x => x * x)]).Agrees(2.25);
        Estimate.Of([.. draws.Select(x => x * x * x * x)]).Agrees(law.Kurtosis * 2.25 * 2.25);
    }

    /// <summary>Frequencies say more than moments where rare draws dominate those; the standard error is
    /// binomial.</summary>
    [Theory]
    [InlineData(0.125)]
    [InlineData(0.25)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    [InlineData(1000)]
    public void Draws_fall_within_a_width_as_often_as_the_law_says(double exponent)
    {
        GeneralizedNormal law = GeneralizedNormal.WithDeviation(exponent, 1);
        double[] draws = Sample(law);
        foreach (double width in (double[])[0.1, 0.5, 1.5])
        {
            double expected = law.ProbabilityWithin(width);
            double error = Math.Sqrt(expected * (1 - expected) / Draws);
            new Estimate(draws.Count(x => Math.Abs(x) < width) / (double)Draws, error).Agrees(expected);
        }
    }

    private static double[] Sample(GeneralizedNormal law)
    {
        RandomStream stream = RandomKey.FromSeed(11).Split("law").Stream();
        var draws = new double[Draws];
        foreach (ref double draw in draws.AsSpan())
            draw = law.Next(ref stream);
        return draws;
    }
}
