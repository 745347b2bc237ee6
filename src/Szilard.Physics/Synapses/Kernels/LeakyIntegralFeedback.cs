using Szilard.Parts;

namespace Szilard.Physics.Synapses.Kernels;

/// <summary>Integral feedback whose memory leaks: u̇ = αs − βu − κm, ṁ = u − u₀ − εm. The leak sets the area,
/// I = αε/(βε + κ).</summary>
public sealed record LeakyIntegralFeedback : Kernel
{
    private readonly LinearResponse _response;

    /// <summary>The kernel of those rates.</summary>
    /// <param name="gain">α, in 1/time².</param>
    /// <param name="damping">β &gt; 0, in 1/time.</param>
    /// <param name="feedback">κ &gt; 0, in 1/time².</param>
    /// <param name="leak">ε ≥ 0, in 1/time; 0 is <see cref="IntegralFeedback"/>.</param>
    public LeakyIntegralFeedback(double gain, double damping, double feedback, double leak)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(damping);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(feedback);
        ArgumentOutOfRangeException.ThrowIfNegative(leak);
        _response = new([-damping, -feedback, 1, -leak], [gain, 0], [1, 0]);
        TimeScale = damping / feedback;
        Mesh = _response.Mesh();
    }

    /// <summary>The kernel of a given area: ε = Iκ/(α − Iβ).</summary>
    /// <param name="gain">α, in 1/time².</param>
    /// <param name="damping">β, in 1/time.</param>
    /// <param name="feedback">κ, in 1/time².</param>
    /// <param name="area">I in [0, α/β), in the unit of ∫K.</param>
    /// <exception cref="SzilardException">No leak gives that area.</exception>
    public static LeakyIntegralFeedback OfArea(double gain, double damping, double feedback, double area) =>
        area >= 0 && area < gain / damping
            ? new(gain, damping, feedback, area * feedback / (gain - (area * damping)))
            : throw new SzilardException(
                $"No leak gives `area: {area}`: with alpha = {gain} and beta = {damping} give an area in "
                + $"[0, {gain / damping}).");

    /// <summary>The catalogue line.</summary>
    public static Part<Kernel> Part { get; } = new(
        new PartCard(
            "leaky-integral-feedback", "Integral feedback that forgets, so that a constant current shows.",
            "derived here from integral feedback")
        {
            Formula = "u̇ = αs − βu − κm, ṁ = u − u₀ − εm; ∫K = I = αε/(βε + κ)",
            Convention = "the area I is given, the leak ε follows; time scale β/κ",
            Parameters =
            [
                new NumberParameter("alpha", "Gain α, 1/time².", 1600, 0) { MinimumExcluded = true },
                new NumberParameter("beta", "Damping β, 1/time.", 100, 0) { MinimumExcluded = true },
                new NumberParameter("kappa", "Feedback κ, 1/time².", 1600, 0) { MinimumExcluded = true },
                new NumberParameter("area", "Area I, in 1/time, below α/β.", 0.05, 0),
            ],
        },
        s => OfArea(s.Number("alpha"), s.Number("beta"), s.Number("kappa"), s.Number("area")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <summary>β/κ.</summary>
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
