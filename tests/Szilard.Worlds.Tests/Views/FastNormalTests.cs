using Szilard.Tensors;
using Szilard.Worlds.Views;

namespace Szilard.Worlds.Tests.Views;

/// <summary>Bounds at five standard errors of 10⁶ draws and fixed keys: false alarms below 10⁻⁶
/// each.</summary>
public sealed class FastNormalTests
{
    private const int Count = 1_000_000;
    private readonly float[] _draws = Draw(RandomKey.FromSeed(11));

    [Fact]
    public void The_moments_are_those_of_eight_bytes()
    {
        // Standard errors: mean 0.001; variance √(1.85)/1000 = 0.00136; third moment √13.2/1000 = 0.0036;
        // fourth,
        // from the eighth moment of about 85, √(85 − 8.1)/1000 = 0.0088.
        Assert.Equal(0, Moment(1), 0.005);
        Assert.Equal(1, Moment(2), 0.0068);
        Assert.Equal(0, Moment(3), 0.018);
        Assert.Equal(3 - (1.2 / 8), Moment(4), 0.044);
    }

    [Fact]
    public void Two_thirds_lie_within_one_deviation() =>
        // The normal law has 0.6827, eight bytes 0.679; standard error 0.0005.
        Assert.Equal(0.681, _draws.Count(v => Math.Abs(v) < 1) / (double)Count, 0.007);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(28)]
    [InlineData(784)]
    public void Neighbours_are_uncorrelated(int lag) =>
        Assert.Equal(0, Product(_draws.AsSpan(lag), _draws), 0.005);

    [Theory]
    [InlineData(1UL)]
    [InlineData(1UL << 32)]
    [InlineData(0x9E3779B9UL)]
    [InlineData(0x8000000080000000UL)]
    public void Keys_that_are_near_each_other_give_unrelated_noise(ulong difference)
    {
        float[] other = Draw(new RandomKey(RandomKey.FromSeed(11).Value + difference));
        for (int lag = 0; lag < 3; lag++)
            Assert.Equal(0, Product(_draws.AsSpan(lag), other), 0.005);
    }

    [Fact]
    public void A_piece_of_any_length_is_the_piece_of_the_whole()
    {
        var piece = new float[13];
        FastNormal.Fill(piece, RandomKey.FromSeed(11), 1001);
        Assert.Equal(_draws[1001..1014], piece);
    }

    private static double Product(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum / a.Length;
    }

    private double Moment(int order) => _draws.Average(v => Math.Pow(v, order));

    private static float[] Draw(RandomKey key)
    {
        var draws = new float[Count];
        FastNormal.Fill(draws, key, 0);
        return draws;
    }
}
