using Szilard.Parts;

namespace Szilard.Thermodynamics.EnergyModels;

/// <summary>Annealed importance sampling as Jarzynski's equality, by exact propagation instead of sampled
/// chains.</summary>
/// <remarks>R. Neal, "Annealed importance sampling", Statistics and Computing 11, 2001.</remarks>
public static class Annealing
{
    /// <summary>ln⟨e^(−W)⟩ over all chains that begin in the equilibrium of the first factor, take work
    /// F_k(v) − F_{k−1}(v) at each change of the factor and one sweep at the new one:
    /// ln(Z_last/Z_first).</summary>
    /// <param name="machine">The machine at factor 1.</param>
    /// <param name="factors">Factors on all weights and biases, at least two; 0 is a machine without
    /// energies.</param>
    /// <exception cref="SzilardException">Fewer than two factors.</exception>
    public static double LogAverage(RestrictedBoltzmannMachine machine, params IReadOnlyList<double> factors)
    {
        if (factors.Count < 2)
            throw new SzilardException(
                $"{factors.Count} factors make no path; give at least 2, such as 0 and 1.");
        RestrictedBoltzmannMachine at = machine.Scaled(factors[0]);
        double[] weights = at.Model();
        for (int k = 1; k < factors.Count; k++)
        {
            RestrictedBoltzmannMachine next = machine.Scaled(factors[k]);
            for (int v = 0; v < weights.Length; v++)
                weights[v] *= Math.Exp(at.FreeEnergy(v) - next.FreeEnergy(v));
            (weights, at) = (next.Sweep(weights), next);
        }
        return Math.Log(weights.Sum());
    }
}
