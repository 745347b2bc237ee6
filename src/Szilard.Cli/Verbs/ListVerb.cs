using System.CommandLine;
using Szilard.Experiments;
using Szilard.Parts;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard list</c>: what there is to choose from.</summary>
internal static class ListVerb
{
    private const string Examples = """
        szilard list                    # everything, one line each
        szilard list objectives         # with parameters, ranges, defaults and sources
        szilard list meters --json
        """;

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        Argument<string?> what = new("what")
        {
            Description = "worlds, views, encoders, objectives, optimisers, meters, kernels, rules, …; "
                + "default: all.",
            HelpName = "what",
            Arity = ArgumentArity.ZeroOrOne,
        };
        what.CompletionSources.Add(_ => surroundings.Laboratory().Shelves.Select(s => s.Name));
        Option<bool> json = StudyOptions.Json();
        Verb verb = new("list", "Show the parts that a study can name.", Examples)
        {
            what, json,
        };
        verb.SetAction(parsed => List(surroundings, parsed.GetValue(what), parsed.GetValue(json)));
        return verb;
    }

    private static void List(Surroundings surroundings, string? what, bool json)
    {
        IReadOnlyList<Shelf> shelves = surroundings.Laboratory().Shelves;
        if (what is not null)
            shelves = [Find(shelves, what)];
        if (json)
            Json.Write(surroundings.Out, PartJson.Write(shelves));
        else if (!surroundings.IsPlain)
            PartTable.Write(surroundings.Out, shelves, inFull: what is not null);
        else
            PartText.Write(surroundings.Out, shelves, inFull: what is not null);
    }

    private static Shelf Find(IReadOnlyList<Shelf> shelves, string what) =>
        shelves.FirstOrDefault(s => s.Name == what)
        ?? throw new SzilardException(
            $"There are no `{what}` to list{Spelling.Hint(what, shelves.Select(s => s.Name))}");
}
