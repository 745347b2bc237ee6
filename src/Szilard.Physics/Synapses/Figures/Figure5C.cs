using Szilard.Physics.Synapses.Kernels;
using Szilard.Tensors;

namespace Szilard.Physics.Synapses.Figures;

/// <summary>Figure 5C: a kernel with area I = 0.05 under a mean current s̄ = 25 learns with an offset that
/// grows with τ_f, offset/A_max ≈ I·s̄·τ_f/A_max plus a few τ_K: speed against accuracy. τ_K = 0.05,
/// A_max = 100.</summary>
/// <remarks>Source: Falk, Strupp, Scellier, Murugan 2025 (published code): τ_f uniform over 0.2, 0.4 … 4.8
/// and τ_s over 0.2, 0.4 … 49.8; drawn are points with 0 &lt; offset ≤ 0.5.</remarks>
/// <param name="Points">All draws.</param>
public sealed record Figure5C(LearningPoint[] Points)
{
    /// <summary>The points that are drawn: they learn, and 0 &lt; offset ≤ 0.5.</summary>
    public LearningPoint[] Drawn => [.. Points.Where(p => p.Learns && p.Offset is > 0 and <= 0.5)];

    /// <summary>τ_f/τ_K of the drawn points, the published x.</summary>
    public double[] Ratios => [.. Drawn.Select(p => p.Fast / Figure4C.TimeScale)];

    /// <summary>offset/A_max of the drawn points, the published y.</summary>
    public double[] Offsets => [.. Drawn.Select(p => p.Offset)];

    /// <summary>(τ_f + τ_s)/τ_K of the drawn points, the published colour.</summary>
    public double[] Colours => [.. Drawn.Select(p => (p.Fast + p.Slow) / Figure4C.TimeScale)];

    /// <summary>The kernel of this figure.</summary>
    public static Chemotaxis Kernel => new(Figure4C.TimeScale, 0.05);

    /// <summary>s̄.</summary>
    public const double Mean = 25;

    /// <summary>Draws and computes.</summary>
    /// <param name="key">For the draws.</param>
    /// <param name="count">Points; 1000 as in figure 4C.</param>
    public static Figure5C Compute(RandomKey key, int count = 1000)
    {
        Chemotaxis kernel = Kernel;
        return new([.. Enumerable.Range(0, count).Select(i => Draw(kernel, key.Split("figure-5c", i)))]);
    }

    private static LearningPoint Draw(Kernel kernel, RandomKey key)
    {
        RandomStream stream = key.Stream();
        double fast = (1 + stream.NextInt32(24)) / 5.0, slow = (1 + stream.NextInt32(249)) / 5.0;
        return LearningPoint.Of(kernel, fast, slow, Mean);
    }
}
