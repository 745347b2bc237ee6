using Szilard.Observables.Statistics;
using Szilard.Tensors;

namespace Szilard.Observables.Dynamics;

/// <summary>A step at which a reading's slope over ln(step) changes.</summary>
/// <param name="Step">The step.</param>
/// <param name="Before">Slope before, per unit of ln(1 + step).</param>
/// <param name="After">Slope after.</param>
/// <param name="PValue">How often the residuals in random order bend as much.</param>
public sealed record ChangePoint(double Step, double Before, double After, double PValue);

/// <summary>The stretch between two change points in which a reading moves fastest, if it moves at least a quarter of its
/// range there.</summary>
/// <param name="From">Step at which it begins.</param>
/// <param name="To">Step at which it ends.</param>
/// <param name="Rise">How far the reading moves.</param>
public sealed record Transition(double From, double To, double Rise);

/// <summary>Change points of a reading: a continuous function, linear in ln(1 + step) between them, to which one hinge
/// after the other is added.</summary>
/// <remarks>Each hinge is the one that lowers the squared error most; its F statistic is held against those of the same
/// search on curves made of the fit without it and its residuals in random order (Freedman and Lane 1983). It stays if
/// p ≤ level. For a straight line with independent residuals of one law, the first test errs with probability level, and
/// no more can be found where the first is not: that is the false-alarm rate per curve. Residuals that remember their
/// neighbours, or whose spread changes, raise it. J. Bai, P. Perron, "Computation and analysis of multiple structural
/// change models", 2003, for the greedy search; the combination is derived here.</remarks>
/// <param name="Points">In order of steps.</param>
/// <param name="Fastest">The steepest stretch; null where the reading has no change point.</param>
public sealed record ChangePoints(IReadOnlyList<ChangePoint> Points, Transition? Fastest)
{
    /// <summary>The false-alarm rate per curve where nothing else is asked for.</summary>
    public const double DefaultLevel = 0.01;

    private const int Most = 4, Fewest = 8;
    private const double Share = 0.25, Exact = 1e-9;

    /// <summary>Finds them; none in fewer than 8 readings, where a bend and noise cannot be told apart.</summary>
    /// <param name="curve">The reading.</param>
    /// <param name="key">Of the permutations.</param>
    /// <param name="level">In (0, 1).</param>
    /// <param name="permutations">How many; the smallest p is 1/(1 + permutations).</param>
    public static ChangePoints Of(
        ReadingCurve curve, RandomKey key, double level = DefaultLevel, int permutations = 199)
    {
        double[] x = curve.LogSteps, y = [.. curve.Values];
        List<(int Knot, double P)> knots = [];
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
        }
        return Told(curve, x, y, [.. knots.OrderBy(k => k.Knot)]);
    }

    private static ChangePoints Told(ReadingCurve curve, double[] x, double[] y, (int Knot, double P)[] knots)
    {
        if (knots.Length == 0)
            return new ChangePoints([], null);
        double[] rest = new HingeSearch(x, [.. knots.Select(k => k.Knot)]).Residuals(y);
        double[] fit = [.. y.Zip(rest, (a, b) => a - b)];
        int[] ends = [0, .. knots.Select(k => k.Knot), x.Length - 1];
        double Slope(int stretch) =>
            (fit[ends[stretch + 1]] - fit[ends[stretch]]) / (x[ends[stretch + 1]] - x[ends[stretch]]);
        ChangePoint[] points =
            [.. knots.Select((k, i) => new ChangePoint(curve.Steps[k.Knot], Slope(i), Slope(i + 1), k.P))];
        int steepest = Enumerable.Range(0, ends.Length - 1).MaxBy(i => Math.Abs(Slope(i)));
        double rise = fit[ends[steepest + 1]] - fit[ends[steepest]];
        return new ChangePoints(points, Math.Abs(rise) < Share * (fit.Max() - fit.Min())
            ? null
            : new Transition(curve.Steps[ends[steepest]], curve.Steps[ends[steepest + 1]], rise));
    }
}
