namespace Szilard.Thermodynamics.Langevin;

/// <summary>How likely a recorded path is, and how likely its reverse: what path-wise entropy production
/// compares.</summary>
/// <param name="LogForward">Σ ln k_n(x_n → x_{n+1}), without the probability of the beginning.</param>
/// <param name="LogReverse">Σ ln k_n(x_{n+1} → x_n): the same steps backwards, in reversed order of the
/// protocol.</param>
/// <remarks>U. Seifert, "Entropy production along a stochastic trajectory and an integral fluctuation
/// theorem", PRL 95, 2005. Positions are even under time reversal.</remarks>
public sealed record PathProbability(double LogForward, double LogReverse)
{
    /// <summary>ln P_F/P_R of the steps: the entropy given to the bath, nats; β times the heat given where
    /// each kernel is in detailed balance.</summary>
    public double BathEntropy => LogForward - LogReverse;

    /// <summary>Δs = ln p₀(x₀) − ln p_τ(x_τ) + ln P_F/P_R, with ⟨e^(−Δs)⟩ = 1 for any kernel and any
    /// normalised p_τ; ≥ 0 in the mean.</summary>
    /// <param name="logStart">ln p₀ at the first position, nats.</param>
    /// <param name="logEnd">ln p_τ at the last position, nats.</param>
    public double EntropyProduction(double logStart, double logEnd) => logStart - logEnd + BathEntropy;

    /// <summary>A path under a protocol.</summary>
    /// <param name="path">Positions, at least two.</param>
    /// <param name="kernels">One for each step, or one for all.</param>
    /// <exception cref="ArgumentException">Their numbers do not fit.</exception>
    public static PathProbability Of(
        IReadOnlyList<double[]> path, params IReadOnlyList<LangevinKernel> kernels)
    {
        if (path.Count < 2 || (kernels.Count != 1 && kernels.Count != path.Count - 1))
            throw new ArgumentException(
                $"{path.Count} positions and {kernels.Count} kernels were given; a path has at least 2 "
                    + "positions, and a kernel for each of its steps or one for all.");
        double forward = 0, reverse = 0;
        for (int n = 0; n + 1 < path.Count; n++)
        {
            LangevinKernel kernel = kernels[kernels.Count == 1 ? 0 : n];
            forward += kernel.LogDensity(path[n], path[n + 1]);
            reverse += kernel.LogDensity(path[n + 1], path[n]);
        }
        return new PathProbability(forward, reverse);
    }
}
