namespace Szilard.Benchmarks;

/// <summary>A piece of work at several sizes, to see how its cost grows.</summary>
/// <param name="Name">Kebab-case.</param>
/// <param name="Variable">What the size is.</param>
/// <param name="Sizes">At least two, rising.</param>
/// <param name="Prepare">Makes the work of one size ready; not timed.</param>
public sealed record ScalingCurve(
    string Name, string Variable, IReadOnlyList<int> Sizes, Func<int, PreparedWork> Prepare);

/// <summary>How a cost grew.</summary>
/// <param name="Curve">The work.</param>
/// <param name="Milliseconds">The shortest iteration at each size.</param>
public sealed record ScalingResult(ScalingCurve Curve, IReadOnlyList<double> Milliseconds)
{
    /// <summary>p of the fit cost ∝ sizeᵖ: least squares over the logarithms.</summary>
    public double Exponent => Slope(Curve.Sizes, Milliseconds);

    /// <summary>p between the two largest sizes, where fixed costs count least.</summary>
    public double LastExponent => Slope([.. Curve.Sizes.TakeLast(2)], [.. Milliseconds.TakeLast(2)]);

    private static double Slope(IReadOnlyList<int> sizes, IReadOnlyList<double> costs)
    {
        double[] x = [.. sizes.Select(s => Math.Log(s))], y = [.. costs.Select(c => Math.Log(c))];
        double meanX = x.Average(), meanY = y.Average();
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
    }
}
