using MathNet.Numerics;
using Szilard.Parts;

namespace Szilard.Physics.Synapses.Nonlinearities;

/// <summary>Keeps u from the threshold on and drops what is below: g(u) = u·1[|u| ≥ θ].</summary>
/// <param name="Threshold">θ ≥ 0.</param>
public sealed record HardThreshold(double Threshold) : Nonlinearity
{
    /// <summary>The catalogue line.</summary>
    public static Part<Nonlinearity> Part { get; } = new(
        new PartCard(
            "hard-threshold", "Drops small u and keeps the value of large ones.",
            "Falk, Strupp, Scellier, Murugan 2025 (published code, `linear_threshold`)")
        {
            Formula = "g(u) = u·1[|u| ≥ θ]",
            Convention = "the value is kept, not lowered by θ; with it Δw ≈ s_clamped − s_free",
            Parameters = [ThetaCard],
        },
        s => new HardThreshold(s.Number("theta")));

    internal static NumberParameter ThetaCard => new("theta", "Threshold θ, in units of u.", 10, 0);

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override double Value(double u) => Math.Abs(u) >= Threshold ? u : 0;

    /// <inheritdoc/>
    public override double Mean(double u, double deviation)
    {
        if (deviation == 0)
            return Value(u);
        (double up, double down) = ((Threshold - u) / deviation, (Threshold + u) / deviation);
        return (u * (Gaussian.Beyond(up) + Gaussian.Beyond(down)))
            + (deviation * (Gaussian.Density(up) - Gaussian.Density(down)));
    }
}

/// <summary>The standard normal.</summary>
internal static class Gaussian
{
    internal static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    internal static double Beyond(double x) => SpecialFunctions.Erfc(x / Math.Sqrt(2)) / 2;
}
