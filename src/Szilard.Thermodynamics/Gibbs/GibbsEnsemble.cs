using Szilard.Tensors;
using Szilard.Thermodynamics.Composite;

namespace Szilard.Thermodynamics.Gibbs;

/// <summary>q_ij = exp(−βE_ij + g_j + f_i) by its potentials.</summary>
/// <param name="Rows">f = −ν, one for each item.</param>
/// <param name="Columns">g = −μ, one for each label; nats.</param>
/// <param name="Sweeps">Sweeps taken.</param>
/// <param name="Residual">The greatest distance of a sum from its marginal, on the side that is not
/// exact.</param>
public sealed record GibbsPotentials(double[] Rows, double[] Columns, int Sweeps, double Residual);

/// <summary>A generalized Gibbs ensemble: energy and both marginals are its charges.</summary>
/// <param name="Labels">q, items × labels.</param>
/// <param name="Charges">β, μ and ν.</param>
/// <param name="InternalEnergy">U = Σ q E.</param>
/// <param name="Entropy">S = −Σ q ln q, nats.</param>
/// <param name="MutualInformation">I(I;J) of q with its own marginals, nats.</param>
/// <param name="Massieu">S − βU = μ·N + ν·M with its own marginals N, M, nats.</param>
/// <param name="Sweeps">Sweeps taken.</param>
/// <param name="Residual">The greatest distance of a sum from its marginal, on the side that is not
/// exact.</param>
public sealed record GibbsEnsemble(
    Matrix Labels, GibbsCharges Charges, double InternalEnergy, double Entropy, double MutualInformation,
    double Massieu, int Sweeps, double Residual)
{
    /// <summary>In k_BT; e^−700 is among the least of numbers.</summary>
    private const double Forbidden = 700;

    /// <summary>The mass that the constraints force onto labels whose energy is more than 700 k_BT above the
    /// least of their item. Where such energies stand for forbidden labels, anything above 0 says that the
    /// marginals cannot be had.</summary>
    /// <param name="energies">E.</param>
    public double ForcedMass(Matrix energies)
    {
        double sum = 0;
        for (int i = 0; i < energies.Rows; i++)
        {
            double least = System.Numerics.Tensors.TensorPrimitives.Min<double>(energies.Row(i));
            for (int j = 0; j < energies.Columns; j++)
                sum += Charges.Beta * (energies[i, j] - least) > Forbidden ? Labels[i, j] : 0;
        }
        return sum;
    }

    /// <summary>The ensemble of potentials that were found.</summary>
    internal static GibbsEnsemble From(Matrix energies, Matrix labels, double beta, GibbsPotentials found)
    {
        GibbsCharges charges = new(
            beta, Array.ConvertAll(found.Columns, g => -g), Array.ConvertAll(found.Rows, f => -f));
        double energy = CompositeState.Overlap(labels, energies);
        double entropy = CompositeState.EntropyOf(labels.Values);
        double[] columns = new double[labels.Columns], rows = new double[labels.Rows];
        for (int i = 0; i < labels.Rows; i++)
        {
            for (int j = 0; j < labels.Columns; j++)
            {
                rows[i] += labels[i, j];
                columns[j] += labels[i, j];
            }
        }
        CompensatedSum massieu = default;
        for (int j = 0; j < columns.Length; j++)
            massieu.Add(columns[j] > 0 ? charges.Mu[j] * columns[j] : 0);
        for (int i = 0; i < rows.Length; i++)
            massieu.Add(rows[i] > 0 ? charges.Nu[i] * rows[i] : 0);
        double information = CompositeState.EntropyOf(rows) + CompositeState.EntropyOf(columns) - entropy;
        return new GibbsEnsemble(
            labels, charges, energy, entropy, information, massieu.Value, found.Sweeps, found.Residual);
    }
}
