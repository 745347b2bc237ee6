namespace Szilard.Observables.Statistics;

/// <summary>Mean and spread of a handful of numbers.</summary>
public static class Spread
{
    /// <summary>Σx/n; NaN for none.</summary>
    public static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
            sum += value;
        return sum / values.Length;
    }

    /// <summary>Standard deviation with divisor n − 1; NaN for fewer than two values.</summary>
    public static double Deviation(ReadOnlySpan<double> values)
    {
        double mean = Mean(values), squares = 0;
        foreach (double value in values)
            squares += (value - mean) * (value - mean);
        return values.Length < 2 ? double.NaN : Math.Sqrt(squares / (values.Length - 1));
    }

    /// <summary>Standard error of the mean of independent values: deviation/√n; NaN for fewer than
    /// two.</summary>
    public static double OfMean(ReadOnlySpan<double> values) => Deviation(values) / Math.Sqrt(values.Length);

    /// <summary>The p-quantile, 0 ≤ p ≤ 1, with linear interpolation between order statistics (Hyndman and
    /// Fan, "Sample quantiles in statistical packages", 1996, type 7).</summary>
    /// <exception cref="ArgumentException">There are no values, or p is outside [0, 1].</exception>
    public static double Quantile(ReadOnlySpan<double> values, double p)
    {
        if (values.IsEmpty || !(p is >= 0 and <= 1))
            throw new ArgumentException($"A quantile needs values and p in [0, 1]; {values.Length} and {p} "
                + "given.");
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        double position = p * (sorted.Length - 1);
        int below = (int)position, above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
