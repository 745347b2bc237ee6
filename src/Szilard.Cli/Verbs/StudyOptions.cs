using System.CommandLine;
using Szilard.Experiments.Specification;

namespace Szilard.Cli.Verbs;

/// <summary>Options that several verbs share.</summary>
internal static class StudyOptions
{
    /// <summary><c>--set world.rho=0.9</c>, which can be repeated; completion knows the keys.</summary>
    public static Option<string[]> Set(Surroundings surroundings)
    {
        Option<string[]> option = new("--set")
        {
            Description = "Override a value of the study: world.rho=0.9; can be repeated.",
            HelpName = "key=value",
        };
        option.CompletionSources.Add(_ => Keys(surroundings.Laboratory().Form));
        return option;
    }

    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print JSON for machines." };

    /// <summary>An option that takes a word and need not be given.</summary>
    /// <param name="name">With its dashes.</param>
    /// <param name="word">What the help calls its value.</param>
    /// <param name="description">One sentence.</param>
    public static Option<string?> Text(string name, string word, string description) =>
        new(name) { Description = description, HelpName = word };

    /// <summary><c>--seed</c>, 1 where none is given.</summary>
    public static Option<long> Seed(string description) =>
        new("--seed") { Description = description, HelpName = "number", DefaultValueFactory = _ => 1 };

    private static IEnumerable<string> Keys(StudyForm form) =>
        from section in form.Sections
        from key in section.Cards.SelectMany(c => c.Parameters).Select(p => p.Name).Distinct()
            .Concat(section.HasKind ? [StudySection.KindKey] : [])
        select $"{section.Name}.{key}=";
}
