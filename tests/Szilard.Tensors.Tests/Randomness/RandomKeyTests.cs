using Szilard.Tensors;

namespace Szilard.Tensors.Tests.Randomness;

public sealed class RandomKeyTests
{
    /// <summary>Known answers published with Random123 (kat_vectors, philox4x32 with 10 rounds).</summary>
    [Theory]
    [InlineData(0UL, 0UL, 0UL, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(
        0xffffffffffffffffUL, 0xffffffffffffffffUL, 0xffffffffffffffffUL,
        0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(
        0x299f31d0a4093822UL, 0x85a308d3243f6a88UL, 0x0370734413198a2eUL,
        0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Philox_gives_its_published_vectors(
        ulong key, ulong low, ulong high, uint w0, uint w1, uint w2, uint w3)
    {
        Span<uint> words = stackalloc uint[4];
        Philox.Block(key, low, high, words);
        Assert.Equal([w0, w1, w2, w3], words.ToArray());
    }

    [Fact]
    public void Children_of_different_names_or_indices_differ()
    {
        RandomKey key = RandomKey.FromSeed(1);
        RandomKey[] children =
            [key, key.Split("a"), key.Split("b"), key.Split("a", 1), key.Split(0), key.Split(1)];
        Assert.Equal(children.Length, children.Distinct().Count());
    }

    [Fact]
    public void The_same_key_replays_the_same_numbers()
    {
        RandomStream a = RandomKey.FromSeed(7).Split("x", 3).Stream(),
            b = RandomKey.FromSeed(7).Split("x", 3).Stream();
        for (int i = 0; i < 1000; i++)
            Assert.Equal(a.NextNormal(), b.NextNormal());
    }

    /// <summary>Means within five standard errors: a false alarm once in 1.7 million keys per
    /// moment.</summary>
    [Fact]
    public void Normals_have_the_moments_of_a_standard_normal()
    {
        const int N = 200_000;
        RandomStream random = RandomKey.FromSeed(11).Stream();
        double first = 0, second = 0, fourth = 0;
        for (int i = 0; i < N; i++)
        {
            double x = random.NextNormal();
            (first, second, fourth) = (first + x, second + (x * x), fourth + (x * x * x * x));
        }
        Assert.InRange(first / N, -5 / Math.Sqrt(N), 5 / Math.Sqrt(N));
        Assert.InRange((second / N) - 1, -5 * Math.Sqrt(2.0 / N), 5 * Math.Sqrt(2.0 / N));
        Assert.InRange((fourth / N) - 3, -5 * Math.Sqrt(96.0 / N), 5 * Math.Sqrt(96.0 / N));
    }

    /// <summary>Gamma(k) has mean k and variance k; five standard errors as above.</summary>
    [Theory]
    [InlineData(0.25)]
    [InlineData(1)]
    [InlineData(4.5)]
    public void Gammas_have_mean_and_variance_equal_to_their_shape(double shape)
    {
        const int N = 100_000;
        RandomStream random = RandomKey.FromSeed(13).Split("gamma").Stream();
        double[] x = [.. Enumerable.Range(0, N).Select(_ => random.NextGamma(shape))];
        double mean = x.Average(), variance = x.Sum(v => (v - shape) * (v - shape)) / N;
        double spread = Math.Sqrt(((3 * shape * shape) + (6 * shape) - (shape * shape)) / N);
        Assert.InRange(mean - shape, -5 * Math.Sqrt(shape / N), 5 * Math.Sqrt(shape / N));
        Assert.InRange(variance - shape, -5 * spread, 5 * spread);
    }

    /// <summary>A χ² test with 9 degrees of freedom at 39.3: a false alarm in 1 of 100 000 keys.</summary>
    [Fact]
    public void Bounded_integers_are_uniform()
    {
        var counts = new int[10];
        RandomStream random = RandomKey.FromSeed(17).Stream();
        for (int i = 0; i < 100_000; i++)
            counts[random.NextInt32(10)]++;
        Assert.True(counts.Sum(c => (c - 10_000.0) * (c - 10_000.0) / 10_000) < 39.3);
    }
}
