using System.CommandLine;
using Szilard.Experiments.Specification;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard demo</c>: the study that this program carries within itself.</summary>
internal static class DemoVerb
{
    private const string Resource = "demo.yaml";

    private const string Examples = """
        szilard demo
        szilard demo --json > demo.json
        """;

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        WorkOptions work = new();
        Option<string[]> set = StudyOptions.Set(surroundings);
        Verb verb = new(
            "demo", "Identify the true causes of a spiral world, beside controls that fail (about a minute).",
            Examples) { set };
        work.AddTo(verb);
        verb.SetAction((parsed, stop) =>
        {
            string[] overrides = parsed.GetValue(set) ?? [];
            Study study =
                StudyReader.Read(Text(), Resource, surroundings.Laboratory().Form, overrides).Demand();
            StudySession session = new(surroundings, work.Read(parsed), Repetition.Of(["demo"], overrides));
            return Task.Run(() => session.Run(study, stop), CancellationToken.None);
        });
        return verb;
    }

    private static string Text()
    {
        using Stream stream = typeof(DemoVerb).Assembly.GetManifestResourceStream(Resource)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
