using Szilard.Parts;
using Szilard.Physics.Synapses.Kernels;
using Szilard.Physics.Synapses.Nonlinearities;
using Szilard.Physics.Synapses.Protocols;

namespace Szilard.Physics.Synapses;

/// <summary>Whether a synapse can tell clamped from free: what is refused, and what is only remarked
/// on.</summary>
/// <remarks>Refused is what can never work: a first moment that vanishes, a kernel of one sign, equal or
/// inverted ramps, a linear g. Equal ramps teach nothing whatever K and g are: half a cycle later x is −x, so
/// that A and −A give the same Δw. A threshold outside (A/τ_s, A/τ_f) is remarked on and not refused: figures
/// sweep amplitudes through all regimes, and other amplitudes of the same synapse may learn.</remarks>
public static class ContrastCheck
{
    /// <summary>Refuses kernels that cannot work as a derivative.</summary>
    /// <exception cref="SzilardException">The first moment vanishes, or is positive (monotone kernels,
    /// detailed balance).</exception>
    public static void Demand(Kernel kernel)
    {
        DemandMoment(kernel);
        if (kernel.FirstMoment > 0)
            throw new SzilardException(
                $"Kernel `{kernel.Card.Name}` has first moment {kernel.FirstMoment:g4} > 0: like any "
                + "monotone memory it follows the current instead of its change, so it cannot compare "
                + "clamped with free. Use a kernel with a positive lobe before a negative one, such as "
                + "`chemotaxis`.");
        if (OneSigned(kernel))
            throw new SzilardException(
                $"Kernel `{kernel.Card.Name}` has one sign (area {kernel.Area:g4}), so it averages the "
                + "current and gives plain Hebbian learning. Use a kernel with two lobes, such as "
                + "`chemotaxis`.");
    }

    /// <summary>Refuses the whole synapse where it can never learn by contrast.</summary>
    /// <exception cref="SzilardException">A kernel that is refused, τ_f ≥ τ_s, a triangle, or a linear
    /// g.</exception>
    public static void Demand(Kernel kernel, Protocol protocol, Nonlinearity g)
    {
        Demand(kernel);
        if (protocol.Rise >= protocol.Fall && protocol is Sawtooth)
            throw new SzilardException(
                $"tau_f = {protocol.Rise} is not below tau_s = {protocol.Fall}: a threshold passes the fast "
                + "ramp and stops the slow one, so make the way to clamped faster than the way back.");
        if (protocol is Triangle)
            throw new SzilardException(
                $"A triangle rises in {protocol.Rise} and falls in {protocol.Fall}, so that half a cycle "
                + "later it is its own opposite: changes A and −A move the weight alike. Use `sawtooth`, "
                + "faster to clamped than back.");
        if (g is Linear)
            throw new SzilardException(
                "A linear g adds up to ∮u = I·∮s over a cycle and so to no contrast at all: use "
                + "`hard-threshold`, `soft-threshold` or `cubic`.");
    }

    /// <summary>A sentence on a threshold that no regime-ii answer can come from, or null where it lies in
    /// (|M₁|A/τ_s, |M₁|A/τ_f).</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="threshold">θ.</param>
    /// <param name="amplitude">A.</param>
    public static string? Remark(Kernel kernel, Protocol protocol, double threshold, double amplitude)
    {
        double size = Math.Abs(amplitude * kernel.FirstMoment);
        double low = size / Math.Max(protocol.Rise, protocol.Fall);
        double high = size / Math.Min(protocol.Rise, protocol.Fall);
        if (threshold > low && threshold < high)
            return null;
        return threshold >= high
            ? $"threshold {threshold:g6} ≥ A/τ_f = {high:g6}: neither ramp passes and the weight keeps "
                + "still; lower the threshold or the fast time."
            : $"threshold {threshold:g6} ≤ A/τ_s = {low:g6}: the slow ramp passes too and undoes the fast "
                + "one; raise the threshold or the slow time.";
    }

    internal static void DemandMoment(Kernel kernel)
    {
        double moment = kernel.FirstMoment, scale = kernel.TimeScale * AbsoluteArea(kernel);
        if (!(Math.Abs(moment) > 1e-9 * scale))
            throw new SzilardException(
                $"The first moment of kernel `{kernel.Card.Name}` vanishes: ∫t·K = {moment:g4} against "
                + $"{scale:g4} for ∫|K| times its time scale. It does not see slopes; use a kernel whose "
                + "lobes lie at different times.");
    }

    private static double AbsoluteArea(Kernel kernel) =>
        kernel.Impulses.Sum(i => Math.Abs(i.Weight))
            + Quadrature.Over(kernel.Mesh, t => Math.Abs(kernel.Value(t)));

    private static bool OneSigned(Kernel kernel)
    {
        double positive = kernel.Impulses.Sum(i => Math.Max(0, i.Weight))
            + Quadrature.Over(kernel.Mesh, t => Math.Max(0, kernel.Value(t)));
        double negative = positive - kernel.Area;
        return Math.Min(positive, negative) < 1e-9 * Math.Max(positive, negative);
    }
}
