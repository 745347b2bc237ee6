using System.CommandLine;
using System.Text.Json.Nodes;
using Szilard.Records;
using Szilard.Reports;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard runs rebuild</c>: the index anew from the folders.</summary>
internal static class RunsRebuildVerb
{
    private const string Examples = """
        szilard runs rebuild
        szilard runs rebuild --root /data/runs
        """;

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        Option<string?> root = WorkOptions.RootOption();
        Option<bool> json = StudyOptions.Json();
        Verb verb = new("rebuild", "Make the index anew from the run folders, which are the truth.", Examples)
        {
            root, json,
        };
        verb.SetAction(parsed =>
        {
            RunIndex index = new(WorkOptions.RootOf(parsed.GetValue(root)), TimeProvider.System);
            int count = index.Rebuild();
            if (parsed.GetValue(json))
                Json.Write(
                    surroundings.Out, new JsonObject { ["runs"] = count, ["index"] = index.DatabasePath });
            else
                surroundings.Out.WriteLine($"{Words.Count(count, "run")} in {index.DatabasePath}");
        });
        return verb;
    }
}
