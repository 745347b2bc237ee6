using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Szilard.Observables;
using Szilard.Parts;

namespace Szilard.Records;

/// <summary>The right to write one run folder. Whatever happens (kill, full disk, lost folder), what was
/// committed before stays readable.</summary>
/// <remarks>Order within a step: readings first, then the checkpoint of that step. A checkpoint remembers how
/// long the line files were, and <see cref="Resume"/> cuts them back to that, so that an interrupted and
/// resumed run writes the same lines as an uninterrupted one.</remarks>
public sealed class RunWriter : IDisposable
{
    private const int KeptCheckpoints = 2;

    private readonly Lock _gate = new();
    private readonly Disk _disk;
    private readonly TimeProvider _time;
    private readonly RunLock _lock;
    private readonly CheckpointShelf _shelf;
    private readonly Heartbeat _heartbeat;
    private readonly LineFile _metrics;
    private readonly LineFile _ledger;
    private readonly RaplMeter _energy;
    private readonly PhysicalEnergy? _energyBefore;
    private long _began;
    private double _secondsBefore;

    internal RunWriter(RunFolder folder, RunRecord record, RunLock taken, TimeProvider time, Disk disk)
    {
        (Folder, Record, _lock, _time, _disk) = (folder, record, taken, time, disk);
        (_began, _secondsBefore) = (time.GetTimestamp(), record.Seconds);
        (_shelf, Phases) = (new CheckpointShelf(folder.Path), new PhaseClock(time));
        _heartbeat = new Heartbeat(folder.Path, time);
        Disk.Guard(folder.Path, Disk.ResumeLater, () => _heartbeat.Begin(disk));
        _metrics = LineFile.Open(folder.MetricsPath, disk);
        _ledger = LineFile.Open(folder.LedgerPath, disk);
        (_energy, _energyBefore) = (new RaplMeter(RaplMeter.SystemRoot, time), record.PhysicalEnergy);
    }

    /// <summary>The folder.</summary>
    public RunFolder Folder { get; }

    /// <summary>What <c>run.json</c> says.</summary>
    public RunRecord Record { get; private set; }

    /// <summary>Where the time goes; its seconds come into <c>run.json</c> at the end.</summary>
    public PhaseClock Phases { get; }

    /// <summary>Seconds of work since the run began, interruptions left out.</summary>
    public double Seconds => _secondsBefore + _time.GetElapsedTime(_began).TotalSeconds;

    /// <summary>Appends readings, all in one write, and shows life.</summary>
    /// <exception cref="SzilardException">The disk is full or the folder cannot be written.</exception>
    public void Append(params ReadOnlySpan<MetricLine> lines)
    {
        lock (_gate)
            _metrics.Append(lines, JsonLayout.Line.MetricLine);
        _heartbeat.Beat();
    }

    /// <summary>Appends a meter's reading at a step, with the seconds of work so far.</summary>
    /// <exception cref="SzilardException">The disk is full or the folder cannot be written.</exception>
    public void Append(long step, string name, Reading reading) =>
        Append(MetricLine.From(step, name, reading, Seconds));

    /// <summary>Appends a line to the ledger.</summary>
    /// <exception cref="SzilardException">The disk is full or the folder cannot be written.</exception>
    public void AppendLedger<T>(T entry, JsonTypeInfo<T> type)
    {
        lock (_gate)
            _ledger.Append([entry], type);
        _heartbeat.Beat();
    }

    /// <summary>Shows life and looks at the energy counters; call it every step, it works at most every five
    /// and every ten seconds.</summary>
    public void Beat()
    {
        _heartbeat.Beat();
        _energy.Sample();
    }

    /// <summary>Commits a checkpoint: written to a temporary name, flushed to the device, renamed; then
    /// all but the newest two are dropped. Readings of this step come before
    /// it.</summary>
    /// <param name="step">The step after which the state stands.</param>
    /// <param name="write">Writes the state.</param>
    /// <exception cref="SzilardException">The disk is full or the folder cannot be written; the checkpoint
    /// before this one is intact.</exception>
    public void Checkpoint(long step, Action<Stream> write)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        lock (_gate)
        {
            _metrics.FlushToDisk();
            _ledger.FlushToDisk();
            var template = new Checkpoint(
                step, CheckpointShelf.NameOf(step), 0, "", _metrics.Length, _ledger.Length, Seconds,
                Phases.Seconds);
            _shelf.Commit(template, write, KeptCheckpoints, _disk);
        }
        _heartbeat.Beat();
    }

    /// <summary>Takes the run up from its newest good checkpoint: cuts the readings back to it, puts newer
    /// damaged checkpoints aside, and says <see cref="RunState.Running"/> again.</summary>
    /// <typeparam name="T">The learner's state.</typeparam>
    /// <param name="read">Reads the state from a path; a <see cref="SzilardException"/>,
    /// <see cref="IOException"/> or <see cref="InvalidDataException"/> rejects that checkpoint.</param>
    /// <returns>Null where there never was a checkpoint: begin at the beginning, the readings are cut to
    /// none.</returns>
    /// <exception cref="SzilardException">There are checkpoints, but none can be used.</exception>
    public Resumption<T>? Resume<T>(Func<string, T> read)
    {
        List<string> remarks = [];
        foreach (Checkpoint checkpoint in _shelf.NewestFirst(remarks.Add))
        {
            if (!TryRead(checkpoint, read, remarks, out T? state))
                continue;
            if (checkpoint.MetricsBytes > _metrics.Length || checkpoint.LedgerBytes > _ledger.Length)
                remarks.Add($"Readings before step {checkpoint.Step} are missing: the files were cut short.");
            Rewind(checkpoint);
            return new Resumption<T>(checkpoint.Step, state!, remarks);
        }
        if (remarks.Count > 0)
            throw new SzilardException(
                $"None of the checkpoints of `{Folder.Path}` can be used. {string.Join(" ", remarks)} "
                + "Restore one, or start a new run.");
        Rewind(new Checkpoint(-1, "", 0, "", 0, 0, 0));
        return null;
    }

    /// <summary>Replaces <c>run.json</c> as a whole.</summary>
    /// <exception cref="SzilardException">The disk is full or the folder cannot be written; the old record is
    /// intact.</exception>
    public void Save(RunRecord record)
    {
        if (record.Id != Record.Id)
            throw new ArgumentException($"Run {record.Id} is not run {Record.Id}.", nameof(record));
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(record, JsonLayout.Page.RunRecord);
        lock (_gate)
            Disk.Guard(
                Folder.RecordPath, Disk.ResumeLater,
                () => _disk.Replace(Folder.RecordPath, stream => stream.Write(bytes)));
        Record = record;
    }

    /// <summary>Says how the run ended, with its final readings.</summary>
    /// <param name="state">How it ended.</param>
    /// <param name="summary">The final readings.</param>
    /// <param name="verdict">The judgement; null where none was made.</param>
    /// <param name="card">The assumptions; null where no theorem was matched.</param>
    /// <param name="message">Why it failed; empty otherwise.</param>
    /// <exception cref="SzilardException">The disk is full or the folder cannot be written.</exception>
    public void Finish(
        RunState state, IReadOnlyList<NamedReading> summary, RunVerdict? verdict = null,
        AssumptionCard? card = null, string message = "")
    {
        _metrics.FlushToDisk();
        Save(Record with
        {
            State = state,
            Summary = summary,
            Verdict = verdict,
            Card = card,
            Message = message,
            Ended = _time.GetUtcNow(),
            Seconds = Seconds,
            Phases = Phases.Seconds,
            PhysicalEnergy = _energyBefore?.Plus(_energy.Read()) ?? _energy.Read(),
        });
    }

    /// <summary>Writes an array file under <c>arrays/</c>, as a whole or not at all.</summary>
    /// <param name="name">Name of the file, such as <c>latents.npy</c>.</param>
    /// <param name="write">Writes the array.</param>
    /// <returns>The path of the file.</returns>
    /// <exception cref="SzilardException">The disk is full or the folder cannot be written.</exception>
    public string WriteArray(string name, Action<Stream> write)
    {
        if (Path.GetFileName(name) != name || name.Length == 0)
            throw new ArgumentException($"`{name}` is no plain file name.", nameof(name));
        string path = Path.Combine(Folder.ArraysPath, name);
        Disk.Guard(path, Disk.ResumeLater, () =>
        {
            Directory.CreateDirectory(Folder.ArraysPath);
            _disk.Replace(path, write);
        });
        return path;
    }

    /// <summary>Keeps what a learner was after a step for good, under <c>snapshots/</c>, as a whole or not at
    /// all.</summary>
    /// <param name="step">The step.</param>
    /// <param name="write">Writes the state.</param>
    /// <exception cref="SzilardException">The disk is full or the folder cannot be written.</exception>
    public void Snapshot(long step, Action<Stream> write) =>
        SnapshotShelf.Write(Folder.Path, step, write, _disk);

    /// <summary>Lets go of the folder. A run that was not finished still says that it is running.</summary>
    public void Dispose()
    {
        _metrics.Dispose();
        _ledger.Dispose();
        _lock.Dispose();
    }

    private bool TryRead<T>(Checkpoint checkpoint, Func<string, T> read, List<string> remarks, out T? state)
    {
        string path = _shelf.DataOf(checkpoint);
        state = default;
        try
        {
            if (!_shelf.IsIntact(checkpoint))
                throw new InvalidDataException("its content is not what was written (checksum).");
            state = read(path);
            return true;
        }
        catch (Exception cause)
            when (cause is SzilardException or IOException or InvalidDataException
                or UnauthorizedAccessException)
        {
            remarks.Add($"Checkpoint of step {checkpoint.Step} is damaged (`{path}`): {cause.Message}");
            return false;
        }
    }

    private void Rewind(Checkpoint to)
    {
        _metrics.TruncateTo(to.MetricsBytes);
        _ledger.TruncateTo(to.LedgerBytes);
        _shelf.PutAsideAfter(to.Step);
        (_began, _secondsBefore) = (_time.GetTimestamp(), to.Seconds);
        Phases.Restart(to.Phases ?? ReadOnlyDictionary<string, double>.Empty);
        Save(Record with
        {
            State = RunState.Running,
            Ended = null,
            Message = "",
            Seconds = to.Seconds,
            Resumed = [.. Record.Resumed, _time.GetUtcNow()],
        });
    }
}
