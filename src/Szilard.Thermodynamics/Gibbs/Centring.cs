using Szilard.Tensors;

namespace Szilard.Thermodynamics.Gibbs;

/// <summary>DINO's centre as a field on the labels: the first cumulant of the chemical potentials that would
/// hold the labels to equipartition. It balances the mean of the scores, not the marginal.</summary>
/// <remarks>M. Caron et al., "Emerging properties in self-supervised vision transformers", ICCV 2021; the
/// relation to Sinkhorn's multipliers is derived here: Tμ_j = T ln[(1/c_j)Σ_i e^(t_ij/T − ν_i)], of which the
/// mean over items is the first term of an expansion in 1/T, up to a constant.</remarks>
public static class Centring
{
    /// <summary>C_j = −Σ_i r_i E_ij, the mean score of each label, in units of E.</summary>
    /// <param name="energies">E = −score, items × labels.</param>
    /// <param name="weights">r, one for each item; null for 1/N each.</param>
    public static double[] Centre(Matrix energies, double[]? weights = null)
    {
        var centre = new double[energies.Columns];
        for (int i = 0; i < energies.Rows; i++)
            for (int j = 0; j < centre.Length; j++)
                centre[j] -= (weights?[i] ?? (1.0 / energies.Rows)) * energies[i, j];
        return centre;
    }

    /// <summary>E_ij + C_j: energies of the teacher in that field.</summary>
    /// <param name="energies">E.</param>
    /// <param name="centre">C, one for each label.</param>
    /// <exception cref="ArgumentException">Their numbers differ.</exception>
    public static Matrix Apply(Matrix energies, double[] centre)
    {
        if (centre.Length != energies.Columns)
            throw new ArgumentException(
                $"The centre has {centre.Length} entries, but there are {energies.Columns} labels.");
        Matrix shifted = new(energies.Rows, energies.Columns);
        for (int i = 0; i < energies.Rows; i++)
            for (int j = 0; j < centre.Length; j++)
                shifted[i, j] = energies[i, j] + centre[j];
        return shifted;
    }
}
