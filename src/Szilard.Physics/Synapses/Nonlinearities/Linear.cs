using Szilard.Parts;

namespace Szilard.Physics.Synapses.Nonlinearities;

/// <summary>g(u) = u: the control. Over a cycle Δw = I·s̄·T, which is 0 to rounding where the area or the
/// mean current is 0, whatever the amplitude.</summary>
public sealed record Linear : Nonlinearity
{
    /// <summary>The catalogue line.</summary>
    public static Part<Nonlinearity> Part { get; } = new(
        new PartCard("linear", "No nonlinearity: a control that learns nothing by contrast.", "derived here")
        {
            Formula = "g(u) = u; Δw = I·s̄·T, for any amplitude",
        },
        _ => new Linear());

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override double Value(double u) => u;

    /// <inheritdoc/>
    public override double Mean(double u, double deviation) => u;
}
