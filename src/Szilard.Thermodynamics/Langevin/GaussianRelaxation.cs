namespace Szilard.Thermodynamics.Langevin;

/// <summary>A Gaussian of positions that relaxes in a harmonic trap at temperature T, mobility 1.</summary>
/// <param name="Mean">m(t).</param>
/// <param name="Variance">s²(t).</param>
/// <param name="Heat">Q, &gt; 0 into the particle.</param>
/// <param name="EntropyChange">ΔS, nats.</param>
/// <param name="EntropyProduction">Σ = ΔS − Q/T, which is the fall of the divergence from equilibrium,
/// nats.</param>
/// <remarks>Textbook: H. Risken, "The Fokker–Planck Equation", 1989, section 5.3
/// (Ornstein–Uhlenbeck).</remarks>
public sealed record GaussianRelaxation(
    double Mean, double Variance, double Heat, double EntropyChange, double EntropyProduction)
{
    /// <summary>After a time t: m = λ + (m₀ − λ)e^(−kt), s² = T/k + (s₀² − T/k)e^(−2kt).</summary>
    /// <param name="mean">m₀.</param>
    /// <param name="variance">s₀² &gt; 0.</param>
    /// <param name="trap">k and λ.</param>
    /// <param name="temperature">T &gt; 0.</param>
    /// <param name="duration">t ≥ 0.</param>
    public static GaussianRelaxation Of(
        double mean, double variance, TrapState trap, double temperature, double duration)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(variance);
        double keep = Math.Exp(-trap.Stiffness * duration), rest = temperature / trap.Stiffness;
        double m = trap.Centre + ((mean - trap.Centre) * keep), v = rest + ((variance - rest) * keep * keep);
        double heat = trap.Energy(m) - trap.Energy(mean) + (trap.Stiffness * (v - variance) / 2);
        double entropy = Math.Log(v / variance) / 2;
        return new GaussianRelaxation(m, v, heat, entropy, entropy - (heat / temperature));
    }

    /// <summary>KL(N(m₀, s₀²)‖N(m₁, s₁²)), nats: for a potential (x − θ)²/2 at T = 1 and a chain N(m, 1) the
    /// excess work (m − θ)²/2 of persistent contrastive divergence.</summary>
    public static double Divergence(double mean0, double variance0, double mean1, double variance1) =>
        ((variance0 / variance1) - 1 - Math.Log(variance0 / variance1)
        + ((mean0 - mean1) * (mean0 - mean1) / variance1)) / 2;
}
