using Szilard.Physics.Synapses.Kernels;
using Szilard.Tensors;

namespace Szilard.Physics.Synapses.Figures;

/// <summary>Figure 4C: the learning range A_max/A_min of a thousand synapses against τ_s/τ_f, bounded by
/// A_max/A_min = τ_s/τ_f. Kernel of chemotaxis without area, τ_K = 0.05, s̄ = 0, A_max = 100,
/// θ = A_max/τ_s.</summary>
/// <remarks>Source: Falk, Strupp, Scellier, Murugan 2025 (published code): τ_f uniform over 0.1, 0.2 … 4.9
/// and τ_s over 0.2, 0.4 … 49.8. The published fit of three line segments by a random search is replaced by
/// breaks found on the curve itself (<see cref="Responses.AmplitudeRange"/>).</remarks>
/// <param name="Points">All draws; those with τ_f ≥ τ_s have range 1.</param>
public sealed record Figure4C(LearningPoint[] Points)
{
    /// <summary>τ_K.</summary>
    public const double TimeScale = 0.05;

    /// <summary>ln(τ_s/τ_f), the published x.</summary>
    public double[] LogRatios => [.. Points.Select(p => Math.Log(p.Slow / p.Fast))];

    /// <summary>ln(A_max/A_min), the published y: 0 where the slope lies outside (0.75, 1.25).</summary>
    public double[] LogRanges => [.. Points.Select(p => p.Learns ? Math.Log(p.Range) : 0)];

    /// <summary>log₁₀(τ_f/τ_K), the published colour.</summary>
    public double[] Colours => [.. Points.Select(p => Math.Log10(p.Fast / TimeScale))];

    /// <summary>Draws and computes.</summary>
    /// <param name="key">For the draws.</param>
    /// <param name="count">Points; published 1000.</param>
    public static Figure4C Compute(RandomKey key, int count = 1000)
    {
        Chemotaxis kernel = new(TimeScale);
        return new([.. Enumerable.Range(0, count).Select(i => Draw(kernel, key.Split("figure-4c", i)))]);
    }

    private static LearningPoint Draw(Kernel kernel, RandomKey key)
    {
        RandomStream stream = key.Stream();
        double fast = (1 + stream.NextInt32(49)) / 10.0, slow = (1 + stream.NextInt32(249)) / 5.0;
        return LearningPoint.Of(kernel, fast, slow, 0);
    }
}
