using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Szilard.Experiments.Dynamics;
using Szilard.Records;
using Szilard.Reports;
using NumberText = Szilard.Observables.NumberText;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard runs show RUN</c>: all that the record of one run says.</summary>
internal static class RunsShowVerb
{
    private const string Examples = """
        szilard runs show 3f9a
        szilard runs show runs/2026-11-22-quick-3f9a --json
        """;

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        Argument<string> run = RunArguments.One();
        Option<string?> root = WorkOptions.RootOption();
        Option<bool> json = StudyOptions.Json();
        Verb verb = new("show", "Show one run: verdict, readings, assumptions, specification.", Examples)
        {
            run, root, json,
        };
        verb.SetAction(parsed =>
        {
            string place = WorkOptions.RootOf(parsed.GetValue(root));
            RunFolder folder = RunFolder.Find(place, parsed.GetRequiredValue(run));
            RunRecord record = folder.Record();
            if (parsed.GetValue(json))
                Json.Write(surroundings.Out, Document(folder, record));
            else
                WriteText(surroundings, folder, record);
        });
        return verb;
    }

    private static void WriteText(Surroundings surroundings, RunFolder folder, RunRecord record)
    {
        TextWriter output = surroundings.Out;
        string stale = IsStale(folder, record) ? " (but it shows no life any more)" : "";
        output.WriteLine($"{record.Name}: {record.World} · {record.Objective} · seed {record.Seed}");
        string state = $"{record.State}".ToLowerInvariant();
        output.WriteLine($"{state}{stale} after {NumberText.Duration(record.Seconds)} in {folder.Path}");
        if (record.Message.Length > 0)
            output.WriteLine(record.Message);
        RunTable.WriteVerdicts(output, [record]);
        WriteReadings(surroundings, record);
        DynamicsText.Write(surroundings, RunDynamics.Of(folder));
        WriteCard(surroundings, record.Card);
        output.WriteLine();
        foreach ((string key, string value) in RunSettings.Of(record))
            output.WriteLine($"{key} = {value}");
    }

    private static void WriteReadings(Surroundings surroundings, RunRecord record)
    {
        if (record.Summary.Count == 0)
            return;
        surroundings.Out.WriteLine();
        ResultTable.WriteReadings(surroundings, "reading", record.Summary);
    }

    private static void WriteCard(Surroundings surroundings, AssumptionCard? card)
    {
        if (card is null)
            return;
        surroundings.Out.WriteLine();
        surroundings.Out.WriteLine(AssumptionText.Of(card));
        foreach (string line in card.Theorems.Select(AssumptionText.Of).OfType<string>())
            surroundings.Out.WriteLine(line);
        ResultTable.Write(
            surroundings, ["assumption", "status", "measured", "evidence"],
            [.. card.Assumptions.Select(a => (string[])
            [
                a.Claim, $"{a.Status}".ToLowerInvariant(), a.Measured, a.Evidence,
            ])]);
    }

    /// <summary>The record as it stands in the folder, with the folder and whether it is stale.</summary>
    private static JsonObject Document(RunFolder folder, RunRecord record)
    {
        using FileStream stream = File.OpenRead(Path.Combine(folder.Path, "run.json"));
        JsonObject document = new() { ["folder"] = folder.Path, ["stale"] = IsStale(folder, record) };
        using var whole = JsonDocument.Parse(stream);
        foreach (JsonProperty property in whole.RootElement.EnumerateObject())
            document[property.Name] = JsonNode.Parse(property.Value.GetRawText());
        document["dynamics"] = DynamicsText.Document(RunDynamics.Of(folder));
        if (folder.Coefficients() is { } curve)
            document["llc"] = LlcText.Document(folder, curve);
        return document;
    }

    private static bool IsStale(RunFolder folder, RunRecord record) =>
        folder.IsStale(record.State, TimeProvider.System);
}
