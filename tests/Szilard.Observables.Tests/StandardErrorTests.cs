using Szilard.Observables.Statistics;
using Szilard.Tensors;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

/// <summary>The standard error that a meter states is the spread of its value over fresh draws.</summary>
public sealed class StandardErrorTests
{
    private const int Draws = 120;

    /// <summary>With 120 draws the observed spread is known to 6.5 %, so [0.6, 1.67] is more than six such
    /// errors wide: false alarm below 10⁻⁶ for a meter whose own error is right to 20 %.</summary>
    [Theory]
    [InlineData("r2.affine")]
    [InlineData("r2.affine.pooled")]
    [InlineData("r2.inverse")]
    [InlineData("mcc.pearson")]
    [InlineData("mcc.spearman")]
    [InlineData("mcc.affine")]
    [InlineData("orthogonality")]
    [InlineData("permutation")]
    [InlineData("rank-me")]
    [InlineData("participation-ratio")]
    [InlineData("alpha-req")]
    [InlineData("std")]
    [InlineData("alignment")]
    [InlineData("uniformity")]
    [InlineData("knn")]
    [InlineData("linear-probe")]
    [InlineData("cka.biased")]
    [InlineData("cka.unbiased")]
    [InlineData("mutual-knn")]
    [InlineData("procrustes")]
    [InlineData("r2.latent")]
    [InlineData("dci.disentanglement")]
    [InlineData("dci.completeness")]
    [InlineData("dci.informativeness")]
    [InlineData("mig")]
    [InlineData("sap")]
    [InlineData("info-c")]
    [InlineData("info-e")]
    [InlineData("cca.mean")]
    [InlineData("cca.r2")]
    [InlineData("svcca")]
    [InlineData("pwcca")]
    [InlineData("cknna")]
    [InlineData("ncc.class")]
    [InlineData("ncc.superclass")]
    [InlineData("cdnv")]
    [InlineData("nc1")]
    [InlineData("nc3")]
    [InlineData("nc4")]
    [InlineData("centre.sample")]
    [InlineData("lidar")]
    [InlineData("two-nn")]
    [InlineData("infonce.distance")]
    [InlineData("indeterminacy")]
    [InlineData("covariance")]
    [InlineData("lejepa-bound")]
    [InlineData("procrustes.latents")]
    public void The_standard_error_is_the_spread_over_fresh_draws(string name) =>
        Assert.InRange(Ratio(name, 300), 0.6, 1.67);

    /// <summary>A held-out sample far from all that were fitted can ruin a reading, and its error with it (R²
    /// 0.07 ± 0.32 in one draw); one such draw would be the whole spread.</summary>
    [Fact]
    public void The_standard_error_of_kernel_regression_is_the_spread_of_the_draws_that_do_not_extrapolate()
    {
        ILookup<bool, Reading> readings =
            Readings("r2.nonlinear", 300).ToLookup(r => r.StandardError < 0.1);
        Reading[] usual = [.. readings[true]];
        Assert.InRange(usual.Length, 0.95 * Draws, Draws);
        Assert.InRange(Ratio(usual), 0.6, 1.67);
        double mean = usual.Average(r => r.Value);
        Assert.All(readings[false], r => Assert.InRange(
            Math.Abs(r.Value - mean), 0, 3 * r.StandardError));
    }

    /// <summary>All pairs of 60 samples are ranked seventeen times over.</summary>
    [Fact]
    public void The_standard_error_of_a_rank_correlation_of_distances_is_its_spread() =>
        Assert.InRange(Ratio("rsa", 60), 0.6, 1.67);

    /// <summary>The largest of several numbers near each other is not smooth in the samples: the jackknife
    /// overstates its error there (about twofold here).</summary>
    [Theory]
    [InlineData("modularity")]
    [InlineData("info-m")]
    public void The_standard_error_of_a_largest_share_is_not_understated(string name) =>
        Assert.InRange(Ratio(name, 300), 0.6, 3);

    private static double Ratio(string name, int n) => Ratio(Readings(name, n));

    private static double Ratio(Reading[] readings)
    {
        double spread = Spread.Deviation([.. readings.Select(r => r.Value)]);
        double stated = Math.Sqrt(readings.Average(r => r.StandardError * r.StandardError));
        return stated / spread;
    }

    private static Reading[] Readings(string name, int n) =>
        [.. Enumerable.Range(0, Draws).Select(s => Read(name, Draw(n, s)))];

    /// <summary>h mixes two latents of unlike variance linearly, with a cube and noise; the other model
    /// sees them with noise of its own.</summary>
    private static Specimen Draw(int n, int index)
    {
        Matrix z = Normal(n, 2, "z", index), noise = Normal(n, 6, "noise", index);
        Matrix h = new(n, 3), view = new(n, 3), other = new(n, 2);
        for (int i = 0; i < n; i++)
        {
            double a = z[i, 0], b = z[i, 1];
            (h[i, 0], h[i, 1]) = (a + (.4 * b) + (.3 * noise[i, 0]), (.7 * b) - (.1 * a * a * a));
            h[i, 2] = noise[i, 1] / 2;
            (view[i, 0], view[i, 1], view[i, 2]) = (h[i, 0] + (.2 * noise[i, 2]), h[i, 1], noise[i, 3] / 2);
            (other[i, 0], other[i, 1]) = (a + (.5 * noise[i, 4]), (2 * b) + (.5 * noise[i, 5]));
        }
        int[] labels = [.. Enumerable.Range(0, n).Select(i => z[i, 0] + (.5 * noise[i, 3]) > 0 ? 1 : 0)];
        return new Specimen(h)
        {
            Latents = z,
            View = view,
            Other = other,
            Labels = labels,
            Superclasses = labels,
            PairInformation = 1,
            PairCorrelation = 0.95,
        };
    }
}
