using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Thermodynamics.Composite;

namespace Szilard.Thermodynamics.EnergyModels;

/// <summary>A restricted Boltzmann machine with units 0 and 1, small enough for exact sums: E(v, h) = −vᵀWh −
/// b·v − c·h, β = 1. Its sampling is a Markov process in detailed balance, so that all of stochastic
/// thermodynamics applies.</summary>
/// <remarks>G. Hinton, "Training products of experts by minimizing contrastive divergence", Neural
/// Computation 14, 2002; D. S. P. Salazar, "Nonequilibrium thermodynamics of restricted Boltzmann machines",
/// PRE 96, 2017.</remarks>
public sealed class RestrictedBoltzmannMachine
{
    /// <summary>More visible or hidden units than this make exact sums too long.</summary>
    public const int MostUnits = 20;

    private readonly Matrix _weights;
    private readonly double[] _visibleBias, _hiddenBias;

    /// <summary>A machine.</summary>
    /// <param name="weights">W, visible × hidden.</param>
    /// <param name="visibleBias">b.</param>
    /// <param name="hiddenBias">c.</param>
    /// <exception cref="SzilardException">Sizes do not match, or exceed <see cref="MostUnits"/>.</exception>
    public RestrictedBoltzmannMachine(Matrix weights, double[] visibleBias, double[] hiddenBias)
    {
        if (weights.Rows != visibleBias.Length || weights.Columns != hiddenBias.Length
            || weights.Values.Length == 0)
            throw new SzilardException(
                $"{weights.Rows}×{weights.Columns} weights do not fit {visibleBias.Length} visible and "
                + $"{hiddenBias.Length} hidden biases; there is at least one unit of each.");
        if (Math.Max(weights.Rows, weights.Columns) > MostUnits)
            throw new SzilardException(
                $"{weights.Rows} visible and {weights.Columns} hidden units are too many for exact sums; at "
                    + $"most {MostUnits} of each.");
        (_weights, _visibleBias, _hiddenBias) = (weights, visibleBias, hiddenBias);
    }

    /// <summary>Visible units.</summary>
    public int Visible => _visibleBias.Length;

    /// <summary>Hidden units.</summary>
    public int Hidden => _hiddenBias.Length;

    /// <summary>F(v) = −ln Σ_h e^(−E) = −b·v − Σ_k ln(1 + e^(c_k + (vᵀW)_k)); bit i of v is unit i.</summary>
    public double FreeEnergy(int visible)
    {
        double energy = 0;
        for (int i = 0; i < Visible; i++)
            energy -= Bit(visible, i) ? _visibleBias[i] : 0;
        for (int k = 0; k < Hidden; k++)
            energy -= Softplus(HiddenField(visible, k));
        return energy;
    }

    /// <summary>ln Z by enumeration of all visible states.</summary>
    public double LogPartition()
    {
        double[] exponents = [.. Enumerable.Range(0, 1 << Visible).Select(v => -FreeEnergy(v))];
        return LogSum.Of(exponents);
    }

    /// <summary>p(v), one for each visible state.</summary>
    public double[] Model()
    {
        double partition = LogPartition();
        return [.. Enumerable.Range(0, 1 << Visible).Select(v => Math.Exp(-FreeEnergy(v) - partition))];
    }

    /// <summary>−Σ q(v) ln p(v), nats.</summary>
    public double NegativeLogLikelihood(ReadOnlySpan<double> data)
    {
        double partition = LogPartition(), sum = 0;
        for (int v = 0; v < data.Length; v++)
            sum += data[v] == 0 ? 0 : data[v] * (FreeEnergy(v) + partition);
        return sum;
    }

    /// <summary>The distribution of visible states after one sweep v → h → v.</summary>
    public double[] Sweep(ReadOnlySpan<double> visible)
    {
        double[] hidden = new double[1 << Hidden], next = new double[visible.Length];
        for (int v = 0; v < visible.Length; v++)
        {
            for (int h = 0; h < hidden.Length && visible[v] != 0; h++)
                hidden[h] += visible[v] * HiddenProbability(v, h);
        }
        for (int h = 0; h < hidden.Length; h++)
        {
            for (int v = 0; v < next.Length && hidden[h] != 0; v++)
                next[v] += hidden[h] * VisibleProbability(h, v);
        }
        return next;
    }

    /// <summary>One sweep of a sampled chain.</summary>
    public int Sample(int visible, ref RandomStream random)
    {
        int hidden = 0, next = 0;
        for (int k = 0; k < Hidden; k++)
            hidden |= random.NextDouble() < Sigmoid(HiddenField(visible, k)) ? 1 << k : 0;
        for (int i = 0; i < Visible; i++)
            next |= random.NextDouble() < Sigmoid(VisibleField(hidden, i)) ? 1 << i : 0;
        return next;
    }

    /// <summary>The machine with weights and biases times a factor: the path of annealing from
    /// nothing.</summary>
    public RestrictedBoltzmannMachine Scaled(double factor) => new(
        _weights.Map(w => factor * w), Array.ConvertAll(_visibleBias, b => factor * b),
        Array.ConvertAll(_hiddenBias, c => factor * c));

    /// <summary>The machine with changed weights.</summary>
    public RestrictedBoltzmannMachine WithWeights(Matrix weights) => new(weights, _visibleBias, _hiddenBias);

    /// <summary>W, visible × hidden.</summary>
    public Matrix Weights => _weights;

    /// <summary>⟨v_i h_k⟩ where v has a given distribution and h follows it.</summary>
    public Matrix Correlations(ReadOnlySpan<double> visible)
    {
        Matrix sums = new(Visible, Hidden);
        for (int v = 0; v < visible.Length; v++)
            for (int i = 0; i < Visible; i++)
                for (int k = 0; k < Hidden && Bit(v, i); k++)
                    sums[i, k] += visible[v] * Sigmoid(HiddenField(v, k));
        return sums;
    }

    private double HiddenField(int visible, int k)
    {
        double field = _hiddenBias[k];
        for (int i = 0; i < Visible; i++)
            field += Bit(visible, i) ? _weights[i, k] : 0;
        return field;
    }

    private double VisibleField(int hidden, int i)
    {
        double field = _visibleBias[i];
        for (int k = 0; k < Hidden; k++)
            field += Bit(hidden, k) ? _weights[i, k] : 0;
        return field;
    }

    private double HiddenProbability(int visible, int hidden)
    {
        double product = 1;
        for (int k = 0; k < Hidden; k++)
            product *= Sigmoid(Bit(hidden, k) ? HiddenField(visible, k) : -HiddenField(visible, k));
        return product;
    }

    private double VisibleProbability(int hidden, int visible)
    {
        double product = 1;
        for (int i = 0; i < Visible; i++)
            product *= Sigmoid(Bit(visible, i) ? VisibleField(hidden, i) : -VisibleField(hidden, i));
        return product;
    }

    private static bool Bit(int state, int unit) => (state >> unit & 1) != 0;

    private static double Sigmoid(double x) =>
        x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
