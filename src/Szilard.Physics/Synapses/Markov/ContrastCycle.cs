namespace Szilard.Physics.Synapses.Markov;

/// <summary>One update of a contrastive synapse, for the purpose of its costs.</summary>
/// <param name="MeanSignal">s̄ &gt; 0.</param>
/// <param name="LargestAmplitude">A_max &gt; 0, the largest change from free to clamped.</param>
/// <param name="Fast">τ_f &gt; 0, in the kernel's time.</param>
/// <param name="Slow">τ_s &gt; τ_f, in the kernel's time; τ_s/τ_f is the range A_max/A_min.</param>
/// <param name="SpeedUp">Units of the ladder's time in one unit of the kernel's time: 5 for kernels of
/// <see cref="MarkovKernel"/>; 1 where dissipation is counted per unit of the protocol's time.</param>
public sealed record ContrastCycle(
    double MeanSignal, double LargestAmplitude, double Fast, double Slow,
    double SpeedUp = MarkovKernel.SpeedUp)
{
    /// <summary>The whole cycle in the ladder's time.</summary>
    public double Duration => SpeedUp * (Fast + Slow);

    /// <summary>ε = I·s̄·τ_f/A_max: the part of the largest weight change that a constant signal
    /// adds.</summary>
    /// <remarks>Derived here: the signal leaks through the window of the fast ramp only.</remarks>
    /// <param name="area">I of a kernel of first moment −1.</param>
    public double OffsetError(double area) => area * MeanSignal * Fast / LargestAmplitude;

    /// <summary>The area that leaves an offset error ε.</summary>
    /// <param name="error">ε.</param>
    public double Area(double error) => error * LargestAmplitude / (MeanSignal * Fast);

    /// <summary>W = σ × duration, in k_B T per update.</summary>
    /// <param name="dissipation">σ, in k_B T per unit of the ladder's time.</param>
    public double Energy(double dissipation) => dissipation * Duration;
}
