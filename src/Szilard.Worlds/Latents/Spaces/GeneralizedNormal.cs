using MathNet.Numerics;
using Szilard.Tensors;

namespace Szilard.Worlds.Latents;

/// <summary>The centred generalized normal law of one coordinate.</summary>
/// <remarks>Density p / (2 λ Γ(1/p)) · exp(−|x/λ|^p): p = 1 is Laplace with scale λ, p = 2 is normal with
/// standard deviation λ/√2, p → ∞ is uniform on [−λ, λ]. cl-ica draws its "normal" conditional by p = 2 with
/// λ, which is not the standard deviation; here <see cref="Normal"/> takes the standard deviation.
/// Source: Nadarajah, "A generalized normal distribution", 2005.</remarks>
/// <param name="Exponent">p &gt; 0: 1 Laplace, 2 normal; below 2 heavy tails, above 2 light tails.</param>
/// <param name="Scale">λ &gt; 0, in units of the coordinate.</param>
public readonly record struct GeneralizedNormal(double Exponent, double Scale)
{
    /// <summary>Draws further from the centre are redrawn; &gt; 0, infinite by default. The density is then
    /// cut off there and normalised.</summary>
    public double Reach { get; init; } = double.PositiveInfinity;

    /// <summary>Normal with the given standard deviation.</summary>
    public static GeneralizedNormal Normal(double standardDeviation) =>
        new(2, standardDeviation * Math.Sqrt(2));

    /// <summary>Laplace with the given scale b: density exp(−|x|/b) / 2b, variance 2b².</summary>
    public static GeneralizedNormal Laplace(double scale) => new(1, scale);

    /// <summary>The member of exponent α with the given standard deviation s: λ = s √(Γ(1/α) /
    /// Γ(3/α)).</summary>
    public static GeneralizedNormal WithDeviation(double exponent, double standardDeviation) =>
        new(exponent, standardDeviation / Math.Sqrt(new GeneralizedNormal(exponent, 1).Variance));

    /// <summary>λ² Γ(3/p) / Γ(1/p); cut off at r, times P(3/p, t) / P(1/p, t) with t = (r/λ)^p and the
    /// regularised lower incomplete gamma function P.</summary>
    public double Variance => Scale * Scale * Math.Exp(LogGamma(3) - LogGamma(1)) * Cut(3);

    /// <summary>The fourth moment over the squared variance, Γ(5/p) Γ(1/p) / Γ(3/p)²: 3 for the
    /// normal.</summary>
    public double Kurtosis =>
        Math.Exp(LogGamma(5) + LogGamma(1) - (2 * LogGamma(3))) * Cut(5) / (Cut(3) * Cut(3));

    /// <summary>Entropy of the normal law of the same variance minus its own, ½ ln(2πe·Γ(3/p)/Γ(1/p)) − 1/p +
    /// ln(p/(2Γ(1/p))), nats: 0 for the normal alone, whatever the scale.</summary>
    public double Negentropy =>
        (0.5 * (Math.Log(2 * Math.PI * Math.E) + LogGamma(3) - LogGamma(1)))
            - (1 / Exponent) + Math.Log(Exponent / 2) - LogGamma(1);

    /// <summary>P(|x| &lt; width): the regularised lower incomplete gamma function of (1/p,
    /// (width/λ)^p), over that of the reach.</summary>
    public double ProbabilityWithin(double width) => double.IsInfinity(Reach)
        ? Uncut(width)
        : Math.Min(1, Uncut(width) / Uncut(Reach));

    /// <summary>The share of draws that stays within the reach.</summary>
    public double Acceptance => double.IsInfinity(Reach) ? 1 : Uncut(Reach);

    private double Uncut(double width)
    {
        double x = Math.Pow(width / Scale, Exponent);
        // MathNet rounds tiny x to zero, where the density is flat: x^(1/p) / Γ(1 + 1/p).
        return x < 1e-10
            ? width / Scale / SpecialFunctions.Gamma(1 + (1 / Exponent))
            : SpecialFunctions.GammaLowerRegularized(1 / Exponent, x);
    }

    /// <summary>One draw: λ · U · G^(1/p) with U uniform on [−1, 1) and G ~ Gamma(1 + 1/p, 1).</summary>
    /// <remarks>Equal in law to cl-ica's λ · sign · Gamma(1/p)^(1/p), because Gamma(a) = Gamma(a + 1) ·
    /// U^(1/a); in this form the p-th power of U is never taken, so that large p does not underflow to
    /// zero.</remarks>
    public double Next(ref RandomStream stream)
    {
        while (true)
        {
            double value = NextUncut(ref stream);
            if (Math.Abs(value) <= Reach)
                return value;
        }
    }

    private double NextUncut(ref RandomStream stream)
    {
        if (Exponent == 2)
            return Scale * Math.Sqrt(0.5) * stream.NextNormal();
        double gamma = stream.NextGamma(1 + (1 / Exponent));
        return Scale * stream.NextUniform(-1, 1) * Math.Pow(gamma, 1 / Exponent);
    }

    private double Cut(int moment)
    {
        if (double.IsInfinity(Reach))
            return 1;
        double t = Math.Pow(Reach / Scale, Exponent);
        return SpecialFunctions.GammaLowerRegularized(moment / Exponent, t) / Uncut(Reach);
    }

    private double LogGamma(int multiple) => SpecialFunctions.GammaLn(multiple / Exponent);
}
