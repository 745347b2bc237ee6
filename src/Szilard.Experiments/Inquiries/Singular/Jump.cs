namespace Szilard.Experiments.Inquiries.Singular;

/// <summary>Means over the points of a stretch.</summary>
/// <param name="Walked">λ̂.</param>
/// <param name="Slope">What the slope takes from it, by the quadratic form.</param>
/// <param name="Loss">The loss.</param>
internal sealed record Stretch(double Walked, double Slope, double Loss)
{
    /// <summary>λ̂ with the slope taken out.</summary>
    public double Level => Walked - Slope;

    /// <summary>The stretch of some points; NaN without any.</summary>
    public static Stretch Of(IReadOnlyList<CoursePoint> points) => points.Count == 0
        ? new Stretch(double.NaN, double.NaN, double.NaN)
        : new Stretch(
            points.Average(p => p.Walked.Value), points.Average(p => p.Quadratic.Slope),
            points.Average(p => p.Walked.Loss));
}

/// <summary>The two readings of R² between which it rises most, and what lies before and after.</summary>
/// <param name="From">Step of the first.</param>
/// <param name="To">Step of the second.</param>
/// <param name="Rise">R² gained between them.</param>
/// <param name="Plateau">Points from a third of the first step to it.</param>
/// <param name="After">Points from the second on.</param>
internal sealed record Jump(long From, long To, double Rise, Stretch Plateau, Stretch After)
{
    /// <summary>The geometric mean of both steps.</summary>
    public double Step => Math.Sqrt((double)From * To);

    /// <summary>Finds it.</summary>
    public static Jump Of(Course course)
    {
        IReadOnlyList<double> r = course.Recovery.Values;
        int at = Enumerable.Range(0, r.Count - 1).MaxBy(i => r[i + 1] - r[i]);
        (long from, long to) = (course.Recovery.Steps[at], course.Recovery.Steps[at + 1]);
        return new Jump(
            from, to, r[at + 1] - r[at],
            Stretch.Of([.. course.Points.Where(p => p.Walked.Step <= from && 3 * p.Walked.Step >= from)]),
            Stretch.Of([.. course.Points.Where(p => p.Walked.Step >= to)]));
    }
}
