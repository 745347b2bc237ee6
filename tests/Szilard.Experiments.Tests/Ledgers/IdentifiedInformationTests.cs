using Szilard.Experiments.Ledgers;
using Szilard.Observables;
using Szilard.Worlds.Latents;

namespace Szilard.Experiments.Tests.Ledgers;

/// <summary>Bounds of mutual information against cases whose mutual information is known.</summary>
public sealed class IdentifiedInformationTests
{
    /// <summary>h = z + noise of variance s²: I = ½ ln(1 + 1/s²) for each of d independent normal latents,
    /// and R² = 1/(1 + s²). The bound is met.</summary>
    [Theory]
    [InlineData(0.1, 1)]
    [InlineData(1, 3)]
    [InlineData(7, 2)]
    public void A_gaussian_channel_meets_its_bound(double variance, int dimensions)
    {
        Reading bound = IdentifiedInformation.FromR2(
            new Reading(1 / (1 + variance), 0.01, 0), dimensions, 0);
        Assert.Equal(dimensions * 0.5 * Math.Log(1 + (1 / variance)), bound.Value, 1e-12);
        Assert.Equal(dimensions * 0.5 * 0.01 * (1 + variance) / variance, bound.StandardError, 1e-12);
    }

    /// <summary>Different latents: the mean R² gives no more than the latents one by one.</summary>
    [Fact]
    public void The_mean_is_a_bound_of_the_sum()
    {
        double[] r2 = [0.9, 0.3, 0.05];
        double sum = r2.Sum(r => -0.5 * Math.Log(1 - r));
        Assert.InRange(
            IdentifiedInformation.FromR2(new Reading(r2.Average(), 0, 0), 3, 0).Value, 0, sum);
    }

    /// <summary>Uniform z on [−1, 1] seen as one of two halves: I = ln 2 exactly; the best affine guess ±½
    /// has R² = ¾, so that ln 2 − ½ ln(πe/6) stays.</summary>
    [Fact]
    public void A_latent_that_is_not_normal_pays_its_negentropy()
    {
        double negentropy = 0.5 * Math.Log(Math.PI * Math.E / 6);
        double bound = IdentifiedInformation.FromR2(new Reading(0.75, 0, 0), 1, negentropy).Value;
        Assert.Equal(Math.Log(2) - negentropy, bound, 1e-12);
        Assert.InRange(bound, 0, Math.Log(2));
    }

    /// <summary>½ ln(πe) − 1 for Laplace, 0 for the normal.</summary>
    [Theory]
    [InlineData(1, 0.0723649429247001)]
    [InlineData(2, 0)]
    public void Negentropies_are_those_of_the_textbook(double exponent, double expected)
    {
        Assert.Equal(expected, new GeneralizedNormal(exponent, 3).Negentropy, 1e-12);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-0.4)]
    public void Nothing_read_is_nothing_known(double r2)
    {
        Assert.Equal(0, IdentifiedInformation.FromR2(new Reading(r2, 0.1, 0), 4, 0).Value);
    }

    /// <summary>A symmetric channel of K classes with error e carries ln K − h(e) − e·ln(K − 1): Fano's bound
    /// is met.</summary>
    [Theory]
    [InlineData(2, 0.1, 0.368064207168497)]
    [InlineData(10, 0, 2.302585092994046)]
    [InlineData(10, 0.9, 0)]
    [InlineData(10, 1, 0)]
    public void A_symmetric_channel_meets_fanos_bound(int classes, double error, double expected)
    {
        Reading accuracy = new(1 - error, 0.01, 1.0 / classes);
        Assert.Equal(expected, IdentifiedInformation.FromAccuracy(accuracy, classes).Value, 1e-12);
    }

    [Fact]
    public void Without_theory_or_readings_nothing_is_said()
    {
        Reading half = new(0.5, 0.1, 0.1);
        Assert.Null(IdentifiedInformation.Of([new NamedReading("rank-me", "", half)], null, 10));
        Assert.Null(IdentifiedInformation.Of([new NamedReading("linear-probe", "", half)], null, 0));
        Assert.NotNull(IdentifiedInformation.Of([new NamedReading("knn", "", half)], null, 10));
    }
}
