using Szilard.Physics.Synapses.Kernels;
using Szilard.Physics.Synapses.Nonlinearities;
using Szilard.Physics.Synapses.Protocols;
using Szilard.Physics.Synapses.Responses;

namespace Szilard.Physics.Synapses.Figures;

/// <summary>One point of figures 4C and 5C: the learning curve of one pair of ramps in four
/// numbers.</summary>
/// <param name="Fast">τ_f.</param>
/// <param name="Slow">τ_s.</param>
/// <param name="Range">A_max/A_min; 1 where nothing is learned.</param>
/// <param name="Slope">dΔw/dA in regime ii; NaN where fewer than two amplitudes lie in it.</param>
/// <param name="Offset">Δw at A → 0 of the line in regime ii, in units of A_max; NaN as above.</param>
public sealed record LearningPoint(double Fast, double Slow, double Range, double Slope, double Offset)
{
    /// <summary>The published criterion: the slope lies in (0.75, 1.25).</summary>
    public bool Learns => Slope is > 0.75 and < 1.25;

    /// <summary>The point of one kernel and pair of ramps, from the published grid of 400 amplitudes in
    /// [0, 0.75·A_max) with θ = A_max/τ_s; the line is fitted from A_min to the end of regime ii.</summary>
    /// <param name="kernel">K.</param>
    /// <param name="fast">τ_f.</param>
    /// <param name="slow">τ_s; where it is not above τ_f nothing is computed, since nothing can be
    /// learned.</param>
    /// <param name="mean">s̄.</param>
    public static LearningPoint Of(Kernel kernel, double fast, double slow, double mean)
    {
        if (fast >= slow)
            return new(fast, slow, 1, double.NaN, double.NaN);
        Response response = new(kernel, new Sawtooth(fast, slow));
        HardThreshold g = new(Figure4B.Greatest / slow);
        double[] changes = response.Changes(g, mean, _amplitudes);
        var range = AmplitudeRange.Of(response, g, mean);
        LineFit line = LineFit.Through(_amplitudes, changes, range.Least, range.Greatest);
        return new(fast, slow, range.Width, line.Slope, line.Intercept / Figure4B.Greatest);
    }

    private static readonly double[] _amplitudes =
        [.. Enumerable.Range(0, 400).Select(i => 0.75 * Figure4B.Greatest * i / 400)];
}
