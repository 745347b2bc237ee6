using Szilard.Experiments.Specification;
using Szilard.Records;
using NumberText = Szilard.Observables.NumberText;

namespace Szilard.Experiments.Verdicts;

/// <summary>Whether a claim of a study held.</summary>
/// <param name="Sentence">The claim.</param>
/// <param name="Held">True where it held.</param>
/// <param name="Measured">The numbers.</param>
public sealed record ClaimOutcome(string Sentence, bool Held, string Measured);

/// <summary>Holds the claims of a study against what its runs read.</summary>
public static class Claims
{
    /// <summary>The outcome of every claim. A claim about a reading that is missing did not hold.</summary>
    public static IReadOnlyList<ClaimOutcome> Check(Study study, IReadOnlyList<RunRecord> runs) =>
        [.. study.Expectations.Select(claim => Check(claim, runs))];

    private static ClaimOutcome Check(Expectation claim, IReadOnlyList<RunRecord> runs)
    {
        Pooled own = Pool(claim.Run, claim.Meter, runs);
        return claim switch
        {
            AtLeast c => new ClaimOutcome(c.Sentence, own.Mean >= c.Bound, own.Text),
            AtMost c => new ClaimOutcome(c.Sentence, own.Mean <= c.Bound, own.Text),
            Beats c => Compare(c, own, Pool(c.Other, c.Meter, runs)),
            _ => throw new ArgumentOutOfRangeException(nameof(claim)),
        };
    }

    private static ClaimOutcome Compare(Beats claim, Pooled own, Pooled other)
    {
        double error = Math.Sqrt((own.Error * own.Error) + (other.Error * other.Error));
        return new ClaimOutcome(
            claim.Sentence, own.Mean - other.Mean > 2 * error, $"{own.Text} against {other.Text}");
    }

    /// <summary>Mean over seeds, and its standard error: from the spread of the seeds where there are
    /// several, from the reading itself where there is one.</summary>
    private static Pooled Pool(string run, string meter, IReadOnlyList<RunRecord> runs)
    {
        NamedReading[] readings =
            [.. runs.Where(r => r.Name == run).SelectMany(r => r.Summary).Where(
                r => r.Name == meter && double.IsFinite(r.Value))];
        if (readings.Length == 0)
            return new Pooled(double.NaN, double.NaN, 0);
        double mean = readings.Average(r => r.Value);
        double own = readings.Average(r => double.IsFinite(r.StandardError) ? r.StandardError : 0);
        if (readings.Length == 1)
            return new Pooled(mean, own, 1);
        double variance = readings.Sum(r => (r.Value - mean) * (r.Value - mean)) / (readings.Length - 1);
        return new Pooled(mean, Math.Sqrt(variance / readings.Length), readings.Length);
    }

    private readonly record struct Pooled(double Mean, double Error, int Seeds)
    {
        public string Text =>
            Seeds == 0 ? "no reading" : $"{NumberText.WithError(Mean, Error)} ({Seeds} seed{(Seeds == 1 ? "" : "s")})";
    }
}
