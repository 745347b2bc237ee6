using Szilard.Parts;

namespace Szilard.Physics.Synapses.Kernels;

/// <summary>Integral feedback: u̇ = αs − βu − κm, ṁ = u − u₀. Area 0, first moment −α/κ; overdamped where
/// β² &gt; 4κ, and then K = α(λ₁e^{−λ₁t} − λ₂e^{−λ₂t})/(λ₁ − λ₂), λ₁λ₂ = κ, λ₁ + λ₂ = β.</summary>
public sealed record IntegralFeedback : Kernel
{
    private readonly LinearResponse _response;

    /// <summary>The kernel of those rates; <paramref name="gain"/> = <paramref name="feedback"/> gives first
    /// moment −1.</summary>
    /// <param name="gain">α, in 1/time².</param>
    /// <param name="damping">β &gt; 0, in 1/time.</param>
    /// <param name="feedback">κ &gt; 0, in 1/time².</param>
    public IntegralFeedback(double gain, double damping, double feedback)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(damping);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(feedback);
        _response = new([-damping, -feedback, 1, 0], [gain, 0], [1, 0]);
        TimeScale = damping / feedback;
        Mesh = _response.Mesh();
    }

    /// <summary>The catalogue line.</summary>
    public static Part<Kernel> Part { get; } = new(
        new PartCard(
            "integral-feedback", "A current held to a setpoint by the integral of its error.",
            "Falk, Strupp, Scellier, Murugan 2025, fig. 7A; equations derived here")
        {
            Formula = "u̇ = αs − βu − κm, ṁ = u − u₀; ∫K = 0, ∫tK = −α/κ",
            Convention = "time scale β/κ; alpha = kappa gives first moment −1; the setpoint u₀ is the zero "
                + "of u",
            Parameters =
            [
                new NumberParameter("alpha", "Gain α, 1/time².", 1600),
                new NumberParameter("beta", "Damping β, 1/time.", 100, 0) { MinimumExcluded = true },
                new NumberParameter("kappa", "Feedback κ, 1/time².", 1600, 0) { MinimumExcluded = true },
            ],
        },
        s => new IntegralFeedback(s.Number("alpha"), s.Number("beta"), s.Number("kappa")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <summary>β/κ, the mean delay.</summary>
    public override double TimeScale { get; }

    /// <inheritdoc/>
    public override double Extent => _response.Extent;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Mesh { get; }

    /// <inheritdoc/>
    public override double Value(double time) => time < 0 ? 0 : _response.Value(time);

    /// <inheritdoc/>
    public override Tails TailsAt(double time) => _response.TailsAt(time);
}
