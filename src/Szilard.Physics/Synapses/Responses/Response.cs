using Szilard.Physics.Synapses.Kernels;
using Szilard.Physics.Synapses.Nonlinearities;
using Szilard.Physics.Synapses.Protocols;

namespace Szilard.Physics.Synapses.Responses;

/// <summary>What a synapse sees of one protocol, for all amplitudes at once: u(t) = I·s̄ + A·φ(t), where
/// φ = K * x is the filtered unit waveform. One pass over a cycle serves every mean, amplitude and
/// nonlinearity.</summary>
/// <remarks>
/// φ and its integrals are exact at the nodes. With slope changes Δaₖ of x at its corners tₖ and the tails T
/// of the kernel, φ(t) = I·x(t) − M₁·x′(t) + Σₖ Δaₖ·Σₙ T₁(t − tₖ + nT), the sum over n reaching into all
/// earlier cycles. Between nodes φ counts as straight (relative error of its crossings below 10⁻⁴ τ_K). A
/// threshold then needs the time spent above a level and the integral there: a binary search in each monotone
/// stretch of φ, O(log N) for each amplitude. Derived here.
/// </remarks>
public sealed class Response
{
    private readonly Branches _up, _down;

    /// <summary>Filters one cycle in its periodic state.</summary>
    /// <param name="kernel">K.</param>
    /// <param name="protocol">x.</param>
    public Response(Kernel kernel, Protocol protocol)
    {
        (Kernel, Protocol, Area) = (kernel, protocol, kernel.Area);
        Times = CycleMesh.Of(kernel, protocol);
        FilteredCycle cycle = new(kernel, protocol, Times);
        Filtered = cycle.Values;
        Sums = cycle.Sums;
        (Peak, Trough) = (Filtered.Max(), Filtered.Min());
        _up = new(Times, Filtered, Sums);
        _down = new(Times, [.. Filtered.Select(v => -v)], [.. Sums.Select(v => -v)]);
    }

    /// <summary>K.</summary>
    public Kernel Kernel { get; }

    /// <summary>x.</summary>
    public Protocol Protocol { get; }

    /// <summary>I = ∫K.</summary>
    public double Area { get; }

    /// <summary>The nodes, from 0 to the period, unevenly spaced.</summary>
    public double[] Times { get; }

    /// <summary>φ at the nodes.</summary>
    public double[] Filtered { get; }

    /// <summary>∫₀ᵗ φ at the nodes; the last is ∮φ, 0 to rounding.</summary>
    public double[] Sums { get; }

    /// <summary>max φ.</summary>
    public double Peak { get; }

    /// <summary>min φ.</summary>
    public double Trough { get; }

    /// <summary>u at any time of the periodic state.</summary>
    /// <param name="time">t.</param>
    /// <param name="mean">s̄, the mean current over the cycle.</param>
    /// <param name="amplitude">A, max − min of the current.</param>
    public double At(double time, double mean, double amplitude)
    {
        double within = time - (Protocol.Period * Math.Floor(time / Protocol.Period));
        int found = Array.BinarySearch(Times, within);
        int j = Math.Clamp(found < 0 ? ~found : found, 1, Times.Length - 1);
        double share = (within - Times[j - 1]) / (Times[j] - Times[j - 1]);
        double filtered = Filtered[j - 1] + (share * (Filtered[j] - Filtered[j - 1]));
        return (Area * mean) + (amplitude * filtered);
    }

    /// <summary>Δw = ∮ g(u) dt for each amplitude.</summary>
    /// <param name="g">The nonlinearity.</param>
    /// <param name="mean">s̄.</param>
    /// <param name="amplitudes">A, either sign.</param>
    public double[] Changes(Nonlinearity g, double mean, ReadOnlySpan<double> amplitudes)
    {
        double[] changes = new double[amplitudes.Length];
        for (int i = 0; i < changes.Length; i++)
            changes[i] = Change(g, mean, amplitudes[i]);
        return changes;
    }

    /// <summary>Δw = ∮ g(u) dt over one cycle.</summary>
    public double Change(Nonlinearity g, double mean, double amplitude)
    {
        double level = Area * mean;
        return g switch
        {
            HardThreshold hard when amplitude != 0 => Passed(hard.Threshold, level, amplitude, 0),
            SoftThreshold soft when amplitude != 0 =>
                Passed(soft.Threshold, level, amplitude, soft.Threshold),
            Linear => (level * Protocol.Period) + (amplitude * Sums[^1]),
            _ => Integral(u => g.Value(u), level, amplitude),
        };
    }

    /// <summary>The mean of Δw where Gaussian noise of deviation <paramref name="deviation"/> is added to u:
    /// thresholds rectify it. Noise in s is noise in u of variance D·∫K²
    /// (<see cref="Kernel.SquaredNorm"/>).</summary>
    public double MeanChange(Nonlinearity g, double mean, double amplitude, double deviation) =>
        deviation == 0
            ? Change(g, mean, amplitude)
            : Integral(u => g.Mean(u, deviation), Area * mean, amplitude);

    /// <summary>∮ of u beyond ±θ, less <paramref name="lowered"/> wherever it passes.</summary>
    private double Passed(double threshold, double level, double amplitude, double lowered)
    {
        (Branches rising, Branches falling) = amplitude > 0 ? (_up, _down) : (_down, _up);
        double size = Math.Abs(amplitude);
        if (threshold == 0)
            return (level * Protocol.Period) + (amplitude * Sums[^1]);
        (double above, double gained) = rising.Above((threshold - level) / size);
        (double below, double lost) = falling.Above((threshold + level) / size);
        return (size * (gained - lost)) + (level * (above + below)) - (lowered * (above - below));
    }

    /// <summary>Simpson's rule between nodes, exact for cubics of a straight u.</summary>
    private double Integral(Func<double, double> f, double level, double amplitude)
    {
        double sum = 0, left = f(level + (amplitude * Filtered[0]));
        for (int i = 1; i < Times.Length; i++)
        {
            double right = f(level + (amplitude * Filtered[i]));
            double middle = f(level + (amplitude * (Filtered[i - 1] + Filtered[i]) / 2));
            sum += (Times[i] - Times[i - 1]) * (left + (4 * middle) + right) / 6;
            left = right;
        }
        return sum;
    }
}
