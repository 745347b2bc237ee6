using Szilard.Parts;

namespace Szilard.Physics.Synapses.Kernels;

/// <summary>A capacitor in series with a memristor: the voltage over the memristor is the high-pass of the
/// applied one with τ = RC, K = g·[δ(t) − e^{−t/RC}/(RC)].</summary>
/// <param name="Resistance">R &gt; 0.</param>
/// <param name="Capacitance">C &gt; 0.</param>
/// <param name="Gain">g: u per volt; 1/(RC) gives first moment −1.</param>
public sealed record CapacitorMemristor(double Resistance, double Capacitance, double Gain) : Kernel
{
    /// <summary>The catalogue line.</summary>
    public static Part<Kernel> Part { get; } = new(
        new PartCard(
            "capacitor-memristor", "A capacitor in series with a nanofluidic memristor.",
            "Falk, Strupp, Scellier, Murugan 2025, fig. 7E; equations derived here")
        {
            Formula = "K = g·[δ(t) − e^{−t/RC}/(RC)]; ∫K = 0, ∫tK = −gRC",
            Convention = "the memristor's conductance counts as constant within a cycle; g = 1/(RC) gives −1",
            Parameters =
            [
                new NumberParameter("resistance", "Resistance R of the memristor.", 0.05, 0)
                    { MinimumExcluded = true },
                new NumberParameter("capacitance", "Capacitance C.", 1, 0) { MinimumExcluded = true },
                new NumberParameter("gain", "Gain g.", 20, 0) { MinimumExcluded = true },
            ],
        },
        s => new CapacitorMemristor(s.Number("resistance"), s.Number("capacitance"), s.Number("gain")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<Impulse> Impulses => Filter.Impulses;

    /// <summary>RC.</summary>
    public override double TimeScale => Resistance * Capacitance;

    /// <inheritdoc/>
    public override double Extent => Filter.Extent;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Mesh => Filter.Mesh;

    /// <inheritdoc/>
    public override double Value(double time) => Filter.Value(time);

    /// <inheritdoc/>
    public override Tails TailsAt(double time) => Filter.TailsAt(time);

    private HighPass Filter => new(Gain, Resistance * Capacitance);
}
