using Szilard.Observables.Statistics;

namespace Szilard.Observables.Singular;

/// <summary>The local learning coefficient at one temperature: λ̂ = t·(E L − L(w*)), half the effective
/// number of parameters that the loss pins down around w*.</summary>
/// <remarks>S. Watanabe, "A Widely Applicable Bayesian Information Criterion", JMLR 2013; E. Lau et al., "The
/// Local Learning Coefficient: A Singularity-Aware Complexity Measure", AISTATS 2025, eq. 14.</remarks>
/// <param name="InverseTemperature">t = nβ.</param>
/// <param name="Value">λ̂; NaN where a chain diverged.</param>
/// <param name="BetweenChains">Standard error from the spread of the chains' means; NaN for one
/// chain.</param>
/// <param name="WithinChains">Standard error from batch means within the chains.</param>
/// <param name="PotentialScaleReduction">Split-R̂ of the losses.</param>
/// <param name="ChainValues">λ̂ of each chain.</param>
public sealed record LearningCoefficient(
    double InverseTemperature, double Value, double BetweenChains, double WithinChains,
    double PotentialScaleReduction, IReadOnlyList<double> ChainValues)
{
    private const double MixedBelow = 1.05;

    /// <summary>The larger of the two errors.</summary>
    public double StandardError => double.IsNaN(BetweenChains)
        ? WithinChains
        : double.IsNaN(WithinChains) ? BetweenChains : Math.Max(BetweenChains, WithinChains);

    /// <summary>What is to be read with care, in one sentence each; empty where nothing is.</summary>
    public string Remark { get; init; } = "";

    /// <summary>The estimate from what a walk met.</summary>
    /// <param name="trace">The walk.</param>
    public static LearningCoefficient Of(LangevinTrace trace)
    {
        double t = trace.Settings.InverseTemperature;
        if (trace.DivergedChains > 0)
            return new LearningCoefficient(t, double.NaN, double.NaN, double.NaN, double.NaN, [])
            {
                Remark = $"{trace.DivergedChains} of {trace.Settings.Chains} chains left every bound (ε·a = "
                    + $"{trace.StepStiffness:G2} at the start); use a smaller step or a larger γ.",
            };
        double[] values = [.. trace.Losses.Select(c => t * (Spread.Mean(c) - trace.StartLoss))];
        double[] errors = [.. trace.Losses.Select(c => t * ChainDiagnostics.BatchError(c))];
        LearningCoefficient read = new(
            t, Spread.Mean(values), Spread.OfMean(values), Math.Sqrt(errors.Sum(e => e * e)) / errors.Length,
            ChainDiagnostics.SplitPotentialScaleReduction(trace.Losses), values);
        return read with { Remark = string.Join(" ", Remarks(read)) };
    }

    private static IEnumerable<string> Remarks(LearningCoefficient read)
    {
        if (read.Value < 0)
            yield return "Below 0: the walk found lower losses, so that this point is no minimum of the "
                + "potential.";
        if (read.PotentialScaleReduction > MixedBelow)
            yield return $"Split-R̂ = {read.PotentialScaleReduction:F3} > {MixedBelow}: the chains have not "
                + "mixed; walk longer.";
    }
}
