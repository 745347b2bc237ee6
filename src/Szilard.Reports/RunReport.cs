using System.Globalization;
using Szilard.Experiments.Dynamics;
using Szilard.Experiments.Ledgers;
using Szilard.Records;

namespace Szilard.Reports;

/// <summary>Makes the report of runs from their folders alone.</summary>
public static class RunReport
{
    /// <summary>The report of some runs, in the order given.</summary>
    /// <param name="folders">The runs; those of equal name are shown as seeds of one another.</param>
    /// <param name="title">What was asked; empty (the default) takes the names of the runs.</param>
    /// <param name="subtitle">The claim or the question; empty by default.</param>
    /// <param name="time">The clock, which tells a run under way from one that was killed; default: the
    /// system's.</param>
    /// <exception cref="Parts.SzilardException">A record, a line or an array cannot be read.</exception>
    public static ReportModel Of(
        IReadOnlyList<RunFolder> folders, string title = "", string subtitle = "",
        TimeProvider? time = null) =>
        Of([.. folders.Select(f => (f, Record: f.Record())).Select(
            r => (r.Record, Section(r.f, r.Record, time)))], title, subtitle);

    /// <summary>The report of runs whose parts are made already.</summary>
    /// <param name="runs">Records and what <see cref="Section"/> made of their folders.</param>
    /// <param name="title">As above.</param>
    /// <param name="subtitle">As above.</param>
    public static ReportModel Of(
        IReadOnlyList<(RunRecord Record, RunSection Section)> runs, string title = "", string subtitle = "")
    {
        RunRecord[] records = [.. runs.Select(r => r.Record)];
        return new ReportModel(
            title.Length > 0 ? title : TitleOf(records), [.. runs.Select(r => r.Section)])
        {
            Subtitle = subtitle,
            GeneratedAt = Latest(records),
            SpecificationYaml = RepeatableStudy.Of(records),
            Command = string.Join('\n', records.Select(r => r.Command).Where(c => c.Length > 0).Distinct()),
            Versions = [.. Versions(records)],
        };
    }

    private static string TitleOf(RunRecord[] records)
    {
        string[] names = [.. records.Select(r => r.Name).Distinct()];
        return names.Length <= 3
            ? string.Join(", ", names)
            : $"{names[0]}, {names[1]} and {names.Length - 2} more runs";
    }

    private static string Latest(RunRecord[] records) => records.Length == 0
        ? ""
        : records.Max(r => r.Ended ?? r.Started).UtcDateTime
            .ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static IEnumerable<KeyValuePair<string, string>> Versions(RunRecord[] records)
    {
        (string Name, Func<HostFacts, string> Of)[] facts =
        [
            ("szilard", h => h.Szilard), ("runtime", h => h.Runtime), ("system", h => h.System),
            ("processor",
                h => $"{h.Processor}, {Words.Count(h.Cores, "core")}, vectors of {h.VectorBits} bits"),
            ("machine", h => h.Machine),
        ];
        return records.Length == 0 ? [] : facts.Select(fact => KeyValuePair.Create(
            fact.Name, string.Join("; ", records.Select(r => fact.Of(r.Host)).Distinct())));
    }

    /// <summary>What a report shows of one run.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="record">Its record.</param>
    /// <param name="time">The clock; default: the system's.</param>
    /// <exception cref="Parts.SzilardException">A line or an array cannot be read.</exception>
    public static RunSection Section(RunFolder folder, RunRecord record, TimeProvider? time = null)
    {
        MetricLine[] metrics = [.. folder.Metrics()];
        IReadOnlyDictionary<string, string> settings = RunSettings.Of(record);
        return new RunSection(
            record.Name, record.Verdict ?? Unjudged(folder, record, time ?? TimeProvider.System))
        {
            Role = RoleOf(record, settings),
            Remarks = record.Remarks,
            World = record.World,
            Objective = record.Objective,
            Seed = record.Seed,
            Seconds = record.Seconds,
            Readings =
            [
                .. Last(record, metrics)
                    .OrderBy(r => KnownReadings.Place(r.Name)).Select(KnownReadings.Reported),
            ],
            Curves = [.. metrics.Concat(Coefficients(folder)).GroupBy(m => m.Name)
                .Select(g => KnownReadings.Curve(g.Key, [.. g]))],
            Dynamics = RunDynamics.Of(folder),
            Scatter = AlignedPicture.Of(folder),
            Books = [.. LedgerLines.Read(folder)],
            PhysicalEnergy = record.PhysicalEnergy,
            AssumptionCard = record.Card,
            Specification = [.. settings],
            Phases = [.. record.Phases],
        };
    }

    /// <summary>Learning coefficients as readings over steps, to stand beside the others.</summary>
    private static IEnumerable<MetricLine> Coefficients(RunFolder folder) =>
        (folder.Coefficients()?.Points ?? []).Select(p => new MetricLine(
            p.Step, CoefficientCurve.ReadingName, p.Value, p.StandardError, double.NaN, p.Remark,
            double.NaN));

    private static RunVerdict Unjudged(RunFolder folder, RunRecord record, TimeProvider time) =>
        record.State switch
        {
            RunState.Failed => new RunVerdict("failed", null, record.Message, ""),
            RunState.Running when folder.IsStale(record.State, time) => new RunVerdict(
                "not finished", null, "It shows no life any more, though nothing has ended it.",
                $"szilard resume {record.Id}"),
            RunState.Running => new RunVerdict(
                "running", null, "It is under way; these are its readings so far.", ""),
            _ => new RunVerdict(Word(record.State), null, "It was not judged.", ""),
        };

    private static string Word(RunState state) => $"{state}".ToLowerInvariant();

    private static string RoleOf(RunRecord record, IReadOnlyDictionary<string, string> settings)
    {
        if (record.Objective.StartsWith("supervised", StringComparison.Ordinal))
            return "upper bound";
        if (record.Verdict?.State == "control"
            || settings.GetValueOrDefault("training.pairing") == "permuted")
            return "control";
        bool violated = record.Card?.Assumptions.Any(IsOfViolatedWorld) ?? false;
        return violated ? "assumption violated" : "";
    }

    /// <summary>The world itself, not how the run went, is what the theorem does not speak about.</summary>
    private static bool IsOfViolatedWorld(Assumption assumption) =>
        assumption.Status == AssumptionStatus.Violated
        && assumption.Evidence.StartsWith("world.", StringComparison.Ordinal);

    /// <summary>The final readings; of a run that has none, the last ones over time.</summary>
    private static IEnumerable<NamedReading> Last(RunRecord record, MetricLine[] metrics) =>
        record.Summary.Count > 0 ? record.Summary : metrics.GroupBy(m => m.Name).Select(g => g.Last())
            .Select(m => new NamedReading(m.Name, m.Value, m.StandardError, m.Chance, m.Remark));
}
