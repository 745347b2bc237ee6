using Szilard.Physics.Synapses.Kernels;
using Szilard.Physics.Synapses.Nonlinearities;
using Szilard.Physics.Synapses.Protocols;
using Szilard.Tensors;

namespace Szilard.Physics.Synapses.Responses;

/// <summary>The slow and obvious way: sample one cycle, convolve it with a sampled kernel, add up g(u). The
/// reference that <see cref="Response"/> and <see cref="Prediction"/> are tested against, and the only way
/// with noise drawn sample by sample. Cost N·min(N, L) for N samples of the cycle and L of the
/// kernel.</summary>
public static class PlainIntegration
{
    /// <summary>Δw of one cycle.</summary>
    /// <param name="kernel">K.</param>
    /// <param name="protocol">x.</param>
    /// <param name="g">g.</param>
    /// <param name="mean">s̄.</param>
    /// <param name="amplitude">A.</param>
    /// <param name="step">Sampling step; the nearest that divides the period is taken.</param>
    public static double Change(
        Kernel kernel, Protocol protocol, Nonlinearity g, double mean, double amplitude, double step)
    {
        double[] current = Current(protocol, mean, amplitude, step);
        return Sum(g, Seen(kernel, current, protocol.Period), protocol.Period);
    }

    /// <summary>Δw of each of several noisy cycles.</summary>
    /// <param name="kernel">K.</param>
    /// <param name="protocol">x.</param>
    /// <param name="g">g.</param>
    /// <param name="mean">s̄.</param>
    /// <param name="amplitude">A.</param>
    /// <param name="step">Sampling step.</param>
    /// <param name="noise">How much, and where.</param>
    /// <param name="cycles">How many.</param>
    /// <param name="key">Each cycle draws from its own child.</param>
    public static double[] NoisyChanges(
        Kernel kernel, Protocol protocol, Nonlinearity g, double mean, double amplitude, double step,
        Noise noise, int cycles, RandomKey key)
    {
        double[] quiet = Current(protocol, mean, amplitude, step);
        double perSample = Math.Sqrt(noise.CurrentIntensity * quiet.Length / protocol.Period);
        double[] changes = new double[cycles];
        for (int i = 0; i < cycles; i++)
        {
            double[] u = Seen(kernel, Stirred(quiet, perSample, key.Split("current", i)), protocol.Period);
            changes[i] = Sum(g, Stirred(u, noise.MemoryDeviation, key.Split("memory", i)), protocol.Period);
        }
        return changes;
    }

    /// <summary>u at the samples of a periodic current: every earlier cycle counts.</summary>
    /// <param name="kernel">K, by Simpson's rule against a current that is straight between samples.</param>
    /// <param name="current">s at N equally spaced times of one cycle.</param>
    /// <param name="period">T.</param>
    public static double[] Seen(Kernel kernel, ReadOnlySpan<double> current, double period)
    {
        double[] taps = Fold(kernel, current.Length, period / current.Length);
        double[] seen = new double[current.Length];
        for (int k = 0; k < seen.Length; k++)
        {
            double sum = 0;
            for (int j = 0; j < taps.Length; j++)
                sum += taps[j] * current[k - j < 0 ? k - j + seen.Length : k - j];
            seen[k] = sum;
        }
        return seen;
    }

    /// <summary>∫K·(1 − x) and ∫K·x over each step, folded into one cycle; impulses are shared
    /// likewise.</summary>
    private static double[] Fold(Kernel kernel, int count, double step)
    {
        double[] taps = new double[count];
        int length = (int)Math.Ceiling(kernel.Extent / step);
        for (int j = 0; j < length; j++)
        {
            double start = kernel.Value(j * step), middle = kernel.Value((j + 0.5) * step);
            double end = kernel.Value((j + 1 - 1e-9) * step); // inside the cell of a sampled kernel
            taps[j % count] += (start + (2 * middle)) * step / 6;
            taps[(j + 1) % count] += ((2 * middle) + end) * step / 6;
        }
        foreach (Impulse impulse in kernel.Impulses)
        {
            double place = impulse.Time / step, whole = Math.Floor(place);
            taps[(int)whole % count] += impulse.Weight * (1 - (place - whole));
            taps[((int)whole + 1) % count] += impulse.Weight * (place - whole);
        }
        int used = Array.FindLastIndex(taps, t => t != 0) + 1;
        return taps[..used];
    }

    private static double[] Current(Protocol protocol, double mean, double amplitude, double step)
    {
        int count = Math.Max(2, (int)Math.Round(protocol.Period / step));
        return
        [
            .. Enumerable.Range(0, count)
                .Select(k => mean + (amplitude * protocol.Value(k * protocol.Period / count))),
        ];
    }

    private static double[] Stirred(double[] values, double deviation, RandomKey key)
    {
        if (deviation == 0)
            return values;
        RandomStream stream = key.Stream();
        double[] stirred = new double[values.Length];
        for (int k = 0; k < values.Length; k++)
            stirred[k] = values[k] + (deviation * stream.NextNormal());
        return stirred;
    }

    private static double Sum(Nonlinearity g, double[] seen, double period)
    {
        double sum = 0;
        foreach (double u in seen)
            sum += g.Value(u);
        return sum * period / seen.Length;
    }
}

/// <summary>Gaussian noise in a synapse.</summary>
/// <param name="CurrentIntensity">D of white noise in s: it shows in u with variance D·∫K².</param>
/// <param name="MemoryDeviation">σ of noise added to u itself, in units of u.</param>
public sealed record Noise(double CurrentIntensity, double MemoryDeviation)
{
    /// <summary>The deviation of u that both make together.</summary>
    /// <exception cref="Parts.SzilardException">Noise in s through a kernel with an impulse.</exception>
    public double DeviationIn(Kernel kernel) => Math.Sqrt(
        (CurrentIntensity > 0 ? CurrentIntensity * kernel.SquaredNorm() : 0)
            + (MemoryDeviation * MemoryDeviation));
}
