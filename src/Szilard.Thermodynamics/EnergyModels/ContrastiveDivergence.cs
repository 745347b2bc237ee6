using Szilard.Thermodynamics.Composite;

namespace Szilard.Thermodynamics.EnergyModels;

/// <summary>Contrastive divergence as entropy production: CD_k = KL(q₀‖p) − KL(q_k‖p) = ΔS − Q over the k
/// sweeps of a chain that begins at the data, Q being the heat of the free energy F(v).</summary>
/// <param name="Value">CD_k, nats.</param>
/// <param name="EntropyChange">ΔS of the visible units.</param>
/// <param name="Heat">Q = Σ (q_k − q₀) F(v), &gt; 0 into the units.</param>
public sealed record ContrastiveDivergence(double Value, double EntropyChange, double Heat)
{
    /// <summary>Exact, by propagating the distribution.</summary>
    /// <param name="machine">The model.</param>
    /// <param name="data">q₀, one for each visible state.</param>
    /// <param name="sweeps">k ≥ 1.</param>
    public static ContrastiveDivergence Of(RestrictedBoltzmannMachine machine, double[] data, int sweeps)
    {
        double[] model = machine.Model(), chain = data;
        for (int k = 0; k < sweeps; k++)
            chain = machine.Sweep(chain);
        double heat = 0;
        for (int v = 0; v < data.Length; v++)
            heat += (chain[v] - data[v]) * machine.FreeEnergy(v);
        return new ContrastiveDivergence(
            Divergence(data, model) - Divergence(chain, model),
            CompositeState.EntropyOf(chain) - CompositeState.EntropyOf(data), heat);
    }

    /// <summary>KL(q‖p), nats.</summary>
    internal static double Divergence(ReadOnlySpan<double> q, ReadOnlySpan<double> p)
    {
        CompensatedSum sum = default;
        for (int k = 0; k < q.Length; k++)
        {
            if (q[k] > 0)
                sum.Add(q[k] * Math.Log(q[k] / p[k]));
        }
        return sum.Value;
    }
}
