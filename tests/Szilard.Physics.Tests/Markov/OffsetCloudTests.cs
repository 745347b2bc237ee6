using Szilard.Physics.Synapses.Markov;
using Szilard.Tensors;

namespace Szilard.Physics.Tests.Markov;

public sealed class OffsetCloudTests
{
    private static readonly OffsetConditions Published = new();

    /// <summary>Reference notes, (c)6: direct convolution by an independent C program. R = 25. The pairs give
    /// the dissipation to two decimals; γ is that of table A6.</summary>
    [Theory]
    [InlineData(0.1, 200, 1.76, -1.66)]
    [InlineData(0.05, 200, 2.59, -2.44)]
    [InlineData(0.02, 200, 3.62, -3.16)]
    [InlineData(0.01, 200, 4.36, -3.64)]
    [InlineData(1e-3, 200, 6.67, -4.36)]
    [InlineData(1e-4, 200, 8.92, -4.44)]
    [InlineData(0.1, 20, 1.76, -1.36)]
    [InlineData(0.05, 20, 2.59, -1.99)]
    [InlineData(0.01, 20, 4.36, -2.63)]
    [InlineData(1e-3, 20, 6.67, -2.83)]
    [InlineData(1e-4, 20, 8.92, -2.85)]
    public void Listed_points_of_figure_6B_are_met(double gamma, double signal, double sigma, double offset)
    {
        OffsetPoint point = OffsetCloud.Measure(new OffsetSample(gamma, 25, signal), Published);
        Assert.Equal(sigma, point.Dissipation, 6e-3);
        Assert.Equal(offset, point.LogOffset, 0.05);
        Assert.True(point.Adapts);
        Assert.Equal(Math.Exp(point.LogOffset) * 50, point.RelativeOffset(Published), 1e-12);
    }

    [Fact]
    public void The_linear_range_grows_with_dissipation()
    {
        Assert.Equal(0.585, Least(0.1), 0.01);
        Assert.Equal(0.225, Least(1e-4), 0.01);
        static double Least(double gamma) =>
            OffsetCloud.Measure(new OffsetSample(gamma, 25, 200), Published).LeastAmplitude;
    }

    [Fact]
    public void Faster_flips_change_little()
    {
        double slow = OffsetCloud.Measure(new OffsetSample(0.01, 25, 200), Published).LogOffset;
        double fast = OffsetCloud.Measure(new OffsetSample(0.01, 100, 200), Published).LogOffset;
        Assert.InRange(Math.Abs(slow - fast), 0, 0.06);
    }

    /// <summary>Offsets fall with dissipation and then level off. From the listed points a fall of about 2.5
    /// between σ = 1.8 and 8.9 is expected, and none beyond, up to the scatter of signals between jobs (about
    /// ±0.8 in single points, ±0.3 in medians). The key is fixed: the outcome never changes.</summary>
    [Fact]
    public void The_cloud_falls_and_then_levels_off()
    {
        IReadOnlyList<OffsetSample> samples = OffsetCloud.Draw(8, 25, RandomKey.FromSeed(61));
        double[] medians = OffsetCloud.Medians(
            OffsetCloud.Measure(samples, Published), 1, 2.5, 5, 10, 20, 40);
        Assert.True(medians[0] > medians[1] + 0.3 && medians[1] > medians[2] + 0.2);
        Assert.InRange(medians[3] - medians[4], -0.5, 0.5);
    }

    [Fact]
    public void Samples_follow_the_published_ranges_and_replay_from_their_key()
    {
        IReadOnlyList<OffsetSample> samples = OffsetCloud.Draw(100, 50, RandomKey.FromSeed(62));
        Assert.Equal(5000, samples.Count);
        Assert.Equal(samples, OffsetCloud.Draw(100, 50, RandomKey.FromSeed(62)));
        Assert.All(samples, s => Assert.True(
            s.Signal is >= 5 and <= 249 && s.RateFactor is >= 1 and <= 99 && s.Gamma is > 0 and <= 1));
        Assert.All(samples.Chunk(50),
            job => Assert.Single(job.Select(s => (s.Signal, s.RateFactor)).Distinct()));
        // Five standard errors, a false alarm in 2 million. Above 0.1: 0.9·(1000 + 4000/25) = 1044 ± 15.
        // Below 1e-23: exponents 23 and 24, and a tenth of 22: 4000·2.1/25 = 336 ± 18.
        Assert.InRange(samples.Count(s => s.Gamma > 0.1), 1044 - 75, 1044 + 75);
        Assert.InRange(samples.Count(s => s.Gamma < 1e-23), 336 - 90, 336 + 90);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_points()
    {
        IReadOnlyList<OffsetSample> samples = OffsetCloud.Draw(2, 3, RandomKey.FromSeed(63));
        OffsetPoint[] alone = [.. samples.Select(s => OffsetCloud.Measure(s, Published))];
        Assert.Equal(alone, OffsetCloud.Measure(samples, Published));
    }
}
