using Szilard.Parts;

namespace Szilard.Records;

/// <summary>One row of the table <c>runs</c>. Times are ticks (UTC), so that they sort.</summary>
internal sealed record IndexEntry
{
    /// <summary>Name of the folder.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Modification time of <c>run.json</c>; −1 where it is to be read again.</summary>
    public long Ticks { get; init; }

    /// <summary>Length of <c>run.json</c>.</summary>
    public long Size { get; init; }

    /// <summary>Short identifier.</summary>
    public string Id { get; init; } = "";

    /// <summary>What the user calls the run.</summary>
    public string Name { get; init; } = "";

    /// <summary>Name of the world.</summary>
    public string World { get; init; } = "";

    /// <summary>Name of the objective.</summary>
    public string Objective { get; init; } = "";

    /// <summary>Where it stands; empty where the record is unreadable.</summary>
    public string State { get; init; } = "";

    /// <summary>Its seed.</summary>
    public long Seed { get; init; }

    /// <summary>When it began.</summary>
    public long Started { get; init; }

    /// <summary>Seconds of work.</summary>
    public double Seconds { get; init; }

    /// <summary>State of the verdict.</summary>
    public string Verdict { get; init; } = "";

    /// <summary>Why the record is unreadable.</summary>
    public string Fault { get; init; } = "";

    /// <summary>What <see cref="RunQuery.Text"/> searches.</summary>
    public string Words { get; init; } = "";

    /// <summary>The final readings that are numbers; they live in a table of their own.</summary>
    public IReadOnlyList<(string Name, double Value)> Readings { get; init; } = [];

    /// <summary>What a folder says now.</summary>
    public static IndexEntry Read(RunFolder folder, long ticks, long size)
    {
        try
        {
            return From(folder.Name, folder.Record()) with { Ticks = ticks, Size = size };
        }
        catch (SzilardException fault)
        {
            return new()
            {
                Folder = folder.Name,
                Ticks = ticks,
                Size = size,
                Name = folder.Name,
                Fault = fault.Message,
                Words = folder.Name,
            };
        }
    }

    /// <summary>The row that the user sees.</summary>
    public RunRow ToRow(string root, TimeProvider time)
    {
        var folder = new RunFolder(Path.Combine(Path.GetFullPath(root), Folder));
        RunState? state = Enum.TryParse(State, out RunState known) ? known : null;
        return new RunRow(
            folder.Path, Id, Name, World, Objective, state, Seed, new DateTimeOffset(Started, TimeSpan.Zero),
            Seconds, Verdict, state is { } s && folder.IsStale(s, time), Fault);
    }

    private static IndexEntry From(string folder, RunRecord record) => new()
    {
        Folder = folder,
        Id = record.Id,
        Name = record.Name,
        World = record.World,
        Objective = record.Objective,
        State = record.State.ToString(),
        Seed = record.Seed,
        Started = record.Started.UtcTicks,
        Seconds = record.Seconds,
        Verdict = record.Verdict?.State ?? "",
        Words = WordsOf(folder, record),
        Readings = [.. record.Summary.Where(r => double.IsFinite(r.Value)).Select(r => (r.Name, r.Value))],
    };

    private static string WordsOf(string folder, RunRecord record) => string.Join(
        '\n',
        [folder, record.Name, record.Verdict?.State, record.Verdict?.Evidence,
            .. FlatSpecification.Of(record.Specification).Select(s => $"{s.Key}={s.Value}")]);
}
