using Szilard.Experiments.Specification;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard schema</c>: the JSON schema of study files.</summary>
internal static class SchemaVerb
{
    private const string Examples = """
        szilard schema > study.schema.json
        # then, as the first line of a study: # yaml-language-server: $schema=study.schema.json
        """;

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        Verb verb = new("schema", "Print the JSON schema of study files, for completion in editors.", Examples);
        verb.SetAction(_ => surroundings.Out.WriteLine(StudySchema.Write(surroundings.Laboratory().Form)));
        return verb;
    }
}
