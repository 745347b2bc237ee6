using Szilard.Tensors;

namespace Szilard.Thermodynamics.Composite;

/// <summary>A normalised state q_ij = exp(−βE_ij − μ_j − ν_i), by its multipliers: what a bath with
/// constraints relaxes to. Sinkhorn sweeps need not have converged.</summary>
/// <remarks>μ and ν are in nats, −β times chemical potentials; only μ_j + ν_i is free of a gauge.</remarks>
/// <param name="Beta">β of the bath.</param>
/// <param name="Mu">μ, one for each label.</param>
/// <param name="Nu">ν, one for each item.</param>
public sealed record GibbsCharges(double Beta, double[] Mu, double[] Nu)
{
    /// <summary>The multipliers of p_ij = r_i e^(−βE_ij)/Z_i: μ = 0, ν_i = ln(Z_i/r_i).</summary>
    public static GibbsCharges OfModel(CompositeState state)
    {
        var nu = new double[state.Weights.Length];
        for (int i = 0; i < nu.Length; i++)
            nu[i] = state.LogPartition[i] - Math.Log(state.Weights[i]);
        return new GibbsCharges(state.Beta, new double[state.Energies.Columns], nu);
    }

    /// <summary>The multipliers of a distribution of that form, or null where it has none: ln q + βE must be
    /// a sum of one term for the item and one for the label. Labels of probability 0 have none.</summary>
    /// <param name="energies">E.</param>
    /// <param name="labels">q.</param>
    /// <param name="beta">β of the bath.</param>
    /// <param name="tolerance">How far, in nats, any entry may lie from that form.</param>
    public static GibbsCharges? Find(Matrix energies, Matrix labels, double beta, double tolerance = 1e-6)
    {
        var mu = new double[energies.Columns];
        var nu = new double[energies.Rows];
        for (int j = 0; j < mu.Length; j++)
            mu[j] = Exponent(0, j) - Exponent(0, 0);
        for (int i = 0; i < nu.Length; i++)
        {
            nu[i] = Exponent(i, 0);
            for (int j = 0; j < mu.Length; j++)
            {
                if (!(Math.Abs(Exponent(i, j) - mu[j] - nu[i]) <= tolerance))
                    return null;
            }
        }
        return new GibbsCharges(beta, mu, nu);

        double Exponent(int i, int j) => -Math.Log(labels[i, j]) - (beta * energies[i, j]);
    }

    /// <summary>Σ_j μ_j ΔN_j + Σ_i ν_i ΔM_i from one distribution to another.</summary>
    public double Change(Matrix from, Matrix to)
    {
        CompensatedSum sum = default;
        for (int i = 0; i < from.Rows; i++)
            for (int j = 0; j < from.Columns; j++)
                sum.Add((Mu[j] + Nu[i]) * (to[i, j] - from[i, j]));
        return sum.Value;
    }
}
