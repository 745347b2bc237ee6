namespace Szilard.Experiments.Specification;

/// <summary>A claim with the runs that test it, as resolved from a study file.</summary>
/// <param name="Name">Kebab-case.</param>
/// <param name="Claim">One sentence; empty where the file makes none.</param>
/// <param name="Data">Folder or file with data, absolute where the study came from a file; empty where it
/// names none.</param>
/// <param name="Seeds">Each run is repeated once per seed; distinct, at least one.</param>
/// <param name="Cells">At least one, run by run in the order of the file, with distinct names.</param>
/// <param name="Expectations">What must hold afterwards, in the order of the file.</param>
public sealed record Study(
    string Name,
    string Claim,
    string Data,
    IReadOnlyList<long> Seeds,
    IReadOnlyList<Cell> Cells,
    IReadOnlyList<Expectation> Expectations)
{
    /// <summary>The most runs that a grid makes: points × runs × seeds.</summary>
    public const int MostRuns = 10_000;

    /// <summary>Who says so; empty where the file does not tell.</summary>
    public string Source { get; init; } = "";

    /// <summary>How many minutes it takes on two cores; NaN where the file does not tell.</summary>
    public double Minutes { get; init; } = double.NaN;

    /// <summary>What is varied; empty for a study without a grid.</summary>
    public IReadOnlyList<Knob> Knobs { get; init; } = [];

    /// <summary>What is run.</summary>
    public IReadOnlyList<RunSpecification> Runs => [.. Cells.Select(c => c.Run)];

    /// <summary>Says that a grid makes more runs than are run; null where it does not.</summary>
    /// <param name="cells">Points × runs.</param>
    /// <param name="seeds">Seeds of each.</param>
    public static string? Excess(long cells, long seeds) => cells * seeds <= MostRuns
        ? null
        : $"{cells} cells (points × runs) × {seeds} seeds make {cells * seeds} runs, but at most "
        + $"{MostRuns} are run; leave values or seeds out.";
}
