using Szilard.Parts;

namespace Szilard.Physics.Synapses.Protocols;

/// <summary>Free to clamped fast, back to free slowly.</summary>
/// <param name="Fast">τ_f &gt; 0, duration of the way to clamped.</param>
/// <param name="Slow">τ_s &gt; 0, duration of the way back. τ_f ≥ τ_s is allowed here, so that it can be
/// plotted, and refused by <see cref="ContrastCheck"/>.</param>
public sealed record Sawtooth(double Fast, double Slow) : Protocol
{
    /// <summary>The catalogue line.</summary>
    public static Part<Protocol> Part { get; } = new(
        new PartCard(
            "sawtooth", "Fast to clamped, slowly back to free: learning.",
            "Falk, Strupp, Scellier, Murugan 2025, fig. 4A")
        {
            Formula = "x: −½ → ½ in τ_f, ½ → −½ in τ_s",
            Parameters = Ramps,
        },
        s => new Sawtooth(s.Number("fast"), s.Number("slow")));

    internal static ParameterCard[] Ramps =>
    [
        new NumberParameter("fast", "Duration τ_f of the fast ramp.", 0.5, 0) { MinimumExcluded = true },
        new NumberParameter("slow", "Duration τ_s of the slow ramp.", 10, 0) { MinimumExcluded = true },
    ];

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override double Period => Fast + Slow;

    /// <inheritdoc/>
    public override IReadOnlyList<Corner> Corners => [new(0, -0.5), new(Positive(Fast, Slow), 0.5)];

    internal static double Positive(double first, double second)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(first);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(second);
        return first;
    }
}
