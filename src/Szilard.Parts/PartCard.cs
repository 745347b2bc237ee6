namespace Szilard.Parts;

/// <summary>What a part (a world, an objective, a meter, …) says of itself: enough for help, listing,
/// validation, the JSON schema and the docs table.</summary>
/// <param name="Name">Kebab-case name, as in the literature: <c>info-nce</c>, <c>rank-me</c>.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="Source">Author, title, year, equation; or "derived here".</param>
public sealed record PartCard(string Name, string Summary, string Source)
{
    /// <summary>The family of methods it belongs to, in the words of a survey; empty where parts of its sort
    /// have none.</summary>
    public string Category { get; init; } = "";

    /// <summary>The formula in plain text; empty where there is none.</summary>
    public string Formula { get; init; } = "";

    /// <summary>Which of the published variants this is (averaging, negatives, estimator).</summary>
    public string Convention { get; init; } = "";

    /// <summary>How far it is a thermodynamic process, and why; empty where that is not asked.</summary>
    public string Thermodynamics { get; init; } = "";

    /// <summary>The parameters, in the order in which they are shown.</summary>
    public IReadOnlyList<ParameterCard> Parameters { get; init; } = [];

    /// <summary>Faults that no parameter sees alone, each under the name of the parameter to change. Asked
    /// only where every parameter by itself is sound. Default: none.</summary>
    public Func<Settings, IEnumerable<Fault>> Check { get; init; } = _ => [];
}
