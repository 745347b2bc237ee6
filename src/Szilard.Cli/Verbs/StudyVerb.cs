namespace Szilard.Cli.Verbs;

/// <summary><c>szilard study</c>: scientific claims, tried.</summary>
internal static class StudyVerb
{
    private const string Examples = """
        szilard study list
        szilard study run falk-8
        szilard study run --all --json
        """;

    /// <summary>The verb with its parts.</summary>
    public static Verb Build(Surroundings surroundings) =>
        new("study", "Try published claims: recompute the figure, compare with what was predicted.", Examples)
        {
            StudyListVerb.Build(surroundings),
            StudyRunVerb.Build(surroundings),
        };
}
