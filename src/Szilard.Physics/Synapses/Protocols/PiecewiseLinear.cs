using Szilard.Parts;

namespace Szilard.Physics.Synapses.Protocols;

/// <summary>Any waveform through given points, closed linearly at the end of the cycle, and brought to mean 0
/// and range 1.</summary>
public sealed record PiecewiseLinear : Protocol
{
    /// <summary>The waveform through those points.</summary>
    /// <param name="times">n ≥ 2 rising times, the first 0, the last below <paramref name="period"/>.</param>
    /// <param name="values">n values, not all equal.</param>
    /// <param name="period">T.</param>
    /// <exception cref="SzilardException">Points that make no waveform.</exception>
    public PiecewiseLinear(IReadOnlyList<double> times, IReadOnlyList<double> values, double period)
    {
        Demand(times, values, period);
        Period = period;
        (OriginalMean, OriginalRange) = (Mean(times, values, period), values.Max() - values.Min());
        Corners = [.. times.Zip(values, (t, v) => new Corner(t, (v - OriginalMean) / OriginalRange))];
    }

    /// <summary>The waveform through n equally spaced samples of one cycle.</summary>
    /// <param name="samples">n ≥ 2 values at t = 0, T/n, 2T/n, …</param>
    /// <param name="period">T.</param>
    public static PiecewiseLinear FromSamples(IReadOnlyList<double> samples, double period) =>
        new([.. Enumerable.Range(0, samples.Count).Select(i => i * period / samples.Count)], samples, period);

    /// <summary>The catalogue line.</summary>
    public static Part<Protocol> Part { get; } = new(
        new PartCard("piecewise-linear", "Any waveform through given points.", "definition")
        {
            Formula = "x(t) = (v(t) − v̄)/(max v − min v), v linear between points and periodic",
            Parameters =
            [
                new NumbersParameter("times", "Rising times, the first 0.", [0, 0.5, 5], 0),
                new NumbersParameter("values", "The value at each time.", [0, 1, 0.2]),
                new NumberParameter("period", "Duration T of a cycle.", 10, 0) { MinimumExcluded = true },
            ],
        },
        s => new PiecewiseLinear(s.Numbers("times"), s.Numbers("values"), s.Number("period")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override double Period { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Corner> Corners { get; }

    /// <summary>The mean over time of the given values: s̄ if they were currents.</summary>
    public double OriginalMean { get; }

    /// <summary>max − min of the given values: A if they were currents.</summary>
    public double OriginalRange { get; }

    private static double Mean(IReadOnlyList<double> times, IReadOnlyList<double> values, double period)
    {
        double sum = 0;
        for (int k = 0; k < times.Count; k++)
        {
            double end = k + 1 < times.Count ? times[k + 1] : period;
            sum += (end - times[k]) * (values[k] + values[(k + 1) % values.Count]) / 2;
        }
        return sum / period;
    }

    private static void Demand(IReadOnlyList<double> times, IReadOnlyList<double> values, double period)
    {
        if (times.Count != values.Count || times.Count < 2)
            throw new SzilardException(
                $"A waveform needs a value for each time and at least 2 of them, but {times.Count} times and "
                + $"{values.Count} values were given.");
        for (int k = 0; k < times.Count; k++)
        {
            if (!(k == 0 ? times[k] == 0 : times[k] > times[k - 1]) || !(times[k] < period))
                throw new SzilardException(
                    $"Time {k} of the waveform is {times[k]}: times start at 0, rise, and stay below the "
                    + $"period {period}.");
            if (!double.IsFinite(values[k]))
                throw new SzilardException($"Value {k} of the waveform is {values[k]}: give finite numbers.");
        }
        if (values.Max() == values.Min())
            throw new SzilardException(
                $"All {values.Count} values of the waveform are {values[0]}: nothing moves, so there is "
                + "nothing to compare; let free and clamped differ.");
    }
}
