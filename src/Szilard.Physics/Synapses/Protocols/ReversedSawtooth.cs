using Szilard.Parts;

namespace Szilard.Physics.Synapses.Protocols;

/// <summary>Free to clamped slowly, back to free fast: the weight change has the opposite sign,
/// unlearning.</summary>
/// <param name="Fast">τ_f &gt; 0, duration of the way back to free.</param>
/// <param name="Slow">τ_s &gt; 0, duration of the way to clamped.</param>
public sealed record ReversedSawtooth(double Fast, double Slow) : Protocol
{
    /// <summary>The catalogue line.</summary>
    public static Part<Protocol> Part { get; } = new(
        new PartCard("reversed-sawtooth", "Slowly to clamped, fast back to free: unlearning.", "derived here")
        {
            Formula = "x: ½ → −½ in τ_f, −½ → ½ in τ_s",
            Parameters = Sawtooth.Ramps,
        },
        s => new ReversedSawtooth(s.Number("fast"), s.Number("slow")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override double Period => Fast + Slow;

    /// <inheritdoc/>
    public override IReadOnlyList<Corner> Corners => [new(0, 0.5), new(Sawtooth.Positive(Fast, Slow), -0.5)];
}
