using Szilard.Observables.Statistics;
using Szilard.Tensors;

namespace Szilard.Observables.Dynamics;

/// <summary>A step at which a reading's slope over ln(step) changes.</summary>
/// <param name="Step">The step.</param>
/// <param name="Before">Slope before, per unit of ln(1 + step).</param>
/// <param name="After">Slope after.</param>
/// <param name="PValue">How often the residuals in random order bend as much.</param>
public sealed record ChangePoint(double Step, double Before, double After, double PValue);

/// <summary>The stretch between two change points in which a reading moves fastest, if it moves at least a
/// quarter of its range there.</summary>
/// <param name="From">Step at which it begins.</param>
/// <param name="To">Step at which it ends.</param>
/// <param name="Rise">How far the reading moves.</param>
public sealed record Transition(double From, double To, double Rise);

/// <summary>Change points of a reading: a continuous function, linear in ln(1 + step) between them, to which
/// one hinge after the other is added, and the others then moved to fit.</summary>
/// <remarks>Each hinge is the one that lowers the squared error most, at or between readings; its F statistic
/// is held against those of the same search on curves made of the fit without it and its residuals in random
/// order (Freedman and Lane 1983). It stays if p ≤ level. For a straight line with independent residuals of
/// one law, the first test errs with probability level, and no more can be found where the first is not: that
/// is the false-alarm rate per curve. Residuals that remember their neighbours, or whose spread changes,
/// raise it. J. Bai, P. Perron, "Computation and analysis of multiple structural change models", 2003, for
/// the search; the combination is derived here.</remarks>
/// <param name="Points">In order of steps.</param>
/// <param name="Fastest">The steepest stretch; null where the reading has no change point.</param>
public sealed record ChangePoints(IReadOnlyList<ChangePoint> Points, Transition? Fastest)
{
    /// <summary>The false-alarm rate per curve where nothing else is asked for.</summary>
    public const double DefaultLevel = 0.01;

    private const int Most = 4, Fewest = 8, Sweeps = 3;
    private const double Share = 0.25, Exact = 1e-9;

    /// <summary>Finds them; none in fewer than 8 readings, where a bend and noise cannot be told
    /// apart.</summary>
    /// <param name="curve">The reading.</param>
    /// <param name="key">Of the permutations.</param>
    /// <param name="level">In (0, 1).</param>
    /// <param name="permutations">How many; the smallest p is 1/(1 + permutations).</param>
    public static ChangePoints Of(
        ReadingCurve curve, RandomKey key, double level = DefaultLevel, int permutations = 199)
    {
        double[] x = curve.LogSteps, y = [.. curve.Values];
        List<(double Knot, double P)> knots = [];
        while (x.Length >= Fewest && knots.Count < Most)
        {
            HingeSearch search = new(x, [.. knots.Select(k => k.Knot)]);
            double[] rest = search.Residuals(y);
            if (rest.Max(Math.Abs) <= Exact * (y.Max() - y.Min()) || search.Best(rest) is not { } best)
                break;
            double p = PermutationNull.Run(
                x.Length, permutations,
                order => search.Best(search.Residuals([.. order.Select(i => rest[i])]))?.F ?? 0,
                key.Split("hinge", knots.Count)).PValue;
            if (p > level)
                break;
            knots.Add((best.Knot, p));
            Settle(x, y, knots);
        }
        return Told(x, y, [.. knots.OrderBy(k => k.Knot)]);
    }

    /// <summary>Each knot in turn moves to where it helps most, given the others: the first is found before
    /// there are any.</summary>
    private static void Settle(double[] x, double[] y, List<(double Knot, double P)> knots)
    {
        for (int sweep = 0; sweep < Sweeps && knots.Count > 1; sweep++)
        {
            for (int i = 0; i < knots.Count; i++)
            {
                HingeSearch others = new(x, [.. knots.Where((_, j) => j != i).Select(k => k.Knot)]);
                if (others.Best(others.Residuals(y)) is { } best)
                    knots[i] = knots[i] with { Knot = best.Knot };
            }
        }
    }

    private static ChangePoints Told(double[] x, double[] y, (double Knot, double P)[] knots)
    {
        if (knots.Length == 0)
            return new ChangePoints([], null);
        double[] rest = new HingeSearch(x, [.. knots.Select(k => k.Knot)]).Residuals(y);
        double[] fit = [.. y.Zip(rest, (a, b) => a - b)];
        double[] ends = [0, .. knots.Select(k => k.Knot), x.Length - 1];
        double[] slopes = [.. Enumerable.Range(0, ends.Length - 1).Select(
            i => Slope(x, fit, ends[i], ends[i + 1]))];
        double Step(int end) => Math.Exp(HingeSearch.At(x, ends[end])) - 1;
        int steepest = Array.IndexOf(slopes, slopes.MaxBy(Math.Abs));
        double rise = slopes[steepest]
            * (HingeSearch.At(x, ends[steepest + 1]) - HingeSearch.At(x, ends[steepest]));
        return new ChangePoints(
            [.. knots.Select((k, i) => new ChangePoint(Step(i + 1), slopes[i], slopes[i + 1], k.P))],
            Math.Abs(rise) < Share * (fit.Max() - fit.Min())
                ? null : new Transition(Step(steepest), Step(steepest + 1), rise));
    }

    /// <summary>The slope of a stretch, from two readings on it.</summary>
    private static double Slope(double[] x, double[] fit, double from, double to)
    {
        int first = (int)Math.Ceiling(from), last = (int)Math.Floor(to);
        return (fit[last] - fit[first]) / (x[last] - x[first]);
    }
}
