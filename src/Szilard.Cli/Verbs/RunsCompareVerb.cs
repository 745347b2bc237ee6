using System.CommandLine;
using System.Text.Json.Nodes;
using Szilard.Records;
using NumberText = Szilard.Observables.NumberText;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard runs compare RUN RUN…</c>: where runs differ, and what they read.</summary>
internal static class RunsCompareVerb
{
    private const string Examples = """
        szilard runs compare 3f9a 77c0
        szilard runs compare 3f9a 77c0 --json
        """;

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        RunArguments runs = new(new ArgumentArity(2, 10_000));
        Option<bool> json = StudyOptions.Json();
        Verb verb = new("compare", "Set runs side by side; seeds of one run are pooled.", Examples) { json };
        runs.AddTo(verb);
        verb.SetAction(parsed =>
        {
            RunComparison comparison = RunComparison.Of(runs.Read(parsed));
            if (parsed.GetValue(json))
                Json.Write(surroundings.Out, Document(comparison));
            else
                WriteText(surroundings, comparison);
        });
        return verb;
    }

    private static void WriteText(Surroundings surroundings, RunComparison comparison)
    {
        string[] titles = ["", .. comparison.Groups.Select(g => g.Name)];
        string[] seeds = ["seeds", .. comparison.Groups.Select(g => string.Join(", ", g.Seeds))];
        ResultTable.Write(
            surroundings, titles,
            [
                seeds, .. comparison.Settings.Select(row => (string[])[row.Key, .. row.Values]),
                .. comparison.Readings.Select(row => (string[])[row.Key, .. row.Values.Select(Cell)]),
            ]);
        surroundings.Out.WriteLine("mean ± standard error over seeds (chance level)");
    }

    private static string Cell(PooledReading reading) =>
        NumberText.WithChance(reading.Mean, reading.StandardError, reading.Chance);

    private static JsonObject Document(RunComparison comparison) => new()
    {
        ["groups"] = new JsonArray([.. comparison.Groups.Select(g => new JsonObject
        {
            ["name"] = g.Name,
            ["folders"] = new JsonArray([.. g.Folders.Select(f => (JsonNode)f)]),
            ["seeds"] = new JsonArray([.. g.Seeds.Select(s => (JsonNode)s)]),
        })]),
        ["settings"] = Rows(comparison.Settings, text => text),
        ["readings"] = Rows(comparison.Readings, Document),
    };

    private static JsonArray Rows<T>(IEnumerable<ComparisonRow<T>> rows, Func<T, JsonNode?> value) =>
        new([.. rows.Select(row => new JsonObject
        {
            ["key"] = row.Key,
            ["values"] = new JsonArray([.. row.Values.Select(value)]),
        })]);

    private static JsonObject Document(PooledReading reading) => new()
    {
        ["mean"] = Json.Finite(reading.Mean),
        ["standard_error"] = Json.Finite(reading.StandardError),
        ["count"] = reading.Count,
        ["least"] = Json.Finite(reading.Least),
        ["greatest"] = Json.Finite(reading.Greatest),
        ["chance"] = Json.Finite(reading.Chance),
    };
}
