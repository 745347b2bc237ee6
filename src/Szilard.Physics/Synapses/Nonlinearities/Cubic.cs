using Szilard.Parts;

namespace Szilard.Physics.Synapses.Nonlinearities;

/// <summary>Favours large u smoothly: g(u) = u³/θ, so that Δw ≈ A³(1/τ_f² − 1/τ_s²)/θ: the right sign, not
/// proportional.</summary>
/// <param name="Scale">θ &gt; 0, in units of u².</param>
public sealed record Cubic(double Scale) : Nonlinearity
{
    /// <summary>The catalogue line.</summary>
    public static Part<Nonlinearity> Part { get; } = new(
        new PartCard(
            "cubic", "The cube of u: smooth, right in sign, not proportional.",
            "Falk, Strupp, Scellier, Murugan 2025 (published code, option)")
        {
            Formula = "g(u) = u³/θ",
            Parameters =
                [new NumberParameter("theta", "Scale θ, in units of u².", 1, 0) { MinimumExcluded = true }],
        },
        s => new Cubic(s.Number("theta")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override double Value(double u) => u * u * u / Scale;

    /// <inheritdoc/>
    public override double Mean(double u, double deviation) =>
        u * ((u * u) + (3 * deviation * deviation)) / Scale;
}
