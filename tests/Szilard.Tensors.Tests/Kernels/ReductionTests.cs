using Szilard.Tensors.Kernels;

namespace Szilard.Tensors.Tests.Kernels;

public sealed class ReductionTests
{
    /// <summary>Columns of a long table, of a short one, middle axes, and rows; each has its own
    /// way.</summary>
    [Theory]
    [InlineData(1, 5000, 7)]
    [InlineData(1, 64, 100)]
    [InlineData(3, 130, 5)]
    [InlineData(4, 2500, 1)]
    public void A_sum_is_the_sum_and_the_same_bits_for_any_crew(int outer, int count, int inner)
    {
        float[] x = new float[outer * count * inner];
        RandomStream random = RandomKey.FromSeed(3).Stream();
        for (int i = 0; i < x.Length; i++)
            x[i] = (float)random.NextUniform(0, 1);
        float[] one = Sum(1, outer, count, inner, x);
        Assert.Equal(one, Sum(2, outer, count, inner, x));
        Assert.Equal(one, Sum(4, outer, count, inner, x));
        for (int i = 0; i < one.Length; i++)
        {
            double expected = 0.5 * Enumerable.Range(0, count)
                .Sum(c => (double)x[(((i / inner * count) + c) * inner) + (i % inner)]);
            Assert.Equal(expected, one[i], 2e-6 * expected);
        }
    }

    private static float[] Sum(int threads, int outer, int count, int inner, float[] x)
    {
        using CpuDevice<float> device = new(threads);
        Storage from = device.Rent(x.Length), to = device.Rent(outer * inner);
        device.Write(x, from);
        device.Sum(outer, count, inner, 0.5, from, to);
        float[] sums = new float[outer * inner];
        device.Read(to, sums);
        return sums;
    }
}
