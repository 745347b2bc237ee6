using System.Text.Json;
using Szilard.Parts;

namespace Szilard.Records;

/// <summary>The folder of one run, for reading; <see cref="Write"/> gives the right to write. The folder is
/// the truth: everything else (index, report, comparison) can be made from it again.</summary>
public sealed class RunFolder
{
    private const long LargestRecord = 1 << 26;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    internal RunFolder(string path) => Path = path;

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>Name of the folder: date, name, id.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The readings over time.</summary>
    public string MetricsPath => In("metrics.jsonl");

    /// <summary>The booked strokes.</summary>
    public string LedgerPath => In("ledger.jsonl");

    /// <summary>The page about this run.</summary>
    public string ReportPath => In("report.html");

    /// <summary>Local learning coefficients along training; there where somebody asked for them.</summary>
    public string CoefficientsPath => In("llc.json");

    /// <summary>Representations and latents.</summary>
    public string ArraysPath => In("arrays");

    internal string Id => Name[(Name.LastIndexOf('-') + 1)..];

    internal string RecordPath => In("run.json");

    /// <summary>Makes the folder of a new run and holds it for writing. Any number of processes may do so at
    /// once under one root.</summary>
    /// <param name="root">The folder of all runs; made where it does not exist.</param>
    /// <param name="start">What the run is.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="SzilardException">The root cannot be written.</exception>
    public static RunWriter Create(string root, RunStart start, TimeProvider time) =>
        RunOpening.Create(root, start, time, Disk.Real);

    /// <summary>Opens an existing run folder for reading.</summary>
    /// <exception cref="SzilardException">There is no run in that folder.</exception>
    public static RunFolder Open(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        var folder = new RunFolder(System.IO.Path.TrimEndingDirectorySeparator(full));
        return File.Exists(folder.RecordPath)
            ? folder
            : throw new SzilardException(
                $"`{path}` is no run folder: it has no `run.json`. Give a folder that `run` made.");
    }

    /// <summary>All run folders under a root, by name; none where there is no root.</summary>
    public static IEnumerable<RunFolder> All(string root) => !Directory.Exists(root)
        ? []
        : Directory.EnumerateDirectories(System.IO.Path.GetFullPath(root))
            .Select(path => new RunFolder(path))
            .Where(folder => File.Exists(folder.RecordPath))
            .OrderBy(folder => folder.Name, StringComparer.Ordinal);

    /// <summary>The run that a user means by a path, a folder's name, an id, a run's name, or the beginning
    /// of any of them.</summary>
    /// <exception cref="SzilardException">No run, or more than one, is meant.</exception>
    public static RunFolder Find(string root, string run)
    {
        if (File.Exists(System.IO.Path.Combine(run, "run.json")))
            return Open(run);
        RunFolder[] all = [.. All(root)];
        RunFolder[] meant = [.. all.Where(f => f.Name == run || f.Id == run)];
        if (meant.Length == 0 && run.Length > 0)
            meant = [.. all.Where(f => f.IsMeantByStart(run))];
        return meant.Length == 1 ? meant[0] : throw NotOne(root, run, all, meant);
    }

    /// <summary>What <c>run.json</c> says.</summary>
    /// <exception cref="SzilardException">The file is missing, damaged, or of a newer version.</exception>
    public RunRecord Record()
    {
        try
        {
            if (new FileInfo(RecordPath).Length > LargestRecord)
                throw new SzilardException($"`{RecordPath}` has over {LargestRecord} bytes; it is none.");
            byte[] json = File.ReadAllBytes(RecordPath);
            RunRecord? record = JsonSerializer.Deserialize(json, JsonLayout.Page.RunRecord);
            return RecordCheck.Checked(record, RecordPath);
        }
        catch (Exception cause) when (cause is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new SzilardException(
                $"`{RecordPath}` cannot be read: {cause.Message} Restore it, or delete the folder.", cause);
        }
    }

    /// <summary>All readings in the order in which they were written; a torn last line is left out.</summary>
    /// <exception cref="SzilardException">A line is damaged; the message names it.</exception>
    public IEnumerable<MetricLine> Metrics() => LineReader.Read(MetricsPath, JsonLayout.Line.MetricLine);

    /// <summary>All booked lines in the order in which they were written.</summary>
    /// <exception cref="SzilardException">A line is damaged; the message names it.</exception>
    public IEnumerable<JsonElement> Ledger() => LineReader.Read(LedgerPath, JsonLayout.Line.JsonElement);

    /// <summary>All committed checkpoints with readable cards, the newest first.</summary>
    public IReadOnlyList<Checkpoint> Checkpoints() => [.. new CheckpointShelf(Path).NewestFirst(_ => { })];

    /// <summary>Steps at which the parameters were kept for good, with the paths of the files, in
    /// order.</summary>
    public IReadOnlyList<(long Step, string Path)> Snapshots() => SnapshotShelf.All(Path);

    /// <summary>The learning coefficients that were kept; null where there are none.</summary>
    /// <exception cref="SzilardException">The file is damaged.</exception>
    public CoefficientCurve? Coefficients()
    {
        if (!File.Exists(CoefficientsPath))
            return null;
        try
        {
            return JsonSerializer.Deserialize(
                File.ReadAllBytes(CoefficientsPath), JsonLayout.Page.CoefficientCurve);
        }
        catch (Exception cause) when (cause is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new SzilardException(
                $"`{CoefficientsPath}` cannot be read: {cause.Message} Delete it, and run `szilard llc` "
                    + "again.", cause);
        }
    }

    /// <summary>Keeps learning coefficients in place of those that were there. It needs no right to write:
    /// the run itself never touches that file.</summary>
    /// <exception cref="SzilardException">The disk is full or the folder cannot be written.</exception>
    public void Keep(CoefficientCurve curve)
    {
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(curve, JsonLayout.Page.CoefficientCurve);
        Disk.Guard(
            CoefficientsPath, "Free some space or make the folder writable.",
            () => Disk.Real.Replace(CoefficientsPath, stream => stream.Write(bytes)));
    }

    /// <summary>The path of a checkpoint's data.</summary>
    public string DataOf(Checkpoint checkpoint) => new CheckpointShelf(Path).DataOf(checkpoint);

    /// <summary>When the writer last showed life; null where there was none.</summary>
    public DateTimeOffset? LastHeartbeat() => Heartbeat.Last(Path);

    /// <summary>True where a run says that it is running but has shown no life for five minutes.</summary>
    public bool IsStale(RunState state, TimeProvider time) =>
        state == RunState.Running && !(time.GetUtcNow() - LastHeartbeat() < Patience);

    /// <summary>Takes the right to write, until the writer is disposed or the process ends.</summary>
    /// <param name="time">The clock.</param>
    /// <exception cref="SzilardException">Another process is writing (the message names it), the folder is
    /// not writable, or its record is damaged.</exception>
    public RunWriter Write(TimeProvider time) => RunOpening.Open(this, time, Disk.Real);

    internal string In(string name) => System.IO.Path.Combine(Path, name);

    private bool IsMeantByStart(string text) =>
        Name.StartsWith(text, StringComparison.Ordinal)
        || Id.StartsWith(text, StringComparison.Ordinal)
        || FolderName.WithoutDate(Name).StartsWith(text, StringComparison.Ordinal);

    private static SzilardException NotOne(string root, string run, RunFolder[] all, RunFolder[] meant) =>
        new(meant.Length > 1
            ? $"`{run}` may mean {meant.Length} runs; give the id: {string.Join(", ", Names(meant))}."
            : all.Length == 0
                ? $"There is no run `{run}`: `{root}` has no runs yet."
                : $"There is no run `{run}` in `{root}`{Spelling.Hint(run, Names(all))}");

    private static IEnumerable<string> Names(RunFolder[] all) => all.TakeLast(20).Select(f => f.Name);
}
