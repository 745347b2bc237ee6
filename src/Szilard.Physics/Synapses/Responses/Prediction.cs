using Szilard.Physics.Synapses.Kernels;
using Szilard.Physics.Synapses.Nonlinearities;
using Szilard.Physics.Synapses.Protocols;

namespace Szilard.Physics.Synapses.Responses;

/// <summary>Δw from a formula instead of a simulation: a sawtooth, a hard threshold, and ramps that are long
/// against the memory.</summary>
/// <remarks>
/// With m = −M₁, R̂ = R/m, q = (θ/m + A/τ_s)/(A/τ_f + A/τ_s) and
/// L(q) = ∫₀^{R̂⁻¹(q)} R̂ dt + ∫_{R̂⁻¹(1−q)}^∞ (1 − R̂) dt, regime ii gives
/// Δw/(mA) = 1 − L(q)·(1/τ_f + 1/τ_s) + [R̂⁻¹(q) − R̂⁻¹(1−q)]/τ_s. Exact for area 0, S ≥ 0 and ramps after
/// which R̂ = 1; derived here. An area adds I·τ_f·s̄ to first order.
/// </remarks>
/// <param name="Change">Δw; NaN where no formula applies.</param>
/// <param name="Holds">The conditions of the formula are met (1 − R̂ ≤ 10⁻³ after either ramp).</param>
/// <param name="Reason">Why it does not hold; empty where it does.</param>
public sealed record Prediction(double Change, bool Holds, string Reason)
{
    /// <summary>The predicted change for one cycle.</summary>
    /// <param name="kernel">K.</param>
    /// <param name="protocol">x; formulas exist for the sawtooth and its reverse.</param>
    /// <param name="g">g; a formula exists for the hard threshold and the linear g.</param>
    /// <param name="mean">s̄.</param>
    /// <param name="amplitude">A.</param>
    public static Prediction Of(
        Kernel kernel, Protocol protocol, Nonlinearity g, double mean, double amplitude) =>
        (protocol, g) switch
        {
            (_, Linear) => new(kernel.Area * mean * protocol.Period, true, ""),
            (Sawtooth p, HardThreshold h) => Ramps(kernel, p.Fast, p.Slow, h.Threshold, mean, amplitude, 1),
            (ReversedSawtooth p, HardThreshold h) =>
                Ramps(kernel, p.Fast, p.Slow, h.Threshold, mean, amplitude, -1),
            _ => new(double.NaN, false, $"no formula for `{protocol.Card.Name}` with `{g.Card.Name}`"),
        };

    /// <summary>L(q) of a kernel with area 0, in units of time; L(½) is the mean of |delay − median| under
    /// S.</summary>
    /// <param name="kernel">K.</param>
    /// <param name="q">In (0, 1).</param>
    public static double Loss(Kernel kernel, double q)
    {
        double m = -kernel.FirstMoment, rise = Inverse(kernel, q), fall = Inverse(kernel, 1 - q);
        double before = rise + ((kernel.TailsAt(0).Second - kernel.TailsAt(rise).Second) / m);
        return before - (kernel.TailsAt(fall).Second / m);
    }

    /// <summary>R̂⁻¹(q): the time at which R reaches q·(−M₁).</summary>
    public static double Inverse(Kernel kernel, double q)
    {
        double low = 0, high = kernel.Extent, wanted = -q * kernel.FirstMoment;
        for (int i = 0; i < 100 && low < high; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = kernel.Ramp(middle) < wanted ? (middle, high) : (low, middle);
        }
        return high;
    }

    private static Prediction Ramps(
        Kernel kernel, double fast, double slow, double threshold, double mean, double amplitude, int sign)
    {
        double m = -kernel.FirstMoment, size = Math.Abs(amplitude), theta = threshold / m;
        if (!(m > 0) || fast >= slow)
            return new(double.NaN, false, "no contrast: see ContrastCheck");
        if (theta >= size / fast)
            return new(0, kernel.Area == 0, kernel.Area == 0 ? "" : "the area shifts the edge of regime i");
        if (theta <= size / slow)
            return new(0, false, "regime iii: the slow ramp passes too, and the change tends to 0");
        double q = (theta + (size / slow)) / ((size / fast) + (size / slow));
        double share = 1 - (Loss(kernel, q) * ((1 / fast) + (1 / slow)))
            + ((Inverse(kernel, q) - Inverse(kernel, 1 - q)) / slow);
        string reason = Doubt(kernel, fast, slow, m);
        double change = (sign * m * amplitude * share) + (kernel.Area * fast * mean);
        return new(change, reason.Length == 0, reason);
    }

    private static string Doubt(Kernel kernel, double fast, double slow, double m)
    {
        if (Math.Abs(kernel.Area) * kernel.TimeScale > 1e-9 * m)
            return $"the area {kernel.Area:g4} counts to first order only";
        double left = Math.Max(1 - (kernel.Ramp(fast) / m), 1 - (kernel.Ramp(slow) / m));
        if (left > 1e-3)
            return $"1 − R̂ = {left:g3} after the shorter ramp: it must be long against the memory";
        return kernel.Mesh.Any(t => kernel.Step(t) < -1e-9 * m / kernel.TimeScale)
            ? "S changes sign, so R̂ has no unique inverse"
            : "";
    }
}
