namespace Szilard.Physics.Synapses.Markov;

/// <summary>A Markov synapse and the step of signal from which its kernel is made.</summary>
/// <param name="Gamma">γ of the ladder.</param>
/// <param name="RateFactor">R of the ladder.</param>
/// <param name="Signal">The signal after the step from 0, in µM.</param>
public sealed record OffsetSample(double Gamma, double RateFactor, double Signal)
{
    /// <summary>The synapse.</summary>
    public MethylationLadder Ladder => new(Gamma, RateFactor);
}

/// <summary>What a Markov synapse pays and how far its learning is off: one point of figure 6B.</summary>
/// <param name="Sample">The synapse.</param>
/// <param name="Dissipation">σ at signal 0, in k_B T per unit of the ladder's time. With the sample's own R;
/// the published figure computes it with R = 25 throughout, which changes it by up to 3 %.</param>
/// <param name="Area">I of the normalised kernel.</param>
/// <param name="Adapts">The kernel differentiates; where not, the point says nothing about learning.</param>
/// <param name="LeastAmplitude">A_min/A_max: where the linear part begins; 1 where there is none.</param>
/// <param name="Slope">Of Δw/A_max over A/A_max in the linear part.</param>
/// <param name="Intercept">Of that line, in units of A_max; often negative, because the threshold contains
/// the area.</param>
public sealed record OffsetPoint(
    OffsetSample Sample, double Dissipation, double Area, bool Adapts,
    double LeastAmplitude, double Slope, double Intercept)
{
    /// <summary>The published vertical axis, ln |intercept/10|. It is called offset over mean signal there,
    /// but the intercept is in units of A_max; <see cref="RelativeOffset"/> is the physical ratio. −∞ where
    /// no amplitude passes the threshold, as for most synapses that do not adapt.</summary>
    public double LogOffset => Math.Log(Math.Abs(Intercept / 10));

    /// <summary>|Offset| of the weight change over the mean signal.</summary>
    /// <param name="conditions">Those of the measurement.</param>
    public double RelativeOffset(OffsetConditions conditions) =>
        Math.Abs(Intercept) * conditions.LargestAmplitude / conditions.MeanSignal;
}
