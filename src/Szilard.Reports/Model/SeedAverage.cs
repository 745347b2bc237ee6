namespace Szilard.Reports;

/// <summary>One reading from the readings of several seeds.</summary>
public static class SeedAverage
{
    /// <summary>Mean x̄ = Σxᵢ/n over the seeds that have a value, with the standard error of that mean
    /// between seeds, √(Σ(xᵢ − x̄)² / (n(n − 1))). A single seed keeps the error of its own
    /// reading.</summary>
    /// <param name="seeds">Readings of one name, at least one.</param>
    /// <returns>Value NaN where no seed has one; chance is the mean of the finite chances.</returns>
    /// <exception cref="ArgumentException">No reading was given.</exception>
    public static ReportedReading Of(IReadOnlyList<ReportedReading> seeds)
    {
        if (seeds.Count == 0)
            throw new ArgumentException("An average needs a reading, but 0 were given.", nameof(seeds));
        if (seeds.Count == 1)
            return seeds[0];
        ReportedReading[] valid = [.. seeds.Where(r => double.IsFinite(r.Value))];
        double[] values = [.. valid.Select(r => r.Value)];
        return seeds[0] with
        {
            Value = Mean(values),
            StandardError = valid.Length == 1 ? valid[0].StandardError : StandardError(values),
            Chance = Mean([.. seeds.Select(r => r.Chance).Where(double.IsFinite)]),
            Remark = RemarkOf(seeds, valid.Length),
        };
    }

    private static double Mean(double[] values) => values.Length == 0 ? double.NaN : values.Average();

    private static double StandardError(double[] values)
    {
        if (values.Length < 2)
            return double.NaN;
        if (values.All(v => v == values[0]))
            return 0;
        double mean = values.Average();
        double squares = values.Sum(v => (v - mean) * (v - mean));
        return Math.Sqrt(squares / (values.Length * (values.Length - 1.0)));
    }

    private static string RemarkOf(IReadOnlyList<ReportedReading> seeds, int valid)
    {
        string[] own = [.. seeds.Select(r => r.Remark).Where(r => r.Length > 0).Distinct()];
        string missing = valid < seeds.Count ? $"{valid} of {seeds.Count} seeds have a value" : "";
        return string.Join("; ", own.Prepend(missing).Where(r => r.Length > 0));
    }
}
