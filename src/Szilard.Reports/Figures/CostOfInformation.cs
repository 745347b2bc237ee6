using Szilard.Experiments.Inquiries;
using Szilard.Experiments.Ledgers;

namespace Szilard.Reports;

/// <summary>Nats identified against entropy produced, over training: one curve for each run, mean over its
/// seeds.</summary>
internal static class CostOfInformation
{
    /// <summary>The figure; its plot has no series where no run has both.</summary>
    public static Plot Plot(IReadOnlyList<RunGroup> groups) => new(
        "cost-of-information", "The cost of information: nats identified against entropy produced",
        "entropy produced since the first step (nats, all items)", "identified of a sample (nats)",
        [.. groups.Where(g => LeftOut(g).Length == 0).SelectMany(Curve)])
    {
        LogX = true,
        Caption = "Each curve follows a run through its training. Height: a lower bound of what the "
            + "representation tells of a sample's causes or label. Width: entropy production of all booked "
            + "kinds of strokes, all items of all steps. Bars: one standard error, over seeds where there "
            + "are several. A body's bath temperature is an assumption of its study: another moves its curve "
            + "sideways and leaves its shape.",
    };

    /// <summary>Why a run has no curve; empty where it has one.</summary>
    public static string LeftOut(RunGroup group)
    {
        RunSection[] booked = [.. group.Seeds.Where(s => s.Books.Count > 0)];
        if (booked.Length == 0)
            return "no step was booked";
        if (booked.All(s => TrainingEntropy.Kinds(s.Books).Length == 0))
            return booked[0].Books[0].Level == "first-law-only"
                ? "its entropy production is not defined: a first-law-only map without a bath temperature "
                    + "(ledger.temperature of a body)"
                : $"its entropy production is not defined by a {booked[0].Books[0].Level} map";
        return booked.All(s => Identified(s) is null)
            ? "no bound of its identified information: no reading over time, or a world without one"
            : "";
    }

    /// <summary>What the entropy of a run counts: its kinds of strokes, and the temperature where there is a
    /// bath.</summary>
    public static string Counts(RunGroup group)
    {
        RunSection run = group.Seeds.First(s => s.Books.Count > 0);
        double bath = run.Books[^1].Temperature;
        string kinds = string.Join(", ", TrainingEntropy.Kinds(run.Books));
        return double.IsFinite(bath) ? $"{kinds}; bath at T = {Observables.NumberText.Of(bath)}" : kinds;
    }

    private static IEnumerable<Series> Curve(RunGroup group)
    {
        (long Step, double Nats, double Information, double Error)[] points =
        [
            .. group.Seeds.Where(s => s.Books.Count > 0).SelectMany(Points).GroupBy(p => p.Step)
                .OrderBy(g => g.Key).Select(g => Mean([.. g])),
        ];
        if (points.Length > 0)
            yield return new Series(
                group.Name, SeriesMark.Line, [.. points.Select(p => p.Nats)],
                [.. points.Select(p => p.Information)])
            {
                Errors = [.. points.Select(p => p.Error)],
            };
    }

    private static IEnumerable<(long Step, double Nats, double Information, double Error)> Points(
        RunSection seed)
    {
        IReadOnlyList<(long Step, double Nats)> sums = TrainingEntropy.Cumulated(seed.Books);
        return (Identified(seed)?.Points ?? [])
            .Select(p => (p.Step, TrainingEntropy.At(p.Step, sums), p.Value, p.StandardError))
            .Where(p => p.Item2 > 0 && double.IsFinite(p.Value));
    }

    private static (long Step, double Nats, double Information, double Error) Mean(
        (long Step, double Nats, double Information, double Error)[] seeds)
    {
        double mean = seeds.Average(s => s.Information);
        double squares = seeds.Sum(s => (s.Information - mean) * (s.Information - mean));
        double error = seeds.Length == 1
            ? seeds[0].Error
            : Math.Sqrt(squares / (seeds.Length - 1) / seeds.Length);
        return (seeds[0].Step, seeds.Average(s => s.Nats), mean, error);
    }

    private static Curve? Identified(RunSection seed) =>
        seed.Curves.FirstOrDefault(c => c.Name == LedgerReadings.IdentifiedName);
}
