using System.Numerics;
using Szilard.Experiments.Cards;
using Szilard.Learners.Objectives;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Experiments.Tests.Cards;

/// <summary>The optimum derived for VICReg's theorem, held against the objective itself on pairs whose
/// moments are exact.</summary>
public sealed class VicregTheoremTests
{
    private const int Rows = 1024;
    private const double Correlation = 0.8;

    /// <summary>The loss of s·z over a grid of s: μ/(4λ(1 − r)) = μ/20, twice that where the hinges of the
    /// two views are added; from 1 on the hinge lets go. The grid has steps of 0.002.</summary>
    [Theory]
    [InlineData("official", 25, 1)]
    [InlineData("official", 10, 0.5)]
    [InlineData("official", 2, 0.1)]
    [InlineData("solo", 5, 0.5)]
    [InlineData("eb-jepa", 25, 1)]
    public void The_loss_is_least_where_the_derivation_puts_it(string variant, double variance, double edge)
    {
        Vicreg vicreg = new(25, variance, 1, variant);
        double[] scales = [.. Enumerable.Range(1, 700).Select(i => i * 0.002)];
        double least = scales.MinBy(s => Loss(vicreg, s, 0, s));
        double derived = VicregTheorem.SpreadAtOptimum(vicreg, Correlation);
        Assert.Equal(Math.Sqrt((edge * edge) - 1e-4), derived, 1e-12);
        Assert.Equal(least, derived, 0.004);
    }

    /// <summary>Unequal scales and shears lose, as the derivation says: nothing but a rotation with one scale
    /// is left.</summary>
    [Theory]
    [InlineData(25)]
    [InlineData(10)]
    public void What_is_no_rotation_loses_more(double variance)
    {
        Vicreg vicreg = new(25, variance, 1, "official");
        double s = VicregTheorem.SpreadAtOptimum(vicreg, Correlation), best = Loss(vicreg, s, 0, s);
        Assert.True(Loss(vicreg, 1.2 * s, 0, s) > best + 0.01);
        Assert.True(Loss(vicreg, 1.2 * s, 0, s / 1.2) > best + 0.01);
        Assert.True(Loss(vicreg, s, 0.3 * s, Math.Sqrt(0.91) * s) > best + 0.001);
    }

    /// <summary>Below 10⁻² the floor under the root takes the hinge's pull away.</summary>
    [Theory]
    [InlineData(25, 0.1)]
    [InlineData(25, 0)]
    public void Too_little_variance_collapses(double invariance, double variance) => Assert.Equal(
        0, VicregTheorem.SpreadAtOptimum(new Vicreg(invariance, variance, 1, "official"), Correlation));

    /// <summary>The loss where h = (a·z₀, b·z₀ + c·z₁). Walsh functions are uncorrelated exactly; divided by
    /// √(n/(n − 1)) they have variance 1.</summary>
    private static double Loss(Vicreg vicreg, double a, double b, double c)
    {
        double unit = Math.Sqrt((Rows - 1.0) / Rows), rest = Math.Sqrt(1 - (Correlation * Correlation));
        Matrix left = new(Rows, 2), right = new(Rows, 2);
        for (int i = 0; i < Rows; i++)
        {
            (double z0, double z1) = (unit * Walsh(i, 1), unit * Walsh(i, 2));
            (double w0, double w1) = (
                (Correlation * z0) + (rest * unit * Walsh(i, 4)),
                (Correlation * z1) + (rest * unit * Walsh(i, 8)));
            (left[i, 0], left[i, 1]) = (a * z0, (b * z0) + (c * z1));
            (right[i, 0], right[i, 1]) = (a * w0, (b * w0) + (c * w1));
        }
        using CpuDevice<double> device = new(1);
        using Tape tape = new(device);
        ObjectiveContext context = new(new Dictionary<string, Tensor>(), RandomKey.FromSeed(1));
        return vicreg.Evaluate(tape.Constant(left), tape.Constant(right), context).Value.Item();
    }

    private static double Walsh(int i, int mask) =>
        BitOperations.PopCount((uint)(i & mask)) % 2 == 0 ? 1 : -1;
}
