using Szilard.Parts;

namespace Szilard.Observables.Dynamics;

/// <summary>A reading over training steps, of which only finite values are kept.</summary>
public sealed record ReadingCurve
{
    /// <summary>A curve.</summary>
    /// <param name="steps">Steps ≥ 0.</param>
    /// <param name="values">As many values.</param>
    /// <exception cref="SzilardException">There are more of one than of the other.</exception>
    public ReadingCurve(IEnumerable<long> steps, IEnumerable<double> values)
    {
        long[] at = [.. steps];
        double[] read = [.. values];
        if (at.Length != read.Length)
            throw new SzilardException(
                $"{at.Length} steps and {read.Length} values make no curve; give as many.");
        (long Step, double Value)[] points =
            [.. at.Zip(read).Where(p => double.IsFinite(p.Second))
                .OrderBy(p => p.First).DistinctBy(p => p.First)];
        (Steps, Values) = ([.. points.Select(p => p.Step)], [.. points.Select(p => p.Value)]);
    }

    /// <summary>Steps, increasing.</summary>
    public IReadOnlyList<long> Steps { get; }

    /// <summary>Values, all finite.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>ln(1 + step): steps from 0 on have a place.</summary>
    public double[] LogSteps => [.. Steps.Select(s => Math.Log(1.0 + s))];

    /// <summary>The step before which the reading is below a share of its last value, and from which on it
    /// stays there, by interpolation in ln(1 + step); NaN where the last value is not above 0 or there is no
    /// reading.</summary>
    /// <param name="share">In (0, 1]; default 0.9.</param>
    public double StepsTo(double share = 0.9)
    {
        if (Values.Count == 0 || !(Values[^1] > 0))
            return double.NaN;
        double level = share * Values[^1];
        int last = Enumerable.Range(0, Values.Count).LastOrDefault(i => Values[i] < level, -1);
        if (last < 0)
            return Steps[0];
        double[] x = LogSteps;
        double part = (level - Values[last]) / (Values[last + 1] - Values[last]);
        return Math.Exp(x[last] + (part * (x[last + 1] - x[last]))) - 1;
    }
}
