using Szilard.Observables.Statistics;

namespace Szilard.Observables.Tests;

public sealed class SeedIntervalTests
{
    [Fact]
    public void Fewer_than_three_seeds_have_no_interval()
    {
        Assert.Null(SeedInterval.Of([]));
        Assert.Null(SeedInterval.Of([0.1, 0.9]));
        Assert.NotNull(SeedInterval.Of([0.1, 0.5, 0.9]));
    }

    /// <summary>Four draws of 0 or 1 have mean 0, and mean 1, with probability 1/16 each: the tails of 1/40
    /// lie within. That fewer than 26 of 1000 resamples are such is a false alarm of less than 1e-5. The
    /// interval moves and stretches with the values.</summary>
    [Fact]
    public void The_interval_is_that_of_the_means_of_resamples()
    {
        Assert.Equal((0.0, 1.0), SeedInterval.Of([0, 1, 1, 0]));
        Assert.Equal((7.0, 9.0), SeedInterval.Of([7, 9, 9, 7]));
        Assert.Equal((0.25, 0.25), SeedInterval.Of([0.25, 0.25, 0.25]));
    }

    /// <summary>Of 100 values the bootstrap's spread of the mean is s/√n to 3 % with 1000 resamples, the
    /// normal quantiles ±1.96 of it to 8 %: 20 % are beyond six of their deviations.</summary>
    [Fact]
    public void Of_many_values_it_is_the_normal_interval()
    {
        double[] values = [.. Enumerable.Range(0, 100).Select(i => Math.Sin(i * 1.7))];
        double mean = values.Average();
        double error = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / 100 / 100);
        (double low, double high) = SeedInterval.Of(values)!.Value;
        Assert.InRange((high - low) / (2 * 1.96 * error), 0.8, 1.2);
        Assert.InRange(mean, low, high);
    }
}
