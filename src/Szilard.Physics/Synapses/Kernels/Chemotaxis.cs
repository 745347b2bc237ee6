using Szilard.Parts;

namespace Szilard.Physics.Synapses.Kernels;

/// <summary>The response of bacterial chemotaxis, K(t) = a·e^{−Bt}·(t − C·t²) with area I and first moment −1
/// exactly, for every I: a = 3IB² + B³, C = (B² + 2BI)/(6I + 2B).</summary>
/// <remarks>For I = 0, S is the density of Erlang(3, B): u is ds/dt seen through a window of mean delay 3/B.
/// K crosses zero at t = 1/C, which is 2/B for I = 0. The published code cuts K at t = 20/B; here it is not
/// cut.
/// </remarks>
public sealed record Chemotaxis : Kernel
{
    private readonly Quadratic _kernel, _zeroth, _first, _second;

    /// <summary>The kernel of that time scale and area.</summary>
    /// <param name="timeScale">τ_K = 1/B &gt; 0.</param>
    /// <param name="area">I &gt; −1/(3τ_K), where C diverges.</param>
    /// <exception cref="SzilardException">The area is at or below −1/(3τ_K).</exception>
    public Chemotaxis(double timeScale, double area = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(timeScale);
        (TimeScale, RequestedArea) = (timeScale, area);
        double rate = 1 / timeScale, gain = (3 * area * rate * rate) + (rate * rate * rate);
        if (gain <= 0)
            throw new SzilardException(
                $"`area: {area}` turns the chemotaxis kernel of tau = {timeScale} upside down: give an area "
                + $"above −1/(3·tau) = {-rate / 3}.");
        double curvature = ((rate * rate) + (2 * rate * area)) / ((6 * area) + (2 * rate));
        _kernel = new(0, gain, -gain * curvature);
        _zeroth = _kernel.Tail(timeScale);
        _first = _zeroth.Tail(timeScale);
        _second = _first.Tail(timeScale);
        Mesh = Quadrature.Graded(timeScale, Extent);
    }

    /// <summary>The catalogue line.</summary>
    public static Part<Kernel> Part { get; } = new(
        new PartCard(
            "chemotaxis", "Two-lobed response of bacterial chemotaxis, with any area.",
            "Falk, Strupp, Scellier, Murugan 2025 (published code); shape of Tu, Shimizu, Berg 2008")
        {
            Formula = "K(t) = a·e^{−Bt}·(t − C·t²), a = 3IB² + B³, C = (B² + 2BI)/(6I + 2B), B = 1/tau",
            Convention = "∫K = I and ∫tK = −1 exactly; tau is 1/B, the mean delay is 3·tau for I = 0; not "
                + "cut off",
            Parameters =
            [
                new NumberParameter("tau", "Time scale τ_K = 1/B.", 0.05, 0) { MinimumExcluded = true },
                new NumberParameter("area", "Area I, in 1/time: the answer to a constant current.", 0),
            ],
        },
        s => new Chemotaxis(s.Number("tau"), s.Number("area")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <summary>1/B.</summary>
    public override double TimeScale { get; }

    /// <summary>The area I that was asked for; <see cref="Kernel.Area"/> equals it to rounding.</summary>
    public double RequestedArea { get; }

    /// <inheritdoc/>
    public override double Extent => 48 * TimeScale;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Mesh { get; }

    /// <inheritdoc/>
    public override double Value(double time) =>
        time < 0 ? 0 : Math.Exp(-time / TimeScale) * _kernel.At(time);

    /// <inheritdoc/>
    public override Tails TailsAt(double time)
    {
        double decay = Math.Exp(-time / TimeScale);
        return new(decay * _zeroth.At(time), decay * _first.At(time), decay * _second.At(time));
    }

    /// <summary>p(t) = c₀ + c₁t + c₂t².</summary>
    private readonly record struct Quadratic(double C0, double C1, double C2)
    {
        internal double At(double t) => C0 + (t * (C1 + (t * C2)));

        /// <summary>q with ∫ₜ^∞ e^{−x/τ}·p(x) dx = e^{−t/τ}·q(t): q = τp + τ²p′ + τ³p″.</summary>
        internal Quadratic Tail(double tau) => new(
            tau * (C0 + (tau * (C1 + (2 * tau * C2)))), tau * (C1 + (2 * tau * C2)), tau * C2);
    }
}
