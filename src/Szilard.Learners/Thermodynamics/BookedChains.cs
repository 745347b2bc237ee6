namespace Szilard.Learners.Thermodynamics;

/// <summary>The negative chains of an energy model in a booked step: where they stood against the data, and
/// what the step did to them. The change of ln Z is what the chains estimate; their own excess work is what
/// the gradient gets wrong.</summary>
/// <param name="Chains">How many.</param>
/// <param name="Sweeps">Moves in this step.</param>
/// <param name="BathTemperature">T of their bath.</param>
/// <param name="ModelTemperature">T of the model, 1.</param>
/// <param name="EnergyGap">Mean E of the data minus that of the chains, before the step.</param>
/// <param name="Work">W_chains = ⟨E′ − E⟩ over the chains.</param>
/// <param name="FreeEnergyChange">ΔF of the model: exact, or −ln⟨e^(−(E′ − E))⟩ over the chains.</param>
/// <param name="ApparentChange">W_data − W_chains: what the gradient believes to have changed in the negative
/// log-likelihood.</param>
/// <param name="Bias">W_chains − ΔF: the true change minus the apparent one; ≥ 0 where ΔF is
/// estimated.</param>
/// <param name="EntropyFlow">Mean ln P(path)/P(path reversed), nats, into the bath.</param>
/// <param name="EffectiveShare">(Σw)²/(nΣw²) of the weights w = e^(−(E′ − E)): near 1 where the estimate can
/// be believed.</param>
/// <param name="Exact">True where ΔF and all entropies are exact sums over states.</param>
public sealed record BookedChains(
    int Chains, int Sweeps, double BathTemperature, double ModelTemperature, double EnergyGap, double Work,
    double FreeEnergyChange, double ApparentChange, double Bias, double EntropyFlow, double EffectiveShare,
    bool Exact);
