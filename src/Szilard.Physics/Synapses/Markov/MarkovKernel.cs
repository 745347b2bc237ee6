namespace Szilard.Physics.Synapses.Markov;

/// <summary>The memory kernel of a Markov synapse: the derivative of its step response, turned upside down
/// and normalised, in the convention of the published figures.</summary>
/// <remarks>
/// The response to a step of the signal is followed for 5 units of the ladder's time in 10 000 intervals.
/// Central differences, with the first value taken twice so that the whole initial jump is inside (without it
/// half of the jump is lost, and areas change sign), give 10 000 taps. They are then played back within 1
/// unit of time, so that one unit of the kernel's time is <see cref="SpeedUp"/> of the ladder's. The sign is
/// reversed because signal lowers activity, and the taps are divided by the size of their first moment.
/// <para>The response of the ladder to a step is not linear in the step; the kernel of a large step is used
/// as though it were. The convention is that of Falk, Strupp, Scellier and Murugan 2025 (their code), except
/// that occupations are propagated exactly instead of by an adaptive integrator.</para>
/// </remarks>
public sealed record MarkovKernel
{
    /// <summary>Units of the ladder's time in one unit of the kernel's time.</summary>
    public const double SpeedUp = 5;

    /// <summary>How many taps.</summary>
    public const int TapCount = 10_000;

    private MarkovKernel(StepResponse response, double[] taps, double moment)
    {
        (Response, Taps, RawFirstMoment) = (response, taps, moment);
        Area = taps.Average();
    }

    /// <summary>The kernel on [0, 1], at multiples of 1/10 000, normalised to a first moment of size
    /// 1.</summary>
    public IReadOnlyList<double> Taps { get; }

    /// <summary>I, the area of the normalised kernel: the offset that a constant signal leaves. 0 is perfect
    /// adaptation.</summary>
    public double Area { get; }

    /// <summary>The first moment before normalisation, after the change of sign; negative for a kernel that
    /// differentiates.</summary>
    public double RawFirstMoment { get; }

    /// <summary>The step response behind the kernel.</summary>
    public StepResponse Response { get; }

    /// <summary>The kernel differentiates: its first moment is negative. Where this is false, normalisation
    /// hides that adaptation is lost (near γ = 1), and the synapse cannot learn contrastively.</summary>
    public bool Adapts => RawFirstMoment < 0;

    /// <summary>All taps have the same sign, as with detailed balance, where no step response turns back.
    /// </summary>
    public bool IsSingleSigned => Taps.All(t => t >= -Noise) || Taps.All(t => t <= Noise);

    /// <summary>Rounding of differences of occupations, 1e-13 of them over twice the spacing.</summary>
    private double Noise => 1e-13 * TapCount / Math.Abs(RawFirstMoment);

    /// <summary>The kernel of a ladder from a step of signal.</summary>
    /// <param name="ladder">The synapse.</param>
    /// <param name="signal">The signal after the step, &gt; 0, in µM.</param>
    /// <param name="background">The signal before; 0 in the published figures.</param>
    /// <exception cref="Parts.SzilardException">The step is zero, or a signal is negative.</exception>
    public static MarkovKernel Of(MethylationLadder ladder, double signal, double background = 0)
    {
        if (signal == background)
            throw new Parts.SzilardException(
                $"The signal stays at {signal} µM, and without a step there is no response to make a kernel "
                + "of; give two different signals.");
        StepResponse response = StepResponse.Of(
            ladder.Rates(background), ladder.Rates(signal), ladder.Readout, SpeedUp, TapCount);
        return Of(response);
    }

    /// <summary>The kernel of a step response of 10 000 intervals; a fall of the readout is the positive
    /// lobe.</summary>
    public static MarkovKernel Of(StepResponse response)
    {
        if (response.Values.Length != TapCount + 1)
            throw new ArgumentException(
                $"A kernel needs {TapCount} intervals, but the response has {response.Values.Length - 1}.");
        double[] taps = Differences(response.Values);
        double moment = FirstMoment(taps);
        for (int k = 0; k < taps.Length; k++)
            taps[k] /= Math.Abs(moment);
        return new MarkovKernel(response, taps, moment);
    }

    /// <summary>−dP/dt in the kernel's time, P(0) taken twice.</summary>
    private static double[] Differences(double[] values)
    {
        var taps = new double[TapCount];
        for (int k = 0; k < TapCount; k++)
            taps[k] = -(values[k + 1] - values[Math.Max(k - 1, 0)]) * TapCount / 2;
        return taps;
    }

    /// <summary>∫ t K dt by the trapezoidal rule, as published.</summary>
    private static double FirstMoment(double[] taps)
    {
        double sum = 0;
        for (int k = 0; k < taps.Length; k++)
            sum += k * taps[k] * (k == TapCount - 1 ? 0.5 : 1);
        return sum / TapCount / TapCount;
    }
}
