using Szilard.Tensors;

namespace Szilard.Thermodynamics.Composite;

/// <summary>The integral fluctuation theorem of a work stroke, ⟨exp(−β(w − ΔF_i) − k)⟩_q = Σ of p′ over the
/// support of q, with w_ij = E′_ij − E_ij and k_ij = ln(q_ij/p_ij): 1 where q is positive everywhere, and for
/// hard labels the mean probability that the model gives them afterwards.</summary>
/// <param name="Average">⟨exp(−β(w − ΔF_i) − k)⟩_q.</param>
/// <param name="Expected">Σ over the support of q of p′_ij: what the theorem says.</param>
/// <param name="Efficacy">γ = ⟨e^(−β(w − ΔF_i))⟩_q; above 1 where feedback was used.</param>
/// <param name="FullSupport">q &gt; 0 everywhere; else irreversibility is absolute and the average is below
/// 1.</param>
public sealed record WorkFluctuation(double Average, double Expected, double Efficacy, bool FullSupport)
{
    /// <summary>Evaluates both sides, each by itself.</summary>
    /// <param name="before">The state before the stroke.</param>
    /// <param name="energies">E′.</param>
    public static WorkFluctuation Of(CompositeState before, Matrix energies)
    {
        CompositeState after = before.WithEnergies(energies);
        Matrix model = before.Model(), later = after.Model();
        CompensatedSum average = default, expected = default, efficacy = default;
        bool full = true;
        for (int i = 0; i < energies.Rows; i++)
        {
            double free = after.LogPartition[i] - before.LogPartition[i];
            for (int j = 0; j < energies.Columns; j++)
            {
                double q = before.Labels[i, j];
                if (q == 0)
                {
                    full = false;
                    continue;
                }
                double gain = Math.Exp((-before.Beta * (energies[i, j] - before.Energies[i, j])) - free);
                efficacy.Add(q * gain);
                average.Add(q * gain * (model[i, j] / q));
                expected.Add(later[i, j]);
            }
        }
        return new WorkFluctuation(average.Value, expected.Value, efficacy.Value, full);
    }
}
