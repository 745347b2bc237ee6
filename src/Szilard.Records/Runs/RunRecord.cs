using System.Collections.ObjectModel;
using System.Text.Json;

namespace Szilard.Records;

/// <summary>What <c>run.json</c> holds: all that is known of a run except its readings over time.</summary>
public sealed record RunRecord
{
    /// <summary>The layout that this version writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Layout of the file; a higher one than <see cref="CurrentFormat"/> is refused.</summary>
    public required int Format { get; init; }

    /// <summary>Short identifier, the last part of the folder's name.</summary>
    public required string Id { get; init; }

    /// <summary>What the user calls the run.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the world.</summary>
    public string World { get => field ?? ""; init; }

    /// <summary>Name of the objective.</summary>
    public string Objective { get => field ?? ""; init; }

    /// <summary>The seed from which all randomness comes.</summary>
    public required long Seed { get; init; }

    /// <summary>Where the run stands.</summary>
    public required RunState State { get; init; }

    /// <summary>Why it failed, in one sentence; empty otherwise.</summary>
    public string Message { get => field ?? ""; init; }

    /// <summary>What a reader of the results should know of the data, one sentence each.</summary>
    public IReadOnlyList<string> Remarks { get => field ?? []; init; }

    /// <summary>When it began (UTC).</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it ended (UTC); null while it runs.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Seconds of work, interruptions left out.</summary>
    public double Seconds { get; init; }

    /// <summary>Seconds of work by phase, in the order of their first appearance; empty while it
    /// runs.</summary>
    public IReadOnlyDictionary<string, double> Phases
    {
        get => field ?? ReadOnlyDictionary<string, double>.Empty;
        init;
    }

    /// <summary>What the host drew meanwhile, in joules; null while it runs, and in records of earlier
    /// versions.</summary>
    public PhysicalEnergy? PhysicalEnergy { get; init; }

    /// <summary>When it was taken up again after an interruption (UTC).</summary>
    public IReadOnlyList<DateTimeOffset> Resumed { get => field ?? []; init; }

    /// <summary>The command that repeats the run; empty where there is none.</summary>
    public string Command { get => field ?? ""; init; }

    /// <summary>The complete specification as resolved.</summary>
    public required JsonElement Specification { get; init; }

    /// <summary>The machine and the versions.</summary>
    public required HostFacts Host { get; init; }

    /// <summary>The final readings.</summary>
    public IReadOnlyList<NamedReading> Summary { get => field ?? []; init; }

    /// <summary>What is to be thought of it; null as long as nothing was judged.</summary>
    public RunVerdict? Verdict { get; init; }

    /// <summary>What theory assumes and whether it holds here; null where no theorem was matched.</summary>
    public AssumptionCard? Card { get; init; }
}
