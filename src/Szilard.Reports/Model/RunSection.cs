using Szilard.Experiments.Dynamics;
using Szilard.Learners.Thermodynamics;
using Szilard.Records;

namespace Szilard.Reports;

/// <summary>One run of one seed, as the report shows it.</summary>
/// <param name="Name">Name of the run; runs of equal name are seeds of one another.</param>
/// <param name="Verdict">What happened, with evidence.</param>
public sealed record RunSection(string Name, RunVerdict Verdict)
{
    /// <summary>Why the run is there, in a word or two: "control", "upper bound", "assumption violated";
    /// empty for a run under test.</summary>
    public string Role { get; init; } = "";

    /// <summary>The world's name.</summary>
    public string World { get; init; } = "";

    /// <summary>The objective's name.</summary>
    public string Objective { get; init; } = "";

    /// <summary>The seed.</summary>
    public long Seed { get; init; }

    /// <summary>Wall-clock time in seconds.</summary>
    public double Seconds { get; init; } = double.NaN;

    /// <summary>The last readings, in the order of the table's columns.</summary>
    public IReadOnlyList<ReportedReading> Readings { get; init; } = [];

    /// <summary>Readings over steps.</summary>
    public IReadOnlyList<Curve> Curves { get; init; } = [];

    /// <summary>When each reading moved; null where the run is not to be looked at so.</summary>
    public RunDynamics? Dynamics { get; init; }

    /// <summary>Latents against representation, where the world knows its latents.</summary>
    public Scatter? Scatter { get; init; }

    /// <summary>The assumption card, where a theorem matches.</summary>
    public AssumptionCard? AssumptionCard { get; init; }

    /// <summary>Its booked steps, in order; none where the method is no thermodynamic process or nothing was
    /// booked.</summary>
    public IReadOnlyList<BookedStep> Books { get; init; } = [];

    /// <summary>What the host drew meanwhile; null where nothing is said of it.</summary>
    public PhysicalEnergy? PhysicalEnergy { get; init; }

    /// <summary>The run's specification, flattened: dotted key → value.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Specification { get; init; } = [];

    /// <summary>What a reader should know of the data: constant columns, labels left out.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Where the time went: phase → seconds.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Phases { get; init; } = [];
}
