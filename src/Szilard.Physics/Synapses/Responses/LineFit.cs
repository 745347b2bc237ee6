using MathNet.Numerics.LinearRegression;

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
    public static LineFit Through(
        IReadOnlyList<double> x, IReadOnlyList<double> y, double from = double.NegativeInfinity,
        double to = double.PositiveInfinity)
    {
        int[] counted = [.. Enumerable.Range(0, x.Count).Where(i => x[i] >= from && x[i] < to)];
        if (counted.Length < 2)
            return new(double.NaN, double.NaN, counted.Length);
        (double intercept, double slope) = SimpleRegression.Fit(
            [.. counted.Select(i => x[i])], [.. counted.Select(i => y[i])]);
        return new(slope, intercept, counted.Length);
    }
}
