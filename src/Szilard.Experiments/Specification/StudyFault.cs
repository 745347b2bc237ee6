namespace Szilard.Experiments.Specification;

/// <summary>One thing that is wrong with a study, and where.</summary>
/// <param name="Source">The study file as the user named it, or the override: <c>--set rho=2</c>.</param>
/// <param name="Line">From 1; 0 for an override.</param>
/// <param name="Column">From 1; 0 for an override.</param>
/// <param name="Key">Dotted from the root: <c>runs.a.objective.kind</c>; empty for the whole file.</param>
/// <param name="Sentence">Cause, numbers, remedy.</param>
public sealed record StudyFault(string Source, int Line, int Column, string Key, string Sentence)
{
    /// <summary><c>spiral.yaml:4:8: world.rho: sentence</c>, which editors turn into a link.</summary>
    public override string ToString()
    {
        string place = Line > 0 ? $"{Source}:{Line}:{Column}" : Source;
        return Key.Length > 0 ? $"{place}: {Key}: {Sentence}" : $"{place}: {Sentence}";
    }
}
