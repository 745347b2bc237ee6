using System.Numerics;
using Szilard.Learners.Objectives;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Tests.Objectives;

/// <summary>Closed forms of Barlow Twins, and its two terms alone.</summary>
public sealed class BarlowTwinsTests
{
    private const int Dimensions = 4;

    /// <summary>The standardiser's 10⁻⁵ leaves d·10⁻¹⁰.</summary>
    [Fact]
    public void Equal_whitened_codes_have_no_loss()
    {
        Matrix codes = Whitened();
        Assert.Equal(0, Loss(codes, codes), 1e-8);
    }

    /// <summary>A rotation of whitened codes is whitened: the loss cannot see axes, so that it cannot
    /// identify causes one by one.</summary>
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.7853981633974483)]
    public void A_rotation_of_both_whitened_codes_leaves_no_loss(double angle)
    {
        Matrix codes = Whitened();
        (double sin, double cos) = Math.SinCos(angle);
        Matrix turned = codes.Map(v => v);
        for (int i = 0; i < codes.Rows; i++)
        {
            turned[i, 0] = (cos * codes[i, 0]) - (sin * codes[i, 2]);
            turned[i, 2] = (sin * codes[i, 0]) + (cos * codes[i, 2]);
        }
        Assert.Equal(0, Loss(turned, turned), 1e-8);
        double half = 1 - cos;
        Assert.Equal((2 * half * half) + (2 * 0.5 * sin * sin), Loss(codes, turned), 1e-4);
    }

    /// <summary>Correlations of independent normal columns have variance 1/(B − 1) exactly, so that
    /// E L = d(1 + 1/(B − 1)) + λd(d − 1)/(B − 1), about d + λd(d − 1)/B for large B. Five standard errors
    /// of 400 draws: false alarm 6·10⁻⁷.</summary>
    [Theory]
    [InlineData(16)]
    [InlineData(64)]
    public void Independent_codes_cost_the_dimensions_and_what_chance_correlates(int batch)
    {
        RandomStream stream = RandomKey.FromSeed(5).Split("independent", batch).Stream();
        double[] losses = new double[400];
        foreach (ref double loss in losses.AsSpan())
        {
            Matrix a = new(batch, Dimensions), b = new(batch, Dimensions);
            stream.FillNormal(a.Values);
            stream.FillNormal(b.Values);
            loss = Loss(a, b);
        }
        double mean = losses.Average();
        double error = Math.Sqrt(losses.Sum(l => (l - mean) * (l - mean)) / (400.0 * 399));
        double expected = Dimensions * (1 + ((1 + (0.5 * (Dimensions - 1))) / (batch - 1)));
        Assert.InRange(mean, expected - (5 * error), expected + (5 * error));
    }

    [Fact]
    public void Either_term_can_stand_alone()
    {
        (Matrix a, Matrix b) = (GoldenValueTests.Z1, GoldenValueTests.Z2);
        var both = GoldenValueTests.Evaluate("barlow-twins", "lambda=0.5", a, b);
        Assert.Equal(
            both.Terms["invariance"], GoldenValueTests.Evaluate("barlow-twins", "lambda=0", a, b).Value,
            1e-12);
        Assert.Equal(
            0.5 * both.Terms["redundancy"],
            GoldenValueTests.Evaluate("barlow-twins", "lambda=0.5;invariance=0", a, b).Value, 1e-12);
        List<Fault> faults = [];
        SettingsReader.Read(
            BarlowTwins.Part.Card, new Dictionary<string, object> { ["lambda"] = 0.0, ["invariance"] = 0.0 },
            faults);
        Assert.Contains("nothing to learn", Assert.Single(faults).Sentence, StringComparison.Ordinal);
    }

    private static double Loss(Matrix a, Matrix b) =>
        GoldenValueTests.Evaluate("barlow-twins", "lambda=0.5", a, b).Value;

    /// <summary>Columns of a Hadamard matrix but the first: mean 0, variance 1, uncorrelated.</summary>
    private static Matrix Whitened()
    {
        Matrix codes = new(8, Dimensions);
        for (int i = 0; i < 8; i++)
            for (int k = 0; k < Dimensions; k++)
                codes[i, k] = 1 - (2 * (BitOperations.PopCount((uint)(i & (k + 1))) % 2));
        return codes;
    }
}
