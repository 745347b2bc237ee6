using Szilard.Thermodynamics.Composite;

namespace Szilard.Thermodynamics.EnergyModels;

/// <summary>A distribution q of visible states under the free energy F(v) of a machine, in exact sums; nats,
/// T = 1.</summary>
/// <param name="InternalEnergy">U = Σ q F(v).</param>
/// <param name="Entropy">S = −Σ q ln q.</param>
/// <param name="EquilibriumFreeEnergy">F_eq = −ln Z.</param>
/// <param name="Divergence">KL(q‖p) ≥ 0: the free energy of q above that of equilibrium.</param>
public sealed record MachineReading(
    double InternalEnergy, double Entropy, double EquilibriumFreeEnergy, double Divergence)
{
    /// <summary>−Σ q ln p = U − F_eq.</summary>
    public double NegativeLogLikelihood => InternalEnergy - EquilibriumFreeEnergy;

    /// <summary>Reads a distribution.</summary>
    /// <param name="machine">The model.</param>
    /// <param name="distribution">q, one for each visible state.</param>
    public static MachineReading Of(RestrictedBoltzmannMachine machine, ReadOnlySpan<double> distribution)
    {
        double partition = machine.LogPartition();
        CompensatedSum energy = default, divergence = default;
        for (int v = 0; v < distribution.Length; v++)
        {
            if (distribution[v] == 0)
                continue;
            double free = machine.FreeEnergy(v);
            energy.Add(distribution[v] * free);
            divergence.Add(distribution[v] * (Math.Log(distribution[v]) + free + partition));
        }
        return new MachineReading(
            energy.Value, CompositeState.EntropyOf(distribution), -partition, divergence.Value);
    }
}
