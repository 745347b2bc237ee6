using Szilard.Observables.Statistics;

namespace Szilard.Observables.Agreement;

/// <summary>A score beside its values under shuffled pairings, and what is left of it beyond
/// chance.</summary>
/// <param name="Observed">The score of the true pairing; NaN where there is none.</param>
/// <param name="Null">The score of each shuffled pairing.</param>
/// <param name="Level">How often independent arrays may exceed the critical value, in (0, 1).</param>
public sealed record Calibration(double Observed, IReadOnlyList<double> Null, double Level)
{
    /// <summary>Mean over the shuffles: what the score reads where there is nothing to find.</summary>
    public double Chance => Spread.Mean([.. Null]);

    /// <summary>p = (1 + #{null ≥ observed})/(1 + M); NaN without a score.</summary>
    public double PValue =>
        double.IsFinite(Observed) ? new PermutationNull(Observed, Null).PValue : double.NaN;

    /// <summary>The ⌈(1 − level)(M + 1)⌉-th smallest of the M shuffles: the true pairing of independent
    /// arrays exceeds it with a probability of at most the level, exactly; infinite where there are too few
    /// shuffles for the level.</summary>
    public double Critical
    {
        get
        {
            double[] sorted = [.. Null.Order()];
            int rank = (int)Math.Ceiling(((1 - Level) * (sorted.Length + 1)) - 1e-9);
            return rank <= sorted.Length ? sorted[Math.Max(1, rank) - 1] : double.PositiveInfinity;
        }
    }

    /// <summary>(observed − critical)/(1 − critical), 0 below the critical value, 1 at perfect agreement
    /// (Gröger, Wen, Brbić, "Aristotelian view", arXiv:2602.14486); NaN without a score.</summary>
    public double Calibrated
    {
        get
        {
            double critical = Critical;
            return !double.IsFinite(Observed) ? double.NaN
                : Observed > critical && critical < 1 ? (Observed - critical) / (1 - critical)
                : 0;
        }
    }
}
