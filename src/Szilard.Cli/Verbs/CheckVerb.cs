using System.CommandLine;
using System.Text.Json.Nodes;
using Szilard.Experiments.Specification;
using Szilard.Reports;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard check STUDY</c>: validates without running.</summary>
internal static class CheckVerb
{
    private const string Examples = """
        szilard check spiral.yaml
        szilard check spiral.yaml --set world.rho=0.9 --set training.steps=100
        """;

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        Argument<string> study = new("study") { Description = "The study file (YAML)." };
        Option<string[]> set = StudyOptions.Set(surroundings);
        Option<bool> json = StudyOptions.Json();
        Verb verb = new("check", "Say everything that is wrong with a study, without running it.", Examples)
        {
            study, set, json,
        };
        verb.SetAction(parsed => Check(
            surroundings, parsed.GetRequiredValue(study), parsed.GetValue(set) ?? [], parsed.GetValue(json)));
        return verb;
    }

    private static int Check(Surroundings surroundings, string path, string[] overrides, bool json)
    {
        StudyReading reading = StudyFile.Read(path, surroundings.Laboratory().Form, overrides);
        if (json)
            Json.Write(surroundings.Out, Document(path, reading));
        else
            WriteText(surroundings.Out, path, reading);
        return reading is SoundStudy ? ExitCode.Done : ExitCode.Misuse;
    }

    private static void WriteText(TextWriter output, string path, StudyReading reading)
    {
        if (reading is FaultyStudy faulty)
        {
            foreach (StudyFault fault in faulty.Faults)
                output.WriteLine(fault);
            return;
        }
        Study study = reading.Demand();
        int width = study.Runs.Max(r => r.Name.Length);
        output.WriteLine(
            $"{path}: no fault found in `{study.Name}`: {Words.Count(study.Runs.Count, "run")} × "
            + $"{Words.Count(study.Seeds.Count, "seed")}, "
            + $"{Words.Count(study.Expectations.Count, "expectation")}.");
        foreach (RunSpecification run in study.Runs)
            output.WriteLine($"  {run.Name.PadRight(width)}  {Kinds(run)}");
    }

    /// <summary>The kinds of the sections that have a choice.</summary>
    private static string Kinds(RunSpecification run) =>
        string.Join(" · ", run.Sections.Where(s => s.Value.Kind != s.Key).Select(s => s.Value.Kind));

    private static JsonObject Document(string path, StudyReading reading)
    {
        JsonObject document = new() { ["file"] = path };
        if (reading is SoundStudy(Study study))
        {
            document["study"] = study.Name;
            document["seeds"] = new JsonArray([.. study.Seeds.Select(s => (JsonNode)s)]);
            document["runs"] = new JsonArray([.. study.Runs.Select(SpecificationJson.Write)]);
            document["expectations"] = new JsonArray(
                [.. study.Expectations.Select(e => (JsonNode)e.Sentence)]);
        }
        IReadOnlyList<StudyFault> faults = reading is FaultyStudy faulty ? faulty.Faults : [];
        document["faults"] = new JsonArray([.. faults.Select(Document)]);
        return document;
    }

    private static JsonObject Document(StudyFault fault) => new()
    {
        ["source"] = fault.Source,
        ["line"] = fault.Line,
        ["column"] = fault.Column,
        ["key"] = fault.Key,
        ["message"] = fault.Sentence,
    };
}
