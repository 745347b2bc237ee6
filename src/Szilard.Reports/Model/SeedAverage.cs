using Szilard.Records;

namespace Szilard.Reports;

/// <summary>One reading from the readings of several seeds.</summary>
public static class SeedAverage
{
    /// <summary>Mean x̄ = Σxᵢ/n over the seeds that have a value, with the standard error of that mean
    /// between seeds, √(Σ(xᵢ − x̄)² / (n(n − 1))). A single seed keeps the error of its own
    /// reading.</summary>
    /// <param name="seeds">Readings of one name, at least one.</param>
    /// <returns>Value NaN where no seed has one; chance is the mean over those that have one.</returns>
    /// <exception cref="ArgumentException">No reading was given.</exception>
    public static ReportedReading Of(IReadOnlyList<ReportedReading> seeds)
    {
        if (seeds.Count == 0)
            throw new ArgumentException("An average needs a reading, but 0 were given.", nameof(seeds));
        if (seeds.Count == 1)
            return seeds[0];
        PooledReading pooled = PooledReading.Of(
            seeds.Select(r => new NamedReading(r.Name, r.Value, r.StandardError, r.Chance)));
        return seeds[0] with
        {
            Value = pooled.Mean,
            StandardError = pooled.StandardError,
            Chance = pooled.Chance,
            Remark = RemarkOf(seeds, pooled.Count),
        };
    }

    private static string RemarkOf(IReadOnlyList<ReportedReading> seeds, int valid)
    {
        string[] own = [.. seeds.Select(r => r.Remark).Where(r => r.Length > 0).Distinct()];
        string missing = valid < seeds.Count ? $"{valid} of {seeds.Count} seeds have a value" : "";
        return string.Join("; ", own.Prepend(missing).Where(r => r.Length > 0));
    }
}
