using System.Numerics.Tensors;
using MathNet.Numerics.RootFinding;
using Szilard.Tensors;
using Szilard.Thermodynamics.Composite;

namespace Szilard.Thermodynamics.Gibbs;

/// <summary>The inverse temperatures at which the Gibbs distribution of the same energies has the internal
/// energy, or the entropy, of a state. They agree where, and only where, the state is a Gibbs
/// state.</summary>
/// <param name="ByEnergy">β̃ with U(Gibbs_β̃) = U; negative where U is above that of even labels, ±∞ beyond
/// the extreme energies.</param>
/// <param name="ByEntropy">β̃_S ≥ 0 with H(Gibbs_β̃) = H_q(J|I); ∞ for hard labels.</param>
public sealed record EffectiveTemperature(double ByEnergy, double ByEntropy)
{
    private const double Largest = 1e12, Accuracy = 1e-14;

    /// <summary>|β̃ − β̃_S|: how far from equilibrium; 0 for a Gibbs state.</summary>
    public double Distance => Math.Abs(ByEnergy - ByEntropy);

    /// <summary>Solves both by bracketing and Brent's method.</summary>
    public static EffectiveTemperature Of(CompositeState state)
    {
        StateReading reading = state.Read();
        double scale = Scale(state.Energies);
        if (scale == 0)
            return new EffectiveTemperature(double.NaN, double.NaN);
        double energy = Solve(b => At(state, b).Energy - reading.InternalEnergy, scale, signed: true);
        double entropy = Solve(b => At(state, b).Entropy - reading.LabelEntropy, scale, signed: false);
        return new EffectiveTemperature(energy, entropy);
    }

    /// <summary>U, H(J|I) and heat capacity C = β² Σ r_i Var_i(E) of the Gibbs distribution at any
    /// β.</summary>
    /// <param name="state">Energies and weights; its own β is not used.</param>
    /// <param name="beta">β, of any sign.</param>
    public static (double Energy, double Entropy, double HeatCapacity) At(CompositeState state, double beta)
    {
        CompensatedSum energy = default, entropy = default, variance = default;
        double[] scaled = new double[state.Energies.Columns], own = new double[scaled.Length];
        for (int i = 0; i < state.Energies.Rows; i++)
        {
            ReadOnlySpan<double> row = state.Energies.Row(i);
            TensorPrimitives.Multiply<double>(row, -beta, scaled);
            scaled.CopyTo(own, 0);
            double partition = LogSum.Of(own);
            TensorPrimitives.Subtract<double>(scaled, partition, scaled);
            TensorPrimitives.Exp<double>(scaled, scaled);
            double mean = TensorPrimitives.Dot<double>(scaled, row);
            TensorPrimitives.Subtract<double>(row, mean, own);
            TensorPrimitives.Multiply<double>(own, own, own);
            energy.Add(state.Weights[i] * mean);
            entropy.Add(state.Weights[i] * ((beta * mean) + partition));
            variance.Add(state.Weights[i] * TensorPrimitives.Dot<double>(scaled, own));
        }
        return (energy.Value, entropy.Value, beta * beta * variance.Value);
    }

    /// <summary>The heat capacity over temperatures, with its greatest value: a cheap sign of a
    /// transition.</summary>
    /// <param name="state">Energies and weights.</param>
    /// <param name="temperatures">T &gt; 0, in units of E.</param>
    public static double[] HeatCapacities(CompositeState state, ReadOnlySpan<double> temperatures)
    {
        var capacities = new double[temperatures.Length];
        for (int k = 0; k < capacities.Length; k++)
            capacities[k] = At(state, 1 / temperatures[k]).HeatCapacity;
        return capacities;
    }

    /// <summary>The zero of a decreasing function of β.</summary>
    private static double Solve(Func<double, double> excess, double scale, bool signed)
    {
        double middle = excess(0);
        if (middle == 0)
            return 0;
        if (middle < 0 && !signed)
            return 0;
        double sign = middle > 0 ? 1 : -1, near = 0, far = sign / scale;
        while (excess(far) * sign > 0)
        {
            (near, far) = (far, far * 2);
            if (Math.Abs(far) * scale > Largest)
                return sign * double.PositiveInfinity;
        }
        return Brent.TryFindRoot(
            excess, Math.Min(near, far), Math.Max(near, far), Accuracy * Math.Max(1, Math.Abs(far)), 300,
            out double root)
            ? root : double.NaN;
    }

    private static double Scale(Matrix energies)
    {
        double most = 0;
        for (int i = 0; i < energies.Rows; i++)
        {
            ReadOnlySpan<double> row = energies.Row(i);
            most = Math.Max(
                most,
                TensorPrimitives.Max<double>(row)
                - TensorPrimitives.Min<double>(row));
        }
        return most;
    }
}
