using Szilard.Physics.Synapses.Kernels;
using Szilard.Physics.Synapses.Nonlinearities;
using Szilard.Physics.Synapses.Protocols;

namespace Szilard.Physics.Synapses.Figures;

/// <summary>Figure 4B: Δw against A for one synapse, through all three regimes. Kernel of chemotaxis without
/// area, s̄ = 0, θ = A_max/τ_s.</summary>
/// <remarks>Source: Falk, Strupp, Scellier, Murugan 2025; τ_f = 0.5, τ_s = 10, A_max = 100 are this library's
/// choice.</remarks>
/// <param name="Shares">A/A_max.</param>
/// <param name="Curve">The curve, in units of s.</param>
/// <param name="Changes">Δw/A_max.</param>
public sealed record Figure4B(double[] Shares, WeightCurve Curve, double[] Changes)
{
    /// <summary>A_max in this figure and in 4C and 5C.</summary>
    public const double Greatest = 100;

    /// <summary>The figure at <paramref name="count"/> amplitudes 0 … 1.25·A_max.</summary>
    /// <param name="count">Amplitudes, ≥ 2.</param>
    /// <param name="fast">τ_f.</param>
    /// <param name="slow">τ_s.</param>
    /// <param name="timeScale">τ_K.</param>
    public static Figure4B Compute(
        int count = 501, double fast = 0.5, double slow = 10, double timeScale = 0.05) =>
        At([.. Enumerable.Range(0, count).Select(i => 1.25 * i / (count - 1))], fast, slow, timeScale);

    /// <summary>The figure at given A/A_max.</summary>
    public static Figure4B At(double[] shares, double fast = 0.5, double slow = 10, double timeScale = 0.05)
    {
        Synapse synapse = new(
            new Chemotaxis(timeScale), new Sawtooth(fast, slow), new HardThreshold(Greatest / slow), 0);
        WeightCurve curve = synapse.Curve([.. shares.Select(a => a * Greatest)]);
        return new(shares, curve, [.. curve.Changes.Select(w => w / Greatest)]);
    }
}
