namespace Szilard.Records;

/// <summary>A final reading over the replicates of a group.</summary>
/// <param name="Mean">Mean over replicates; NaN where no replicate has the reading.</param>
/// <param name="StandardError">s/√n over replicates, s² with n − 1; for a single replicate the reading's own
/// standard error.</param>
/// <param name="Count">Replicates that have the reading, n.</param>
/// <param name="Least">The smallest value.</param>
/// <param name="Greatest">The largest value.</param>
/// <param name="Chance">Mean chance level; NaN where none is given.</param>
public sealed record PooledReading(
    double Mean, double StandardError, int Count, double Least, double Greatest, double Chance)
{
    /// <summary>A reading that no replicate has.</summary>
    public static PooledReading Missing { get; } =
        new(double.NaN, double.NaN, 0, double.NaN, double.NaN, double.NaN);

    /// <summary>Pools the readings of one name; undefined ones are left out.</summary>
    public static PooledReading Of(IEnumerable<NamedReading> readings)
    {
        NamedReading[] defined = [.. readings.Where(r => double.IsFinite(r.Value))];
        if (defined.Length == 0)
            return Missing;
        double[] values = [.. defined.Select(r => r.Value)];
        double mean = values.Average();
        double error = values.Length == 1 ? defined[0].StandardError : ErrorOf(mean, values);
        return new(mean, error, values.Length, values.Min(), values.Max(), Chances(defined));
    }

    /// <summary>Equal values have none; their mean may miss them by a rounding.</summary>
    private static double ErrorOf(double mean, double[] values) => values.All(v => v == values[0])
        ? 0
        : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1) / values.Length);

    private static double Chances(NamedReading[] readings) =>
        readings.Select(r => r.Chance).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
}
