using Szilard.Tensors.Kernels;

namespace Szilard.Tensors.Tests.Kernels;

public sealed class ShortProductTests
{
    private const int Largest = 32_000;

    /// <summary>Beside three loops over whole numbers; a sum is exact until it is rounded to single
    /// precision, once for every 1024 values.</summary>
    [Theory]
    [InlineData(512)]
    [InlineData(256)]
    public void Sums_are_those_of_three_loops(int bits)
    {
        Assert.SkipUnless(ShortProduct.IsQuick && bits <= Gemm.WidestVector, $"No registers of {bits} bits.");
        foreach ((int m, int n, int k, int gap) in ((int, int, int, int)[])[
            (1, 1, 2, 0), (12, 32, 16, 0), (13, 33, 18, 4), (7, 70, 130, 2), (50, 17, 128, 0),
            (530, 70, 66, 0), (20, 30, 1026, 0), (9, 11, 6000, 0), (140, 130, 4000, 2), (3, 4200, 10, 0)])
        {
            Compare(bits, m, n, k, gap);
        }
    }

    /// <summary>The largest sums that 32 bits hold do not turn over.</summary>
    [Theory]
    [InlineData(512)]
    [InlineData(256)]
    public void The_largest_sums_keep_their_sign(int bits)
    {
        Assert.SkipUnless(ShortProduct.IsQuick && bits <= Gemm.WidestVector, $"No registers of {bits} bits.");
        short[] high = [Largest, Largest], low = [-Largest, -Largest];
        float[] c = new float[1];
        foreach ((short[] a, short[] b, float sign) in ((short[], short[], float)[])[
            (high, high, 1), (high, low, -1), (low, low, 1)])
        {
            MatrixBlock<short> right = new(b, 1, 2, 2);
            ShortProduct.StoreWith(bits, new(a, 1, 2, 2), right.Transposed, c, 1);
            Assert.Equal(sign * 2 * Largest * Largest, c[0]);
        }
    }

    [Fact]
    public void What_cannot_be_multiplied_in_pairs_is_refused_with_the_numbers()
    {
        short[] values = new short[30];
        float[] c = new float[4];
        string Fault(int k, int stride, bool transposed) => Assert.Throws<ArgumentException>(() =>
        {
            MatrixBlock<short> b = new(values, 2, k, stride);
            ShortProduct.Store(new(values, 2, k, stride), transposed ? b.Transposed : b, c, 2);
        }).Message;
        Assert.Contains("sums are 3 long and rows 4 and 4", Fault(3, 4, true), StringComparison.Ordinal);
        Assert.Contains("sums are 2 long and rows 3 and 3", Fault(2, 3, true), StringComparison.Ordinal);
        Assert.Contains("2×2 by rows times 2×2 by columns", Fault(2, 2, false), StringComparison.Ordinal);
    }

    private static void Compare(int bits, int m, int n, int k, int gap)
    {
        int stride = k + gap;
        short[] a = Numbers(m * stride, k, "a"), b = Numbers(n * stride, k, "b");
        float[] c = [.. Enumerable.Repeat(float.NaN, m * (n + gap))];
        ShortProduct.StoreWith(
            bits, new(a, m, k, stride), new MatrixBlock<short>(b, n, k, stride).Transposed, c, n + gap);
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n + gap; j++)
            {
                float actual = c[(i * (n + gap)) + j];
                if (j >= n)
                {
                    Assert.Equal(float.NaN, actual);
                    continue;
                }
                long sum = 0, magnitude = 0;
                for (int l = 0; l < k; l++)
                {
                    long product = a[(i * stride) + l] * b[(j * stride) + l];
                    (sum, magnitude) = (sum + product, magnitude + Math.Abs(product));
                }
                double allowed = k <= 1024 ? Math.Abs(sum) : magnitude * (2 + (k / 512));
                Assert.True(
                    Math.Abs(actual - sum) <= allowed / (1 << 24),
                    $"{m}×{n}×{k} at ({i}, {j}): {actual}, not {sum}");
            }
        }
    }

    /// <summary>Nearly as large as sums of so many allow.</summary>
    private static short[] Numbers(int count, int k, string name)
    {
        using AlignedBuffer<float> normal = Operands.Normal<float>(count, name);
        float deviation = Largest / MathF.Sqrt(k) / 2;
        return [.. normal.Span.ToArray().Select(v => (short)Math.Clamp(v * deviation, -Largest, Largest))];
    }
}
