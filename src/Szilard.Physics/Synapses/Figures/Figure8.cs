using Szilard.Physics.Synapses.Kernels;
using Szilard.Physics.Synapses.Nonlinearities;
using Szilard.Physics.Synapses.Protocols;
using Szilard.Physics.Synapses.Responses;

namespace Szilard.Physics.Synapses.Figures;

/// <summary>Figure 8: what is learned of one change of current, Δw/A, against the speed of the fast ramp,
/// τ_f/τ_K. Nothing at all where no window of width τ_f holds enough of the kernel's memory.</summary>
/// <remarks>Source: Falk, Strupp, Scellier, Murugan 2025 (published code): A = 20, s̄ = 0, τ_K = 0.05,
/// τ_f = 0.01 … 8 in 79 points, τ_f + τ_s = 20 (the code passes 20 as the whole period),
/// θ = (A/20 + A/τ_f)/2.</remarks>
/// <param name="Ratios">τ_f/τ_K.</param>
/// <param name="Changes">Δw/A, simulated.</param>
/// <param name="Predicted">Δw/A by the formula for long ramps; NaN where it does not hold.</param>
public sealed record Figure8(double[] Ratios, double[] Changes, double[] Predicted)
{
    private const double Amplitude = 20, Period = 20, TimeScale = 0.05;

    /// <summary>The figure on its published grid.</summary>
    public static Figure8 Compute() =>
        At([.. Enumerable.Range(0, 79).Select(i => (0.01 + (7.99 * i / 78)) / TimeScale)]);

    /// <summary>The figure at given τ_f/τ_K, each in (0, 200).</summary>
    public static Figure8 At(double[] ratios)
    {
        Chemotaxis kernel = new(TimeScale);
        (double Change, double Formula)[] points = [.. ratios.Select(r => Point(kernel, r * TimeScale))];
        return new(ratios, [.. points.Select(p => p.Change)], [.. points.Select(p => p.Formula)]);
    }

    /// <summary>The τ_f/τ_K above which anything is learned, found on the kernel: the best window of width
    /// τ_f holds the share q = (θ + A/τ_s)/(A/τ_f + A/τ_s) of its memory.</summary>
    public static double Onset()
    {
        (double low, double high) = (0.1, 20);
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = At([middle]).Changes[0] == 0 ? (middle, high) : (low, middle);
        }
        return high;
    }

    private static (double Change, double Formula) Point(Chemotaxis kernel, double fast)
    {
        Sawtooth protocol = new(fast, Period - fast);
        HardThreshold g = new(((Amplitude / Period) + (Amplitude / fast)) / 2);
        var formula = Prediction.Of(kernel, protocol, g, 0, Amplitude);
        return (new Response(kernel, protocol).Change(g, 0, Amplitude) / Amplitude,
            formula.Holds ? formula.Change / Amplitude : double.NaN);
    }
}
