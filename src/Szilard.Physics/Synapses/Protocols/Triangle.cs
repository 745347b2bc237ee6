using Szilard.Parts;

namespace Szilard.Physics.Synapses.Protocols;

/// <summary>Up and down equally fast: by symmetry the weight keeps still, a control. It runs by
/// <see cref="Synapse.Measure"/>; <see cref="ContrastCheck"/> refuses it.</summary>
/// <param name="Duration">T &gt; 0.</param>
public sealed record Triangle(double Duration) : Protocol
{
    /// <summary>The catalogue line.</summary>
    public static Part<Protocol> Part { get; } = new(
        new PartCard("triangle", "Up and down equally fast: a control that learns nothing.", "derived here")
        {
            Formula = "x: −½ → ½ in T/2, ½ → −½ in T/2; Δw = 0 for odd g and area 0",
            Parameters =
                [new NumberParameter("period", "Duration T of a cycle.", 10, 0) { MinimumExcluded = true }],
        },
        s => new Triangle(s.Number("period")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override double Period => Duration;

    /// <inheritdoc/>
    public override IReadOnlyList<Corner> Corners =>
        [new(0, -0.5), new(Sawtooth.Positive(Duration, Duration) / 2, 0.5)];
}
