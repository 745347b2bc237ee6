namespace Szilard.Experiments.Specification;

/// <summary>A key of the specification that a study varies.</summary>
/// <param name="Key">Dotted: <c>training.batch</c>.</param>
/// <param name="Values">What it is set to, as YAML, in the order of the file; at least one, all
/// different.</param>
public sealed record Knob(string Key, IReadOnlyList<string> Values);

/// <summary>A run of a study at one point of the study's grid; without a grid, the run itself.</summary>
/// <param name="Of">The run as the file calls it.</param>
/// <param name="At">Knob → value, for the knobs that change this run; empty where none does.</param>
/// <param name="Run">What is run, under a name of its own.</param>
public sealed record Cell(string Of, IReadOnlyList<KeyValuePair<string, string>> At, RunSpecification Run)
{
    /// <summary>The control that it is, as <c>control: untrained encoder</c>; empty for a run of the
    /// study.</summary>
    public string Control { get; init; } = "";

    /// <summary><c>raw (control: identity encoder)</c>; of a run of the study, its name.</summary>
    public string Title => Control.Length == 0 ? Of : $"{Of} ({Control})";

    /// <summary>The value of a knob; null where it does not change this run.</summary>
    public string? ValueOf(string knob) =>
        At.Where(a => a.Key == knob).Select(a => a.Value).FirstOrDefault();

    /// <summary><c>training.batch 8, world.rho 0.9</c>; empty where no knob changes this run.</summary>
    public string Point => string.Join(", ", At.Select(a => $"{a.Key} {a.Value}"));
}
