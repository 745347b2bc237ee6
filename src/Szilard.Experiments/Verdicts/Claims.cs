using Szilard.Experiments.Specification;
using Szilard.Experiments.Sweeps;
using Szilard.Observables.Statistics;
using Szilard.Records;
using Szilard.Tensors;
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
        if (claim is Exponent exponent)
            return CheckExponent(exponent, runs);
        if (claim is Judged judged)
            return CheckVerdict(judged, [.. runs.Where(r => r.Name == claim.Run)]);
        PooledReading own = Pool(claim.Run, claim.Meter, runs);
        return claim switch
        {
            AtLeast c => new ClaimOutcome(c.Sentence, own.Mean >= c.Bound, Text(own, c.Run, runs)),
            AtMost c => new ClaimOutcome(c.Sentence, own.Mean <= c.Bound, Text(own, c.Run, runs)),
            Beats c => Compare(c, own, runs),
            _ => throw new ArgumentOutOfRangeException(nameof(claim)),
        };
    }

    /// <summary>Where a standard error is not known, neither is that of the difference: nothing is
    /// beaten.</summary>
    private static ClaimOutcome Compare(Beats claim, PooledReading own, IReadOnlyList<RunRecord> runs)
    {
        PooledReading other = Pool(claim.Other, claim.Meter, runs);
        double error = double.Hypot(own.StandardError, other.StandardError);
        return new ClaimOutcome(
            claim.Sentence, own.Mean - other.Mean > 2 * error,
            $"{Text(own, claim.Run, runs)} against {Text(other, claim.Other, runs)}"
                + Unknown(claim.Run, own) + Unknown(claim.Other, other));
    }

    private static string Unknown(string run, PooledReading reading) =>
        reading.Count == 0 || double.IsFinite(reading.StandardError)
            ? ""
            : $"; the standard error of {run} is not known, run it with two seeds or more";

    /// <summary>The fitted exponent lies within the bounds.</summary>
    private static ClaimOutcome CheckExponent(Exponent claim, IReadOnlyList<RunRecord> runs)
    {
        PowerLaw? law = PowerLaw.Fit(
            [.. claim.Points.Select(p => (p.Knob, Values(claim, p.Run, runs)))],
            RandomKey.FromSeed(1).Split(claim.Meter));
        return law is null
            ? new ClaimOutcome(claim.Sentence, false, "too few cells have a reading above 0")
            : new ClaimOutcome(
                claim.Sentence, !(law.Exponent < claim.Least) && !(law.Exponent > claim.Most),
                PowerLawText.Of(law));
    }

    /// <summary>Every seed has that verdict, in time.</summary>
    private static ClaimOutcome CheckVerdict(Judged claim, RunRecord[] seeds)
    {
        bool held = seeds.Length > 0 && seeds.All(seed => seed.Verdict is { } verdict
            && verdict.State == claim.Verdict && !(verdict.Step > claim.By)
            && (!claim.BeforeLoss || (verdict.Step is { } since && !(since >= LossStep(seed)))));
        return new ClaimOutcome(
            claim.Sentence, held, seeds.Length == 0 ? "no run" : string.Join("; ", seeds.Select(Told)));

        string Told(RunRecord seed)
        {
            string since = seed.Verdict?.Step is { } step ? $" since step {step}" : "";
            string loss = LossStep(seed) is { } at ? $"loss since step {at}" : "loss never";
            return $"seed {seed.Seed} "
                + $"{seed.Verdict?.State ?? "unjudged"}{since}{(claim.BeforeLoss ? $", {loss}" : "")}";
        }
    }

    private static double? LossStep(RunRecord seed) =>
        seed.Summary.FirstOrDefault(r => r.Name == RunHistory.PlateauSince)?.Value;

    private static IReadOnlyList<double> Values(Exponent claim, string run, IReadOnlyList<RunRecord> runs) =>
    [
        .. runs.Where(r => r.Name == run).SelectMany(r => r.Summary).Where(r => r.Name == claim.Meter)
            .Select(r => r.Value).Where(double.IsFinite).Select(v => claim.OfDeficit ? 1 - v : v),
    ];

    private static PooledReading Pool(string run, string meter, IReadOnlyList<RunRecord> runs) =>
        PooledReading.Of(
            runs.Where(r => r.Name == run).SelectMany(r => r.Summary).Where(r => r.Name == meter));

    /// <summary>Seeds without the reading, such as those that diverged, are told by their number.</summary>
    private static string Text(PooledReading r, string run, IReadOnlyList<RunRecord> runs)
    {
        int seeds = runs.Count(record => record.Name == run);
        string count = r.Count == seeds ? $"{seeds}" : $"{r.Count} of {seeds}";
        return r.Count == 0
            ? "no reading"
            : $"{NumberText.WithError(r.Mean, r.StandardError)} ({count} seed{(seeds == 1 ? "" : "s")})";
    }
}
