namespace Szilard.Cli.Verbs;

/// <summary><c>szilard runs</c>: what was recorded.</summary>
internal static class RunsVerb
{
    private const string Examples = """
        szilard runs list --sort r2.affine --limit 10
        szilard runs show 3f9a
        szilard runs export --output runs.csv
        """;

    /// <summary>The verb with its parts.</summary>
    public static Verb Build(Surroundings surroundings) =>
        new("runs", "List, show, compare and export recorded runs.", Examples)
        {
            RunsListVerb.Build(surroundings),
            RunsShowVerb.Build(surroundings),
            RunsCompareVerb.Build(surroundings),
            RunsExportVerb.Build(surroundings),
            RunsRebuildVerb.Build(surroundings),
        };
}
