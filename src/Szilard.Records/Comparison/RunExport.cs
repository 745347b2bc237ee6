using System.Text.Json;
using CsvHelper;

namespace Szilard.Records;

/// <summary>Runs as tables for other programs. Numbers that are not finite are empty in CSV and null in
/// JSON.</summary>
public static class RunExport
{
    private static readonly CsvWriterOptions Options = new() { NewLine = "\n" };

    private static readonly string[] RunColumns =
        ["folder", "id", "name", "world", "objective", "seed", "state", "started", "seconds", "verdict"];

    private static readonly string[] MetricColumns =
        ["run", "name", "seed", "step", "meter", "value", "standard_error", "chance", "remark", "seconds"];

    /// <summary>One row per run; three columns per final reading: <c>r2.affine</c>,
    /// <c>r2.affine.standard_error</c>, <c>r2.affine.chance</c>.</summary>
    /// <exception cref="Parts.SzilardException">A record cannot be read.</exception>
    public static void Csv(IEnumerable<RunFolder> runs, TextWriter writer)
    {
        (RunFolder Folder, RunRecord Record)[] all = [.. runs.Select(r => (r, r.Record()))];
        string[] names = [.. all.SelectMany(r => r.Record.Summary).Select(r => r.Name).Distinct()];
        using var csv = CsvWriter.Create(writer, Options, leaveOpen: true);
        csv.WriteRecord((string[])[.. RunColumns, .. names.SelectMany(Columns)]);
        foreach ((RunFolder folder, RunRecord record) in all)
            csv.WriteRecord((string[])[.. Cells(folder, record), .. names.SelectMany(n => Cells(record, n))]);
    }

    /// <summary><c>{"runs": […]}</c>: name, world, objective, seed, seconds, folder, readings and verdict of
    /// each run.</summary>
    /// <exception cref="Parts.SzilardException">A record cannot be read.</exception>
    public static void Json(IEnumerable<RunFolder> runs, Stream stream) =>
        JsonSerializer.Serialize(
            stream, new Document([.. runs.Select(Entry.From)]), JsonLayout.Page.Document);

    /// <summary>Every reading over time of every run, one row each.</summary>
    /// <exception cref="Parts.SzilardException">A record or a line cannot be read.</exception>
    public static void MetricsCsv(IEnumerable<RunFolder> runs, TextWriter writer)
    {
        using var csv = CsvWriter.Create(writer, Options, leaveOpen: true);
        csv.WriteRecord(MetricColumns);
        foreach (RunFolder folder in runs)
        {
            RunRecord record = folder.Record();
            foreach (MetricLine line in folder.Metrics())
                csv.WriteRecord((string[])[folder.Name, record.Name, $"{record.Seed}", .. Cells(line)]);
        }
    }

    private static string[] Columns(string reading) =>
        [reading, $"{reading}.standard_error", $"{reading}.chance"];

    private static string[] Cells(RunFolder folder, RunRecord record) =>
        [folder.Path, record.Id, record.Name, record.World, record.Objective, $"{record.Seed}",
            $"{record.State}".ToLowerInvariant(), $"{record.Started:O}", Number(record.Seconds),
            record.Verdict?.State ?? ""];

    private static string[] Cells(RunRecord record, string reading) =>
        record.Summary.FirstOrDefault(r => r.Name == reading) is { } found
            ? [Number(found.Value), Number(found.StandardError), Number(found.Chance)]
            : ["", "", ""];

    private static string[] Cells(MetricLine line) =>
        [$"{line.Step}", line.Name, Number(line.Value), Number(line.StandardError), Number(line.Chance),
            line.Remark, Number(line.Seconds)];

    private static string Number(double value) => double.IsFinite(value) ? $"{value:R}" : "";

    /// <summary>The JSON document.</summary>
    internal sealed record Document(IReadOnlyList<Entry> Runs);

    /// <summary>One run in it.</summary>
    internal sealed record Entry(
        string Name, string World, string Objective, long Seed, RunState State, double Seconds, string Folder,
        IReadOnlyList<NamedReading> Readings, RunVerdict? Verdict, AssumptionCard? Card)
    {
        /// <summary>What a folder says.</summary>
        public static Entry From(RunFolder folder)
        {
            RunRecord r = folder.Record();
            return new(
                r.Name, r.World, r.Objective, r.Seed, r.State, r.Seconds, folder.Path, r.Summary, r.Verdict,
                r.Card);
        }
    }
}
