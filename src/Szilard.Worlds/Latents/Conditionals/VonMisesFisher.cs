using MathNet.Numerics;

namespace Szilard.Worlds.Latents;

/// <summary>Closed forms of the von Mises–Fisher law on the unit sphere S^(n−1), whose density with respect
/// to the uniform law is exp(κ μᵀx) / M_n(κ).</summary>
/// <remarks>Mardia and Jupp, "Directional Statistics", 2000, §9.3.2 and §10.3.1.</remarks>
public static class VonMisesFisher
{
    /// <summary>The mean resultant length A_n(κ) = I_{n/2}(κ) / I_{n/2−1}(κ) = E μᵀx.</summary>
    /// <remarks>The ratio obeys r_ν = 1 / (2(ν+1)/κ + r_{ν+1}) for r_ν = I_{ν+1}/I_ν. Run downwards from
    /// Amos's bound, the error shrinks by r² a step, in all by about exp(−k²/κ) after k steps: 8√κ steps
    /// reach rounding for any κ, where quotients of Bessel functions overflow.</remarks>
    /// <param name="dimensions">n ≥ 2.</param>
    /// <param name="kappa">κ ≥ 0.</param>
    public static double MeanResultant(int dimensions, double kappa)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(kappa);
        double order = (0.5 * dimensions) - 1;
        int steps = 20 + (int)(8 * Math.Sqrt(kappa));
        double ratio = AmosBound(order + steps, kappa);
        for (int k = steps - 1; k >= 0; k--)
            ratio = kappa / ((2 * (order + k + 1)) + (kappa * ratio));
        return ratio;
    }

    /// <summary>log M_n(κ) = log E exp(κ x₁) over the uniform sphere
    /// = log [Γ(n/2) (2/κ)^(n/2−1) I_{n/2−1}(κ)].</summary>
    /// <remarks>Summed as the power series Σ_k (κ/2)^{2k} Γ(n/2) / (k! Γ(n/2+k)), all of whose terms are
    /// positive, outwards from its largest term.</remarks>
    /// <param name="dimensions">n ≥ 2.</param>
    /// <param name="kappa">κ ≥ 0.</param>
    public static double LogNormaliser(int dimensions, double kappa)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(kappa);
        if (kappa == 0)
            return 0;
        double half = 0.5 * dimensions, square = 0.25 * kappa * kappa;
        double peak = Math.Floor(0.5 * (Math.Sqrt(((half - 1) * (half - 1)) + (4 * square)) - half + 1));
        peak = Math.Max(0, peak);
        double sum = 1;
        double term = 1;
        for (double k = peak; term > 1e-18; k++)
            sum += term *= square / ((k + 1) * (half + k));
        term = 1;
        for (double k = peak; k > 0 && term > 1e-18; k--)
            sum += term *= k * (half + k - 1) / square;
        double logPeak = (2 * peak * Math.Log(0.5 * kappa)) + SpecialFunctions.GammaLn(half)
            - SpecialFunctions.GammaLn(peak + 1) - SpecialFunctions.GammaLn(half + peak);
        return logPeak + Math.Log(sum);
    }

    /// <summary>The mutual information of a uniform latent and its von Mises–Fisher child, in nats:
    /// κ A_n(κ) − log M_n(κ).</summary>
    /// <param name="dimensions">n ≥ 2.</param>
    /// <param name="kappa">κ ≥ 0.</param>
    public static double MutualInformation(int dimensions, double kappa) =>
        (kappa * MeanResultant(dimensions, kappa)) - LogNormaliser(dimensions, kappa);

    /// <summary>I_{ν+1}(κ)/I_ν(κ) ≥ κ / (ν + 1/2 + √((ν + 3/2)² + κ²)): Amos, "Computation of modified Bessel
    /// functions and their ratios", 1974, equation 11.</summary>
    private static double AmosBound(double order, double kappa) =>
        kappa / (order + 0.5 + Math.Sqrt(((order + 1.5) * (order + 1.5)) + (kappa * kappa)));
}
