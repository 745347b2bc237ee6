namespace Szilard.Experiments.Verdicts;

/// <summary>Whether the loss still falls at the end of a run, and how much a fifth more steps would bring at
/// the pace of the last fifth. It reads <see cref="LossTrace.Blocks"/>, the means of up to 100 equal
/// stretches, and so does not depend on how often the curve was read.</summary>
/// <remarks>The pace is the median slope over all pairs of stretches (Theil, 1950; Sen, Estimates of the
/// regression coefficient based on Kendall's tau, 1968), which a few spikes do not move. Its lower end is
/// Sen's order statistic (N − z σ)/2 of the N slopes, σ² = m(m − 1)(2m + 5)/18. Losses of successive steps
/// depend on each other: the stretches are batch means, and what dependence is left multiplies σ² by (1 +
/// ρ)/(1 − ρ), ρ the correlation of neighbouring ranks about the trend (Hamed and Rao, A modified
/// Mann-Kendall trend test for autocorrelated data, 1998). Of the line and a parabola the one counts that
/// leaves less, lest the bend of a decaying loss pass for dependence; ρ is corrected for its bias −(3 +
/// 5ρ)/m. A series that falls from each stretch to the next falls, whatever ρ.</remarks>
/// <param name="Gain">How much lower the loss would be a fifth more steps later, at that pace.</param>
/// <param name="Error">Standard error of the gain; NaN where there are too few stretches.</param>
/// <param name="Least">The gain is larger than this but for a chance of 0.1 %.</param>
/// <param name="Fall">How far the loss fell from the first stretch to the last fifth; 0 where it
/// rose.</param>
public sealed record LossTrend(double Gain, double Error, double Least, double Fall)
{
    private const int Fifth = 5;
    private const int FewestInTail = 7;
    private const double OneInAThousand = 3.0902;

    /// <summary>The trend at the end; null with fewer than 35 stretches, since an unbroken fall
    /// over fewer than seven is too likely by chance (over seven: 1/7!).</summary>
    /// <param name="blocks">Mean losses of equal stretches of the run, in order.</param>
    public static LossTrend? Of(IReadOnlyList<double> blocks)
    {
        if (blocks.Count < FewestInTail * Fifth)
            return null;
        double[] tail = [.. blocks.Skip(blocks.Count - (blocks.Count / Fifth))];
        double[] slopes = Slopes(tail);
        double pace = Median(slopes), spread = Spread(tail, pace);
        double least = Ranked(slopes, -Math.Min(OneInAThousand * spread, slopes.Length - 2));
        double error = (Ranked(slopes, spread) - Ranked(slopes, -spread)) / 2;
        return new LossTrend(
            pace * tail.Length, double.IsFinite(error) ? error * tail.Length : double.NaN,
            least * tail.Length,
            Math.Max(0, blocks[0] - Median([.. tail.Order()])));
    }

    /// <summary>The falls per stretch between all pairs, smallest first.</summary>
    private static double[] Slopes(double[] y) =>
    [
        .. Enumerable.Range(0, y.Length)
            .SelectMany(i => Enumerable.Range(i + 1, y.Length - i - 1).Select(j => (y[i] - y[j]) / (j - i)))
            .Order(),
    ];

    /// <summary>The standard deviation of Kendall's S for such a series.</summary>
    private static double Spread(double[] y, double pace)
    {
        int m = y.Length;
        double left = Math.Min(
            Neighbours([.. y.Select((value, i) => value + (pace * i))]), Neighbours(AboutParabola(y)));
        double rho = Math.Clamp((left + (3.0 / m)) / (1 - (5.0 / m)), 0, 0.9);
        return Math.Sqrt(m * (m - 1.0) * ((2 * m) + 5) / 18 * (1 + rho) / (1 - rho));
    }

    /// <summary>What a parabola by least squares leaves, up to a constant.</summary>
    private static double[] AboutParabola(double[] y)
    {
        double middle = (y.Length - 1) / 2.0;
        double[] line = [.. y.Select((_, i) => i - middle)];
        double mean = line.Average(u => u * u);
        double[] bend = [.. line.Select(u => (u * u) - mean)];
        double slope = Product(line, y) / Product(line, line), curve = Product(bend, y) / Product(bend, bend);
        return [.. y.Select((value, i) => value - (slope * line[i]) - (curve * bend[i]))];
    }

    /// <summary>The correlation of neighbouring ranks.</summary>
    private static double Neighbours(double[] y)
    {
        int[] order = [.. Enumerable.Range(0, y.Length).OrderBy(i => y[i])];
        var rank = new double[y.Length];
        for (int k = 0; k < y.Length; k++)
            rank[order[k]] = k - ((y.Length - 1) / 2.0);
        return Product(rank[1..], rank[..^1]) / Product(rank, rank);
    }

    private static double Product(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    /// <summary>Sen's limit of the slope that lies so far from the middle, rounded outwards; infinite where
    /// there is none.</summary>
    private static double Ranked(double[] slopes, double distance)
    {
        double place = (slopes.Length + distance) / 2;
        int index = distance < 0 ? (int)Math.Floor(place) - 1 : (int)Math.Ceiling(place);
        return index < 0 ? double.NegativeInfinity
            : index >= slopes.Length ? double.PositiveInfinity : slopes[index];
    }

    private static double Median(double[] sorted) =>
        (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
