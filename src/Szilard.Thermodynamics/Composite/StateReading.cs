namespace Szilard.Thermodynamics.Composite;

/// <summary>The state functions of a composite of items and labels, k_B = 1: energies in units of E,
/// entropies and information in nats.</summary>
/// <param name="InternalEnergy">U = Σ q E.</param>
/// <param name="Entropy">S = −Σ q ln q, of the joint distribution.</param>
/// <param name="LabelEntropy">H_q(J|I) = S − H(r): what is unknown of the label when the item is
/// known.</param>
/// <param name="MarginalEntropy">H(c) of the column marginal c_j = Σ_i q_ij.</param>
/// <param name="EquilibriumFreeEnergy">F_eq = −T Σ r_i ln Z_i.</param>
/// <param name="FreeEnergy">F = U − T·H_q(J|I).</param>
/// <param name="Loss">Cross-entropy L = −Σ q ln p(j|i) = β(U − F_eq) = H_q(J|I) + KL.</param>
/// <param name="Divergence">KL(q‖p) = β(F − F_eq) ≥ 0: the free energy that is still there.</param>
public sealed record StateReading(
    double InternalEnergy, double Entropy, double LabelEntropy, double MarginalEntropy,
    double EquilibriumFreeEnergy, double FreeEnergy, double Loss, double Divergence)
{
    /// <summary>I_q = H(c) − H_q(J|I): what the labels say about the items.</summary>
    public double LabelInformation => MarginalEntropy - LabelEntropy;

    /// <summary>I_stored = H(c) − L ≤ I_q: what the model has taken over of it, a bound after Barber and
    /// Agakov; ≤ 0 where the loss is stuck at the logarithm of the number of labels.</summary>
    public double StoredInformation => MarginalEntropy - Loss;
}
