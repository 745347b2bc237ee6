using Szilard.Experiments.Agreement;
using Szilard.Experiments.Sweeps;
using Szilard.Experiments.Verdicts;

namespace Szilard.Reports;

/// <summary>Everything a report shows, as plain data: the caller fills it from run folders, the page only
/// renders it. NaN is allowed for every number and shown as "—".</summary>
/// <param name="Title">What was asked: the name of the study or of the run.</param>
/// <param name="Runs">The runs in the order in which they are shown; those of equal name are seeds of one
/// another and aggregated.</param>
public sealed record ReportModel(string Title, IReadOnlyList<RunSection> Runs)
{
    /// <summary>One sentence under the title: the claim, or the question.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>What the study expected, and whether it held.</summary>
    public IReadOnlyList<ClaimOutcome> Claims { get; init; } = [];

    /// <summary>What a study with a grid found; null (the default) for one without.</summary>
    public SweepResult? Sweep { get; init; }

    /// <summary>How far the seeds of each run agree; empty where none has two.</summary>
    public IReadOnlyList<SeedAgreement> SeedAgreements { get; init; } = [];

    /// <summary>When the last run ended, as text.</summary>
    public string GeneratedAt { get; init; } = "";

    /// <summary>The exact specification as resolved, YAML.</summary>
    public string SpecificationYaml { get; init; } = "";

    /// <summary>The command that repeats these runs.</summary>
    public string Command { get; init; } = "";

    /// <summary>Host, runtime and versions: name → value, in the order in which they are shown.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Versions { get; init; } = [];
}
