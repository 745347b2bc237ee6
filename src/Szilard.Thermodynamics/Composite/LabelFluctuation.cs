using Szilard.Tensors;

namespace Szilard.Thermodynamics.Composite;

/// <summary>The integral fluctuation theorem of a relaxation of labels, q → q*: with σ = ln(q/q*) of the
/// label that was, ⟨e^(−σ)⟩_q = Σ of q* over the support of q, which is 1 unless labels are hard.</summary>
/// <param name="Mean">⟨σ⟩ = KL(q‖q*) ≥ 0, nats; ∞ where q has labels that q* excludes.</param>
/// <param name="Average">⟨e^(−σ)⟩_q.</param>
/// <param name="FullSupport">q &gt; 0 everywhere; else irreversibility is absolute, and the average below
/// 1.</param>
/// <remarks>Y. Murashita, K. Funo, M. Ueda, "Nonequilibrium equalities in absolutely irreversible processes",
/// PRE 90, 2014.</remarks>
public sealed record LabelFluctuation(double Mean, double Average, bool FullSupport)
{
    /// <summary>Both averages.</summary>
    /// <param name="labels">q, before.</param>
    /// <param name="target">q*, the state of Gibbs form that is relaxed to.</param>
    /// <exception cref="ArgumentException">Shapes differ.</exception>
    public static LabelFluctuation Of(Matrix labels, Matrix target)
    {
        if (labels.Rows != target.Rows || labels.Columns != target.Columns)
            throw new ArgumentException(
                $"Labels are {labels.Rows}×{labels.Columns} before and {target.Rows}×{target.Columns} "
                    + "after.");
        CompensatedSum mean = default, average = default;
        bool full = true;
        for (int k = 0; k < labels.Values.Length; k++)
        {
            double q = labels.Values[k];
            if (q == 0)
            {
                full = false;
                continue;
            }
            double sigma = Math.Log(q / target.Values[k]);
            mean.Add(q * sigma);
            average.Add(q * Math.Exp(-sigma));
        }
        return new LabelFluctuation(mean.Value, average.Value, full);
    }
}
