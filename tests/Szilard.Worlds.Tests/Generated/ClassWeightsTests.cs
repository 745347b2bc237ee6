using Szilard.Worlds.Generated;

namespace Szilard.Worlds.Tests.Generated;

public sealed class ClassWeightsTests
{
    [Theory]
    [InlineData(true, 10, 100.0)]
    [InlineData(false, 10, 100.0)]
    [InlineData(true, 2, 3.0)]
    [InlineData(false, 1000, 256.0)]
    public void Weights_run_from_one_to_the_ratio(bool exponential, int classes, double ratio)
    {
        double[] weights = ClassWeights.Of(exponential, classes, ratio);
        Assert.Equal(1, weights[0], 1e-12);
        Assert.Equal(1 / ratio, weights[^1], 1e-12);
    }

    [Fact]
    public void The_exponential_law_falls_by_one_factor_and_Paretos_by_one_power()
    {
        double[] exponential = ClassWeights.Of(true, 5, 16), pareto = ClassWeights.Of(false, 4, 16);
        Assert.All(exponential.Skip(1).Zip(exponential), p => Assert.Equal(0.5, p.First / p.Second, 1e-12));
        Assert.All(
            pareto.Select((w, c) => w * (c + 1) * (c + 1)), product => Assert.Equal(1, product, 1e-12));
    }

    [Fact]
    public void Shares_sum_to_the_total_and_follow_the_weights()
    {
        Assert.Equal([5, 3, 2], ClassWeights.Share([0.5, 0.3, 0.2], 10));
        Assert.Equal([4, 3, 3], ClassWeights.Share([1, 1, 1], 10));
        Assert.Equal([1], ClassWeights.Of(true, 1, 50));
    }
}
