using Szilard.Parts;

namespace Szilard.Physics.Synapses.Kernels;

/// <summary>A fading memory without sign change, K = I·e^{−t/τ}/τ: the control. It averages the current and
/// so gives plain Hebbian learning; a contrastive rule refuses it.</summary>
/// <param name="Weight">Area I.</param>
/// <param name="Decay">τ &gt; 0.</param>
public sealed record MonotoneExponential(double Weight, double Decay) : Kernel
{
    /// <summary>The catalogue line.</summary>
    public static Part<Kernel> Part { get; } = new(
        new PartCard(
            "exponential", "Fading memory of one sign: the control, which cannot learn by contrast.",
            "textbook")
        {
            Formula = "K = I·e^{−t/τ}/τ; ∫K = I, ∫tK = +Iτ",
            Convention = "the first moment has the wrong sign for contrast; refused with contrastive rules",
            Parameters =
            [
                new NumberParameter("area", "Area I.", 1),
                new NumberParameter("tau", "Decay time τ.", 0.05, 0) { MinimumExcluded = true },
            ],
        },
        s => new MonotoneExponential(s.Number("area"), s.Number("tau")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <summary>τ.</summary>
    public override double TimeScale => Decay;

    /// <inheritdoc/>
    public override double Extent => 45 * Decay;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Mesh => Quadrature.Graded(Decay, 45 * Decay);

    /// <inheritdoc/>
    public override double Value(double time) => time < 0 ? 0 : Weight * Math.Exp(-time / Decay) / Decay;

    /// <inheritdoc/>
    public override Tails TailsAt(double time)
    {
        double rest = Weight * Math.Exp(-time / Decay);
        return new(rest, rest * Decay, rest * Decay * Decay);
    }
}
