using Szilard.Parts;

namespace Szilard.Physics.Synapses.Kernels;

/// <summary>A spring in series with a dashpot: σ̇ + σ/τ = k·ė. The strain e is the current and the stress σ
/// is what the synapse sees: K = k·[δ(t) − e^{−t/τ}/τ], S = k·e^{−t/τ}, R = kτ(1 − e^{−t/τ}).</summary>
/// <param name="Stiffness">k &gt; 0; 1/τ gives first moment −1.</param>
/// <param name="Relaxation">τ &gt; 0.</param>
public sealed record MaxwellElement(double Stiffness, double Relaxation) : Kernel
{
    /// <summary>The catalogue line.</summary>
    public static Part<Kernel> Part { get; } = new(
        new PartCard(
            "maxwell", "Viscoelastic element: a spring in series with a dashpot.",
            "Falk, Strupp, Scellier, Murugan 2025, fig. 7D; equations derived here")
        {
            Formula = "K = k·[δ(t) − e^{−t/τ}/τ]; ∫K = 0, ∫tK = −kτ",
            Convention = "the impulse is kept exactly; k = 1/τ gives first moment −1",
            Parameters =
            [
                new NumberParameter("stiffness", "Stiffness k.", 20, 0) { MinimumExcluded = true },
                new NumberParameter("tau", "Relaxation time τ.", 0.05, 0) { MinimumExcluded = true },
            ],
        },
        s => new MaxwellElement(s.Number("stiffness"), s.Number("tau")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<Impulse> Impulses => Filter.Impulses;

    /// <summary>τ.</summary>
    public override double TimeScale => Relaxation;

    /// <inheritdoc/>
    public override double Extent => Filter.Extent;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Mesh => Filter.Mesh;

    /// <inheritdoc/>
    public override double Value(double time) => Filter.Value(time);

    /// <inheritdoc/>
    public override Tails TailsAt(double time) => Filter.TailsAt(time);

    private HighPass Filter => new(Stiffness, Relaxation);
}
