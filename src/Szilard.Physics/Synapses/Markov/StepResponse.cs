using System.Numerics.Tensors;
using Szilard.Thermodynamics.MarkovJumps;

namespace Szilard.Physics.Synapses.Markov;

/// <summary>How a readout of a jump process answers when its rates change for good at t = 0, from the steady
/// state of the old ones; computed exactly at equally spaced times.</summary>
/// <param name="Values">The expected readout at t = 0, δ, 2δ, …, window.</param>
/// <param name="Window">How long, in the unit of time of the rates.</param>
/// <param name="Settled">The readout after infinite time.</param>
public sealed record StepResponse(double[] Values, double Window, double Settled)
{
    /// <summary>Before the step.</summary>
    public double Baseline => Values[0];

    /// <summary>The farthest from the baseline, with its sign.</summary>
    public double Peak => Values.Select(v => v - Baseline).MaxBy(Math.Abs);

    /// <summary>What is left of the answer at the end of the window.</summary>
    public double Residual => Values[^1] - Baseline;

    /// <summary>What is left of the answer for ever.</summary>
    public double SettledResidual => Settled - Baseline;

    /// <summary>The part of the peak that is taken back within the window: 1 is perfect adaptation, 0 none.
    /// </summary>
    public double Recovery => Peak == 0 ? 0 : 1 - (Residual / Peak);

    /// <summary>The answer of any process to any step.</summary>
    /// <param name="before">The rates before, ergodic.</param>
    /// <param name="after">The rates after, ergodic.</param>
    /// <param name="readout">The value of each state.</param>
    /// <param name="window">How long, &gt; 0.</param>
    /// <param name="intervals">How many steps of time, ≥ 1.</param>
    /// <exception cref="Parts.SzilardException">A process is not ergodic.</exception>
    public static StepResponse Of(
        RateMatrix before, RateMatrix after, ReadOnlySpan<double> readout, double window, int intervals)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(window);
        ArgumentOutOfRangeException.ThrowIfLessThan(intervals, 1);
        if (readout.Length != before.States || after.States != before.States)
            throw new ArgumentException(
                $"{before.States} states before, {after.States} after and {readout.Length} readings "
                + "do not fit; give as many of each.");
        double settled = TensorPrimitives.Dot(SteadyState.Of(after), readout);
        double[] values = Sample(after, SteadyState.Of(before), readout, window / intervals, intervals + 1);
        return new StepResponse(values, window, settled);
    }

    /// <summary>E[f(x)] at kδ for all k, as products of f after few steps with p after many: √count products
    /// with the matrix of each kind instead of count.</summary>
    private static double[] Sample(
        RateMatrix rates, double[] initial, ReadOnlySpan<double> readout, double step, int count)
    {
        int stride = (int)Math.Ceiling(Math.Sqrt(count));
        double[][] readings = Readings(Propagator.Of(rates, step), readout, stride);
        Propagator leap = Propagator.Of(rates, step * stride);
        var values = new double[count];
        for (int start = 0; start < count; start += stride, initial = leap.Apply(initial))
            for (int k = start; k < Math.Min(start + stride, count); k++)
                values[k] = TensorPrimitives.Dot(initial, readings[k - start]);
        return values;
    }

    private static double[][] Readings(Propagator step, ReadOnlySpan<double> readout, int count)
    {
        var readings = new double[count][];
        readings[0] = readout.ToArray();
        for (int k = 1; k < count; k++)
            readings[k] = step.Expect(readings[k - 1]);
        return readings;
    }
}
