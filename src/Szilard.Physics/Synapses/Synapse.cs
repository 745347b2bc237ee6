using Szilard.Physics.Synapses.Kernels;
using Szilard.Physics.Synapses.Nonlinearities;
using Szilard.Physics.Synapses.Protocols;
using Szilard.Physics.Synapses.Responses;

namespace Szilard.Physics.Synapses;

/// <summary>A synapse with memory under a periodic clamp: dw/dt = g(u), u = K * s, s = s̄ + A·x(t).</summary>
/// <param name="Kernel">K.</param>
/// <param name="Protocol">x.</param>
/// <param name="Nonlinearity">g.</param>
/// <param name="Mean">s̄ = (s_clamped + s_free)/2 for ramps.</param>
public sealed record Synapse(Kernel Kernel, Protocol Protocol, Nonlinearity Nonlinearity, double Mean)
{
    /// <summary>Δw per cycle for each amplitude, simulated and predicted, with regimes and breaks.</summary>
    /// <param name="amplitudes">A = s_clamped − s_free, either sign.</param>
    /// <exception cref="Parts.SzilardException">The synapse can never learn by contrast
    /// (<see cref="ContrastCheck.Demand(Kernel, Protocol, Nonlinearity)"/>).</exception>
    public WeightCurve Curve(ReadOnlySpan<double> amplitudes)
    {
        ContrastCheck.Demand(Kernel, Protocol, Nonlinearity);
        return Measure(amplitudes);
    }

    /// <summary>The same without any check: controls (monotone kernels, linear g, τ_f ≥ τ_s, triangle) may
    /// run.</summary>
    /// <param name="amplitudes">A.</param>
    public WeightCurve Measure(ReadOnlySpan<double> amplitudes)
    {
        Response response = new(Kernel, Protocol);
        AmplitudeRange range = AmplitudeRange.Of(response, Nonlinearity, Mean);
        AmplitudeRange mirrored = AmplitudeRange.Of(response, Nonlinearity, -Mean);
        double[] given = amplitudes.ToArray();
        return new(
            given,
            response.Changes(Nonlinearity, Mean, given),
            [.. given.Select(a => Prediction.Of(Kernel, Protocol, Nonlinearity, Mean, a))],
            [.. given.Select(a => a < 0 ? mirrored.Of(-a) : range.Of(a))],
            range,
            [.. given.Select(Remark).OfType<string>()]);
    }

    private string? Remark(double amplitude) =>
        Nonlinearity.Cutoff > 0
            && ContrastCheck.Remark(Kernel, Protocol, Nonlinearity.Cutoff, amplitude) is { } why
            ? $"amplitude {amplitude:g6}: {why}"
            : null;
}

/// <summary>Δw against A.</summary>
/// <param name="Amplitudes">A, n.</param>
/// <param name="Changes">Δw, n, simulated.</param>
/// <param name="Predicted">Δw from the formula, n, each with its validity.</param>
/// <param name="Regimes">n.</param>
/// <param name="Range">A_min and A_max.</param>
/// <param name="Remarks">Sentences on amplitudes whose ramps the threshold does not part.</param>
public sealed record WeightCurve(
    double[] Amplitudes, double[] Changes, Prediction[] Predicted, Regime[] Regimes, AmplitudeRange Range,
    string[] Remarks);
