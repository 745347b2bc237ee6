namespace Szilard.Experiments.Inquiries.Singular;

/// <summary>Figures of courses.</summary>
internal static class CoursePlots
{
    /// <summary>R² and λ̂ over steps, seed by seed.</summary>
    public static Plot[] Of(IReadOnlyList<Course> courses, IReadOnlyList<Jump> jumps) =>
    [
        new("recovery", "A plateau, then a jump", "steps", "R² of the causes",
            [
                .. courses.Select((c, i) => new Series(
                    $"seed {i + 1}, jump at {jumps[i].Step:F0}", SeriesMark.Line, Steps(c.Recovery.Steps),
                    c.Recovery.Values)),
            ])
        {
            LogX = true,
        },
        new("coefficient", "The learning coefficient along the same training", "steps", "λ̂",
            [
                .. courses.Select((c, i) => new Series(
                    $"seed {i + 1}, walked", SeriesMark.Points, Steps(c.Coefficients.Steps),
                    c.Coefficients.Values)
                {
                    Errors = [.. c.Points.Select(p => p.Walked.StandardError)],
                }),
                .. courses.Select((c, i) => new Series(
                    $"seed {i + 1}, quadratic form", SeriesMark.Dashed, Steps(c.Coefficients.Steps),
                    [.. c.Points.Select(p => p.Quadratic.Value)])),
            ])
        {
            LogX = true,
            Caption = "Dashed: what the quadratic form at the same point says, slope included.",
        },
        new("slope", "What the slope takes from λ̂", "steps", "share of the slope in λ̂",
            [
                .. courses.Select((c, i) => new Series(
                    $"seed {i + 1}", SeriesMark.Line, Steps(c.Coefficients.Steps),
                    [.. c.Points.Select(p => p.Quadratic.Slope)])),
            ])
        {
            LogX = true,
            Caption = "By the quadratic form; 0 at a minimum.",
        },
    ];

    private static double[] Steps(IReadOnlyList<long> steps) => [.. steps.Select(s => (double)s)];
}
