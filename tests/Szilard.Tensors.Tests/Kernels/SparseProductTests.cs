using Szilard.Tensors.Kernels;

namespace Szilard.Tensors.Tests.Kernels;

public sealed class SparseProductTests
{
    public static TheoryData<int, int, int, double> Shapes => new()
    {
        { 1, 1, 1, 0.3 }, { 3, 5, 7, 0.3 }, { 20, 100, 784, 0.19 }, { 16, 257, 33, 0.4 },
        { 130, 70, 50, 0.2 },
        { 4, 66, 40, 0 }, { 20, 100, 60, 1 }, { 2, 512, 9, 0.7 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Inputs_times_weights_are_added(int m, int n, int k, double filled)
    {
        (float[] x, float[] b, float[] c) = (Inputs(m * k, filled), Normal(k * n, "b"), Normal(m * n, "c"));
        double[] expected = [.. Enumerable.Range(0, m * n).Select(at => c[at]
            + Enumerable.Range(0, k).Sum(i => (double)x[(at / n * k) + i] * b[(i * n) + (at % n)]))];
        foreach (LaneWidth width in Enum.GetValues<LaneWidth>())
        {
            using Workers workers = new(2);
            float[] sum = [.. c];
            SparseProduct.Add<float>(width, workers, m, n, k, x, b, sum);
            Near(expected, sum, k);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Outer_products_are_summed_over_samples(int m, int n, int k, double filled)
    {
        (float[] x, float[] a) = (Inputs(m * k, filled), Normal(m * n, "a"));
        double[] expected = [.. Enumerable.Range(0, k * n).Select(at =>
            Enumerable.Range(0, m).Sum(s => (double)x[(s * k) + (at / n)] * a[(s * n) + (at % n)]))];
        foreach (LaneWidth width in Enum.GetValues<LaneWidth>())
        {
            using Workers workers = new(2);
            float[] product = Normal(k * n, "left over");
            SparseProduct.Outer<float>(width, workers, m, n, k, x, a, product);
            Near(expected, product, m);
        }
    }

    [Fact]
    public void Two_threads_give_the_same_bits_as_one()
    {
        using Workers one = new(1), two = new(2);
        (float[] x, float[] b) = (Inputs(20 * 784, 0.19), Normal(784 * 500, "b"));
        float[] first = new float[20 * 500], second = new float[20 * 500];
        SparseProduct.Add<float>(one, 20, 500, 784, x, b, first);
        SparseProduct.Add<float>(two, 20, 500, 784, x, b, second);
        Assert.Equal(first, second);
        float[] outer = new float[784 * 500], other = new float[784 * 500];
        SparseProduct.Outer<float>(one, 20, 500, 784, x, first, outer);
        SparseProduct.Outer<float>(two, 20, 500, 784, x, first, other);
        Assert.Equal(outer, other);
    }

    [Fact]
    public void Double_precision_goes_the_same_way()
    {
        using Workers workers = new(1);
        double[] c = [1, 1];
        SparseProduct.Add<double>(workers, 1, 2, 3, [0, 2, 0], [9, 9, 3, 4, 9, 9], c);
        Assert.Equal([7, 9], c);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        using Workers workers = new(1);
        float[] two = new float[2], three = new float[3];
        Assert.Throws<ArgumentException>(() => SparseProduct.Add<float>(workers, 1, 1, 2, two, three, two));
        Assert.Throws<ArgumentException>(() => SparseProduct.Outer<float>(workers, 1, 1, 2, three, two, two));
    }

    /// <summary>As many roundings as there are terms, each of a size about one.</summary>
    private static void Near(double[] expected, float[] actual, int terms)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-6 * (terms + 4));
    }

    private static float[] Inputs(int length, double filled)
    {
        RandomStream stream = RandomKey.FromSeed(5).Stream();
        return [.. Enumerable.Range(0, length)
            .Select(_ => stream.NextDouble() < filled ? (float)stream.NextDouble() : 0)];
    }

    private static float[] Normal(int length, string name)
    {
        RandomStream stream = RandomKey.FromSeed(6).Split(name).Stream();
        return [.. Enumerable.Range(0, length).Select(_ => (float)stream.NextNormal())];
    }
}
