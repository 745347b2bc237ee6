using Szilard.Records;

namespace Szilard.Reports;

/// <summary>The seeds of one run, and what they say together.</summary>
/// <param name="Name">The name that they share.</param>
/// <param name="Seeds">At least one, in the order given.</param>
public sealed record RunGroup(string Name, IReadOnlyList<RunSection> Seeds)
{
    /// <summary>The first seed: what all seeds share is read off it.</summary>
    public RunSection First => Seeds[0];

    /// <summary>Runs by name, in the order of their first appearance.</summary>
    public static IReadOnlyList<RunGroup> Of(IEnumerable<RunSection> runs) =>
        [.. runs.GroupBy(r => r.Name).Select(g => new RunGroup(g.Key, [.. g]))];

    /// <summary>The reading of that name over all seeds; null where no seed has it.</summary>
    public ReportedReading? Reading(string name)
    {
        ReportedReading[] found = [.. Seeds.SelectMany(s => s.Readings.Where(r => r.Name == name).Take(1))];
        return found.Length == 0 ? null : SeedAverage.Of(found);
    }

    /// <summary>One verdict for all seeds: their common one, or how many seeds ended how, with the evidence
    /// of the worst.</summary>
    public RunVerdict Verdict
    {
        get
        {
            var states = Seeds.GroupBy(s => s.Verdict.State).ToList();
            if (Seeds.Count == 1)
                return Worst.Verdict;
            string evidence = $"{Worst.Verdict.Evidence.TrimEnd('.')} (seed {Worst.Seed})";
            if (states.Count == 1)
                return Worst.Verdict with { Evidence = evidence };
            string mixed = string.Join(", ", states.Select(s => $"{s.Count()} of {Seeds.Count} {s.Key}"));
            return Worst.Verdict with { State = mixed, Evidence = evidence };
        }
    }

    /// <summary>How the verdict is coloured: as that of the worst seed.</summary>
    public Tone Tone => Worst.Verdict.Tone;

    private RunSection Worst => Seeds.MaxBy(s => Severity(s.Verdict.Tone))!;

    private static int Severity(Tone tone) => tone switch
    {
        Tone.Bad => 3,
        Tone.Caution => 2,
        Tone.Neutral => 1,
        _ => 0,
    };
}
