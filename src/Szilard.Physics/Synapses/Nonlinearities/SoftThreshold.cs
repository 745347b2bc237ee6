using Szilard.Parts;

namespace Szilard.Physics.Synapses.Nonlinearities;

/// <summary>Lowers |u| by the threshold: g(u) = sign(u)·max(|u| − θ, 0), so that Δw ≈ A − θτ_f.</summary>
/// <param name="Threshold">θ ≥ 0.</param>
public sealed record SoftThreshold(double Threshold) : Nonlinearity
{
    /// <summary>The catalogue line.</summary>
    public static Part<Nonlinearity> Part { get; } = new(
        new PartCard("soft-threshold", "Lowers |u| by the threshold, continuous at it.", "derived here")
        {
            Formula = "g(u) = sign(u)·max(|u| − θ, 0)",
            Convention = "Δw ≈ A − θτ_f where the hard threshold gives A",
            Parameters = [HardThreshold.ThetaCard],
        },
        s => new SoftThreshold(s.Number("theta")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override double Value(double u) => Math.Sign(u) * Math.Max(Math.Abs(u) - Threshold, 0);

    /// <inheritdoc/>
    public override double Mean(double u, double deviation) =>
        deviation == 0
            ? Value(u)
            : deviation * (Excess((Threshold - u) / deviation) - Excess((Threshold + u) / deviation));

    /// <summary>E max(ξ − x, 0).</summary>
    private static double Excess(double x) => Gaussian.Density(x) - (x * Gaussian.Beyond(x));
}
