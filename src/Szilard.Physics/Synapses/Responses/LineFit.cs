namespace Szilard.Physics.Synapses.Responses;

/// <summary>A straight line y = intercept + slope·x by least squares.</summary>
/// <param name="Slope">Slope; NaN for fewer than two different x.</param>
/// <param name="Intercept">y at x = 0: the offset error of a learning curve; NaN as above.</param>
/// <param name="Count">Points used.</param>
public readonly record struct LineFit(double Slope, double Intercept, int Count)
{
    /// <summary>The line through the points with
    /// <paramref name="from"/> ≤ x &lt; <paramref name="to"/>.</summary>
    /// <param name="x">n values.</param>
    /// <param name="y">n values.</param>
    /// <param name="from">Least x that counts.</param>
    /// <param name="to">First x that no longer counts.</param>
    public static LineFit Through(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double from, double to)
    {
        (double meanX, double meanY, int count) = Means(x, y, from, to);
        double xx = 0, xy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] < from || x[i] >= to)
                continue;
            xx += (x[i] - meanX) * (x[i] - meanX);
            xy += (x[i] - meanX) * (y[i] - meanY);
        }
        double slope = xx > 0 ? xy / xx : double.NaN;
        return new(slope, meanY - (slope * meanX), count);
    }

    private static (double X, double Y, int Count) Means(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, double from, double to)
    {
        double sumX = 0, sumY = 0;
        int count = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] < from || x[i] >= to)
                continue;
            (sumX, sumY, count) = (sumX + x[i], sumY + y[i], count + 1);
        }
        return (sumX / count, sumY / count, count);
    }
}
