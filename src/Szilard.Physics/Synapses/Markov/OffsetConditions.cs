namespace Szilard.Physics.Synapses.Markov;

/// <summary>Under which protocol the offset of a synapse is measured. The defaults are those of the published
/// figure 6B.</summary>
public sealed record OffsetConditions
{
    /// <summary>s̄, the mean of the signal that the synapse integrates.</summary>
    public double MeanSignal { get; init; } = 10;

    /// <summary>A_max, the largest change from free to clamped that is to be learned.</summary>
    public double LargestAmplitude { get; init; } = 50;

    /// <summary>τ_f, in the kernel's time.</summary>
    public double Fast { get; init; } = 3;

    /// <summary>τ_s, in the kernel's time.</summary>
    public double Slow { get; init; } = 15;

    /// <summary>How many amplitudes are tried, from 0 up to but without <see cref="Reach"/>·A_max.</summary>
    public int Amplitudes { get; init; } = 500;

    /// <summary>How far beyond A_max amplitudes are tried.</summary>
    public double Reach { get; init; } = 1.25;

    /// <summary>Where the linear part begins: the first amplitude with Δw/A_max above this.</summary>
    public double Onset { get; init; } = 0.05;

    /// <summary>The amplitudes, evenly spaced.</summary>
    public double[] Grid() =>
        [.. Enumerable.Range(0, Amplitudes).Select(k => k * Reach * LargestAmplitude / Amplitudes)];

    /// <summary>θ = |−A_max/τ_s + I(s̄ + A_max/2)|, which tells the slow ramp at A_max apart.</summary>
    /// <param name="area">I of the kernel.</param>
    public double Threshold(double area) =>
        Math.Abs((-LargestAmplitude / Slow) + (area * (MeanSignal + (LargestAmplitude / 2))));
}
