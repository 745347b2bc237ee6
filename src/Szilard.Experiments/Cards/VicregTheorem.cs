using Szilard.Learners.Objectives;
using Szilard.Records;
using static Szilard.Experiments.Cards.SharedAssumptions;
using static Szilard.Experiments.Cards.TheoryCard;

namespace Szilard.Experiments.Cards;

/// <summary>VICReg as whitening with alignment: of Gaussian latents a rotation with one scale.</summary>
/// <remarks>Derived here. Pairs have correlation r in every latent. Expanded in Hermite polynomials of degree
/// n, an output h has E(h − h′)² = 2 Σ (1 − rⁿ)‖hₙ‖² ≥ 2(1 − r)·Var h, with equality exactly where h is
/// affine. Every covariance is that of an affine map, so the loss is least at an affine map whose covariance
/// C makes 2λ(1 − r)·tr C/D + μ·mean max(0, 1 − √(Cₖₖ + ε)) + ν Σ C²ₖₗ/D least (ε = 10⁻⁴, μ twice as large in
/// the variants that add the hinges of the two views). Off the diagonal that is 0; on it the hinge's pull
/// outweighs the invariance up to √(C + ε) = min(1, q), q = μ/(4λ(1 − r)): one number for all, so that h is a
/// rotation with one scale. Where that is not above √ε, the minimum is collapse.</remarks>
internal static class VicregTheorem
{
    public const string Name =
        "VICReg as whitening with alignment (derived here, after Klindt, LeCun, Balestriero 2026)";

    private const string Judged = "representation of the samples that are judged";
    private const double Floor = 1e-4;

    /// <summary>2 % of variance, the least tolerance of the detector.</summary>
    private static readonly double s_tolerance = Math.Sqrt(0.02);

    /// <summary>The theorem held against a run.</summary>
    public static Theorem Of(Evidence e)
    {
        var vicreg = (Vicreg)e.Plan.Objective;
        double spread = e.Facts.PairCorrelation is { } r ? SpreadAtOptimum(vicreg, r) : double.NaN;
        return new Theorem(Name, Indeterminacy.Orthogonal,
        [
            Marginal(Name, e, "The latents are Gaussian.", e.Facts.MarginalExponent == 2),
            Conditional(
                Name, e, "Pairs share an isotropic Gaussian law, which is that of the latents for each view.",
                e.Facts is { Isotropic: true, ConditionalExponent: 2, Stationary: true }),
            Weights(vicreg, spread),
            Spread(e, spread),
            Uncorrelated(e),
            .. Common(Name, e),
        ]);
    }

    /// <summary>The standard deviation of every output at the least loss: √(min(1, q)² − 10⁻⁴), 0 for
    /// collapse.</summary>
    /// <param name="vicreg">Weights λ, μ and the variant.</param>
    /// <param name="correlation">r of the views' latents.</param>
    internal static double SpreadAtOptimum(Vicreg vicreg, double correlation)
    {
        double hinges = vicreg.Variant == "official" ? vicreg.Variance : 2 * vicreg.Variance;
        double edge = Math.Min(1, hinges / (4 * vicreg.Invariance * (1 - correlation)));
        return edge > 0 ? Math.Sqrt(Math.Max(0, (edge * edge) - Floor)) : 0;
    }

    private static Assumption Weights(Vicreg v, double spread) => new(
        Name, "All three terms weigh, and the variance enough to prevent collapse.",
        Holds(v is { Invariance: > 0, Variance: > 0, Covariance: > 0 } && !(spread == 0)),
        $"λ = {v.Invariance:G3}, μ = {v.Variance:G3}, ν = {v.Covariance:G3}; standard deviation at the least "
            + $"loss {spread:G3}",
        "objective.invariance, variance, covariance", spread);

    private static Assumption Spread(Evidence e, double expected)
    {
        const string Claim =
            "Every output spreads as at the least loss: at the hinge's γ = 1, or all equally below.";
        if (Moments(e) is not { } found || double.IsNaN(expected))
            return Undecided(Claim);
        double off = found.Deviations.Max(s => Math.Abs((s / expected) - 1));
        return new Assumption(Name, Claim, Holds(off <= s_tolerance),
            $"standard deviations {found.Deviations.Min():G3} to {found.Deviations.Max():G3} for "
                + $"{expected:G3}", Judged, off);
    }

    private static Assumption Uncorrelated(Evidence e)
    {
        const string Claim = "Outputs are uncorrelated.";
        return Moments(e) is { } found
            ? new Assumption(Name, Claim, Holds(found.Correlation <= s_tolerance),
                $"largest |correlation| {found.Correlation:G2}", Judged, found.Correlation)
            : Undecided(Claim);
    }

    private static Assumption Undecided(string claim) =>
        new(Name, claim, AssumptionStatus.Unknown, "", Judged);

    /// <summary>Standard deviation of each output and the largest |correlation|, 1 with a constant one; null
    /// where there is nothing finite to look at.</summary>
    private static (double[] Deviations, double Correlation)? Moments(Evidence e)
    {
        if (e.Examination.Representation is not { Rows: > 1 } h || h.Values.Any(v => !double.IsFinite(v)))
            return null;
        double[][] centred = [.. Enumerable.Range(0, h.Columns).Select(k => Centred(h.Column(k)))];
        double[] deviations = Array.ConvertAll(centred, c => Math.Sqrt(Covariance(c, c)));
        double largest = 0;
        for (int j = 0; j < centred.Length; j++)
        {
            for (int k = 0; k < j; k++)
            {
                double product = deviations[j] * deviations[k];
                largest = Math.Max(
                    largest, product > 0 ? Math.Abs(Covariance(centred[j], centred[k])) / product : 1);
            }
        }
        return (deviations, largest);
    }

    private static double[] Centred(double[] column)
    {
        double mean = column.Average();
        return Array.ConvertAll(column, v => v - mean);
    }

    private static double Covariance(double[] a, double[] b) =>
        System.Numerics.Tensors.TensorPrimitives.Dot<double>(a, b) / (a.Length - 1);
}
