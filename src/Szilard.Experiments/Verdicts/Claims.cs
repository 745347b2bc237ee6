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
        PooledReading own = Pool(claim.Run, claim.Meter, runs);
        return claim switch
        {
            AtLeast c => new ClaimOutcome(c.Sentence, own.Mean >= c.Bound, Text(own)),
            AtMost c => new ClaimOutcome(c.Sentence, own.Mean <= c.Bound, Text(own)),
            Beats c => Compare(c, own, Pool(c.Other, c.Meter, runs)),
            _ => throw new ArgumentOutOfRangeException(nameof(claim)),
        };
    }

    private static ClaimOutcome Compare(Beats claim, PooledReading own, PooledReading other)
    {
        double error = Math.Sqrt((Error(own) * Error(own)) + (Error(other) * Error(other)));
        return new ClaimOutcome(
            claim.Sentence, own.Mean - other.Mean > 2 * error, $"{Text(own)} against {Text(other)}");
    }

    private static PooledReading Pool(string run, string meter, IReadOnlyList<RunRecord> runs) =>
        PooledReading.Of(
            runs.Where(r => r.Name == run).SelectMany(r => r.Summary).Where(r => r.Name == meter));

    /// <summary>A single seed whose meter knows no error has none to offer.</summary>
    private static double Error(PooledReading reading) =>
        double.IsFinite(reading.StandardError) ? reading.StandardError : 0;

    private static string Text(PooledReading r) => r.Count == 0
        ? "no reading"
        : $"{NumberText.WithError(r.Mean, Error(r))} ({r.Count} seed{(r.Count == 1 ? "" : "s")})";
}
