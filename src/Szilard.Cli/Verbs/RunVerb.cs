using System.CommandLine;
using Szilard.Experiments.Specification;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard run STUDY</c>: runs a study to its verdicts.</summary>
internal static class RunVerb
{
    private const string Examples = """
        szilard run examples/quick.yaml
        szilard run examples/quick.yaml --set world.mixing=spiral --set training.steps=4000
        szilard run examples/fashion-mnist.yaml --data path/to/fashion-mnist
        """;

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        Argument<string> study = new("study") { Description = "The study file (YAML)." };
        Option<string[]> set = StudyOptions.Set(surroundings);
        Option<string?> data = StudyOptions.Text(
            "--data", "path", "Folder or file with the dataset; overrides the study's.");
        Option<string?> labels = StudyOptions.Text(
            "--labels", "labels",
            "Labels of the dataset: auto, none or a file; short for --set world.labels=…");
        WorkOptions work = new();
        Verb verb = new("run", "Run a study: train, measure, judge, record, report.", Examples)
        {
            study, set, data, labels,
        };
        work.AddTo(verb);
        verb.SetAction((parsed, stop) =>
        {
            List<string> overrides = [.. parsed.GetValue(set) ?? []];
            if (parsed.GetValue(labels) is { } chosen)
                overrides.Add($"world.labels={chosen}");
            string path = parsed.GetRequiredValue(study);
            Study read = StudySource.Read(path, surroundings.Laboratory().Form, overrides);
            if (parsed.GetValue(data) is { } given)
                read = read with { Data = Path.GetFullPath(given) };
            StudySession session = new(
                surroundings, work.Read(parsed), Repetition.Of(["run", path], overrides, read.Data));
            return Task.Run(() => session.Run(read, stop), CancellationToken.None);
        });
        return verb;
    }
}
