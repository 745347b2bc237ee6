using Szilard.Parts;
using Szilard.Physics.Synapses.Responses;
using Szilard.Tensors;

namespace Szilard.Physics.Synapses;

/// <summary>What noise makes of the change of a weight, simulated and predicted.</summary>
/// <param name="Amplitude">A.</param>
/// <param name="Mean">Δw per cycle, the mean over simulated cycles.</param>
/// <param name="StandardError">Of that mean.</param>
/// <param name="Predicted">∮ E[g(u + σξ)] dt: g against the normal density of u.</param>
/// <param name="Quiet">Δw without noise.</param>
public sealed record NoisyChange(
    double Amplitude, double Mean, double StandardError, double Predicted, double Quiet)
{
    private const int StepsPerTimeScale = 20, MostSamples = 20_000;

    /// <summary>The rectification bias: what a threshold makes of noise that has none itself.</summary>
    public double Bias => Predicted - Quiet;

    /// <summary>The mean less the prediction, in standard errors.</summary>
    public double Deviation => (Mean - Predicted) / StandardError;

    /// <summary>Simulates noisy cycles.</summary>
    /// <param name="synapse">Kernel, protocol, nonlinearity, mean.</param>
    /// <param name="amplitude">A.</param>
    /// <param name="noise">How much, and where; noise of the memory is drawn anew for each sample.</param>
    /// <param name="cycles">How many, ≥ 2.</param>
    /// <param name="key">Randomness.</param>
    /// <exception cref="SzilardException">Fewer than two cycles, or noise in the current through a kernel
    /// with impulses.</exception>
    public static NoisyChange Of(Synapse synapse, double amplitude, Noise noise, int cycles, RandomKey key)
    {
        if (cycles < 2)
            throw new SzilardException($"{cycles} noisy cycles have no standard error; simulate at least 2.");
        double deviation = noise.DeviationIn(synapse.Kernel), period = synapse.Protocol.Period;
        double[] changes = PlainIntegration.NoisyChanges(
            synapse.Kernel, synapse.Protocol, synapse.Nonlinearity, synapse.Mean, amplitude,
            Math.Max(synapse.Kernel.TimeScale / StepsPerTimeScale, period / MostSamples), noise, cycles, key);
        double mean = changes.Average();
        double variance = changes.Sum(c => (c - mean) * (c - mean)) / (cycles - 1);
        Response response = new(synapse.Kernel, synapse.Protocol);
        return new(
            amplitude, mean, Math.Sqrt(variance / cycles),
            response.MeanChange(synapse.Nonlinearity, synapse.Mean, amplitude, deviation),
            response.Change(synapse.Nonlinearity, synapse.Mean, amplitude));
    }
}
