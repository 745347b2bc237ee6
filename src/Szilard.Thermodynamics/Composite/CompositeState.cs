using System.Numerics.Tensors;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Thermodynamics.Composite;

/// <summary>Items i with labels j: energies E, a joint distribution q of self-labels whose rows sum to the
/// weights of the items, and the inverse temperature β of the model p_ij = r_i e^(−βE_ij)/Z_i. Temperature is
/// never inside E.</summary>
/// <remarks>Formalism derived for this project from the abstract of D. S. P. Salazar, "Nonequilibrium
/// thermodynamics of self-supervised learning", arXiv:2106.08981: softmax as a Gibbs distribution, items and
/// self-labels as one composite system.</remarks>
public sealed class CompositeState
{
    private const double Vanishing = 1e-300;
    private readonly double[] _logPartition;
    private StateReading? _reading;

    private CompositeState(Matrix energies, Matrix labels, double beta, double[] weights)
    {
        (Energies, Labels, Beta, Weights) = (energies, labels, beta, weights);
        _logPartition = new double[energies.Rows];
        var scaled = new double[energies.Columns];
        for (int i = 0; i < energies.Rows; i++)
        {
            TensorPrimitives.Multiply<double>(energies.Row(i), -beta, scaled);
            _logPartition[i] = LogSum.Of(scaled);
        }
    }

    /// <summary>E, items × labels.</summary>
    public Matrix Energies { get; }

    /// <summary>q, items × labels; row i sums to r_i.</summary>
    public Matrix Labels { get; }

    /// <summary>β = 1/T of the model, in units of 1/E.</summary>
    public double Beta { get; }

    /// <summary>r, one for each item; they sum to 1.</summary>
    public double[] Weights { get; }

    /// <summary>ln Z_i = ln Σ_j e^(−βE_ij), one for each item.</summary>
    public ReadOnlySpan<double> LogPartition => _logPartition;

    /// <summary>A state.</summary>
    /// <param name="energies">E, items × labels, finite.</param>
    /// <param name="labels">q ≥ 0; row i sums to r_i.</param>
    /// <param name="beta">β &gt; 0.</param>
    /// <param name="weights">r ≥ 0, summing to 1; null for 1/N each.</param>
    /// <exception cref="SzilardException">Shapes do not match, an energy is not finite, a label is negative,
    /// rows do not sum to their weights, or β ≤ 0.</exception>
    public static CompositeState Of(Matrix energies, Matrix labels, double beta, double[]? weights = null)
    {
        CompositeCheck.Beta(beta, "beta");
        double[] rows = CompositeCheck.Weights(weights, energies.Rows);
        CompositeCheck.Energies(energies);
        CompositeCheck.Exponents(energies, beta);
        CompositeCheck.Labels(energies, labels, rows);
        return new CompositeState(energies, labels, beta, rows);
    }

    /// <summary>The same energies with their Gibbs distribution p as labels.</summary>
    public static CompositeState AtEquilibrium(Matrix energies, double beta, double[]? weights = null)
    {
        CompositeCheck.Beta(beta, "beta");
        CompositeCheck.Energies(energies);
        CompositeCheck.Exponents(energies, beta);
        double[] rows = CompositeCheck.Weights(weights, energies.Rows);
        CompositeState bare = new(energies, new Matrix(energies.Rows, energies.Columns), beta, rows);
        return new CompositeState(energies, bare.Model(), beta, rows);
    }

    /// <summary>The same labels under other energies.</summary>
    public CompositeState WithEnergies(Matrix energies)
    {
        CompositeCheck.Energies(energies);
        CompositeCheck.Exponents(energies, Beta);
        CompositeCheck.Shape(energies, Labels);
        return new CompositeState(energies, Labels, Beta, Weights);
    }

    /// <summary>Other labels under the same energies.</summary>
    /// <param name="labels">q′.</param>
    /// <param name="open">True where rows need not sum to the weights, as after a Sinkhorn that was stopped
    /// early: the rows' own sums become the weights.</param>
    /// <exception cref="SzilardException">Rows do not sum to their weights, or a label is
    /// negative.</exception>
    public CompositeState WithLabels(Matrix labels, bool open = false)
    {
        double[] weights = open
            ? CompositeCheck.Weights(CompositeCheck.RowSums(labels), labels.Rows) : Weights;
        CompositeCheck.Labels(Energies, labels, weights);
        return new CompositeState(Energies, labels, Beta, weights);
    }

    /// <summary>p_ij = r_i e^(−βE_ij)/Z_i.</summary>
    public Matrix Model()
    {
        var model = new Matrix(Energies.Rows, Energies.Columns);
        for (int i = 0; i < model.Rows; i++)
        {
            Span<double> row = model.Row(i);
            TensorPrimitives.Multiply<double>(Energies.Row(i), -Beta, row);
            TensorPrimitives.Subtract<double>(row, _logPartition[i], row);
            TensorPrimitives.Exp<double>(row, row);
            TensorPrimitives.Multiply<double>(row, Weights[i], row);
        }
        return model;
    }

    /// <summary>c_j = Σ_i q_ij.</summary>
    public double[] Marginal()
    {
        var sums = new CompensatedSum[Labels.Columns];
        for (int i = 0; i < Labels.Rows; i++)
            for (int j = 0; j < sums.Length; j++)
                sums[j].Add(Labels[i, j]);
        return [.. sums.Select(s => s.Value)];
    }

    /// <summary>F_eq = −T Σ r_i ln Z_i.</summary>
    public double EquilibriumFreeEnergy
    {
        get
        {
            CompensatedSum sum = default;
            for (int i = 0; i < Weights.Length; i++)
                sum.Add(-Weights[i] * _logPartition[i] / Beta);
            return sum.Value;
        }
    }

    /// <summary>U = Σ q E.</summary>
    public double InternalEnergy => Overlap(Labels, Energies);

    /// <summary>U with energies counted from where a gauge counts.</summary>
    public double InternalEnergyIn(Gauge gauge) => Overlap(Labels, Gauged(gauge));

    /// <summary>All state functions, evaluated once.</summary>
    public StateReading Read() => _reading ??= Evaluate();

    private StateReading Evaluate()
    {
        CompensatedSum entropy = default, loss = default, divergence = default;
        double[] surprise = new double[Energies.Columns], log = new double[Energies.Columns];
        for (int i = 0; i < Energies.Rows; i++)
        {
            ReadOnlySpan<double> q = Labels.Row(i);
            TensorPrimitives.Multiply<double>(Energies.Row(i), Beta, surprise);
            TensorPrimitives.Add<double>(surprise, _logPartition[i], surprise);
            TensorPrimitives.Max<double>(q, Vanishing, log);
            TensorPrimitives.Log<double>(log, log);
            entropy.Add(-TensorPrimitives.Dot<double>(q, log));
            loss.Add(TensorPrimitives.Dot<double>(q, surprise));
            divergence.Add(Divergence(q, log, surprise, Weights[i]));
        }
        double energy = InternalEnergy, equilibrium = EquilibriumFreeEnergy;
        double label = entropy.Value - EntropyOf(Weights);
        return new StateReading(
            energy, entropy.Value, label, EntropyOf(Marginal()), equilibrium, energy - (label / Beta),
            loss.Value, divergence.Value);
    }

    /// <summary>Σ_j q ln(q/p) − q + p of one item, whose terms are all ≥ 0; the arguments are
    /// overwritten.</summary>
    private static double Divergence(
        ReadOnlySpan<double> q, Span<double> log, Span<double> surprise, double weight)
    {
        if (weight == 0)
            return 0;
        TensorPrimitives.Add<double>(log, surprise, log);
        TensorPrimitives.Subtract<double>(log, Math.Log(weight), log);
        TensorPrimitives.Subtract<double>(log, 1, log);
        TensorPrimitives.Multiply<double>(q, log, log);
        TensorPrimitives.Negate<double>(surprise, surprise);
        TensorPrimitives.Exp<double>(surprise, surprise);
        TensorPrimitives.Multiply<double>(surprise, weight, surprise);
        TensorPrimitives.Add<double>(log, surprise, log);
        return TensorPrimitives.Sum<double>(log);
    }

    /// <summary>Energies counted from where a gauge counts.</summary>
    public Matrix Gauged(Gauge gauge)
    {
        if (gauge == Gauge.Raw)
            return Energies;
        var shifted = new Matrix(Energies.Rows, Energies.Columns);
        for (int i = 0; i < shifted.Rows; i++)
        {
            Span<double> row = Energies.Row(i);
            double shift = gauge switch
            {
                Gauge.RowMinimum => -TensorPrimitives.Min<double>(row),
                Gauge.RowMean => -TensorPrimitives.Sum<double>(row) / row.Length,
                _ => _logPartition[i] / Beta,
            };
            TensorPrimitives.Add<double>(row, shift, shifted.Row(i));
        }
        return shifted;
    }

    /// <summary>Σ a_ij b_ij, compensated.</summary>
    internal static double Overlap(Matrix a, Matrix b)
    {
        CompensatedSum sum = default;
        for (int k = 0; k < a.Values.Length; k++)
            sum.Add(a.Values[k] * b.Values[k]);
        return sum.Value;
    }

    /// <summary>−Σ p ln p in nats; 0·ln 0 = 0.</summary>
    internal static double EntropyOf(ReadOnlySpan<double> distribution)
    {
        CompensatedSum sum = default;
        foreach (double p in distribution)
        {
            if (p > 0)
                sum.Add(-p * Math.Log(p));
        }
        return sum.Value;
    }
}
