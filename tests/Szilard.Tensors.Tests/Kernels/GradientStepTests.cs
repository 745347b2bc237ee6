using Szilard.Tensors.Kernels;

namespace Szilard.Tensors.Tests.Kernels;

public sealed class GradientStepTests
{
    private const int Length = 40_000;

    [Fact]
    public void Values_move_by_the_factor_and_stop_at_the_least()
    {
        using Workers workers = new(2);
        float[] values = new float[Length], estimate = new float[Length];
        values.AsSpan().Fill(1);
        for (int i = 0; i < Length; i++)
            estimate[i] = i % 2 == 0 ? 1 : 4;
        GradientStep.Take(workers, -0.5f, estimate, values, -0.25f);
        for (int i = 0; i < Length; i++)
            Assert.Equal(i % 2 == 0 ? 0.5f : -0.25f, values[i]);
    }

    [Theory]
    [InlineData(0, float.NaN)]
    [InlineData(Length - 1, float.PositiveInfinity)]
    [InlineData(20_000, float.NegativeInfinity)]
    public void One_value_that_is_not_finite_is_found(int at, float value)
    {
        using Workers workers = new(2);
        float[] values = new float[Length];
        Assert.True(GradientStep.IsFinite(workers, values));
        values[at] = value;
        Assert.False(GradientStep.IsFinite(workers, values));
    }

    [Fact]
    public void Two_lengths_are_refused()
    {
        using Workers workers = new(1);
        Assert.Throws<ArgumentException>(
            () => GradientStep.Take(workers, 1f, new float[2], new float[3], float.NegativeInfinity));
    }
}
