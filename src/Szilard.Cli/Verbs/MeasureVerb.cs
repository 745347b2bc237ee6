using System.CommandLine;
using System.Text.Json.Nodes;
using Szilard.Observables;
using Szilard.Parts;
using Szilard.Reports;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard measure</c>: meters on arrays that were made anywhere.</summary>
internal static class MeasureVerb
{
    private const string Examples = """
        szilard measure --latents z.npy --representation h.npy
        szilard measure --representation run.npz:features --labels y.npy --meters knn,linear-probe --json
        """;

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        SpecimenOptions specimen = new();
        Option<string?> meters = new("--meters")
        {
            Description = "Names of meters, parted by commas; default: all whose arrays were given.",
            HelpName = "names",
        };
        meters.CompletionSources.Add(_ => Meters.All.Cards.Select(c => c.Name));
        Option<long> seed = new("--seed") { Description = "Seed of splits and permutations; default: 1.", DefaultValueFactory = _ => 1 };
        Option<bool> json = StudyOptions.Json();
        Verb verb = new("measure", "Read every meter off arrays (.npy, .npz:key, .safetensors:name, .csv).", Examples);
        specimen.AddTo(verb);
        verb.Options.Add(meters);
        verb.Options.Add(seed);
        verb.Options.Add(json);
        verb.SetAction(parsed =>
        {
            using Workers workers = new(Environment.ProcessorCount);
            IReadOnlyList<NamedReading> readings = Measure(
                specimen.Read(parsed), parsed.GetValue(meters), RandomKey.FromSeed(parsed.GetValue(seed)),
                workers);
            if (parsed.GetValue(json))
                Json.Write(surroundings.Out, Document(readings));
            else
                WriteText(surroundings, readings);
        });
        return verb;
    }

    private static IReadOnlyList<NamedReading> Measure(
        Specimen specimen, string? names, RandomKey key, Workers workers) =>
        MeterRun.ReadAll(
            specimen, names is null ? Meters.All.Parts : Chosen(names, specimen.Evidence), key, workers);

    private static List<Part<IMeter>> Chosen(string names, Evidence evidence)
    {
        List<Part<IMeter>> chosen = [];
        List<string> faults = [];
        foreach (string name in names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct())
        {
            if (Meters.All.Find(name) is not { } meter)
                faults.Add($"There is no meter `{name}`{Spelling.Hint(name, Meters.All.Cards.Select(c => c.Name))}");
            else if ((meter.BuildDefault().Needs & ~evidence) is var missing and not Evidence.None)
                faults.Add($"`{name}` needs {SpecimenOptions.Wanted(missing)}.");
            else
                chosen.Add(meter);
        }
        if (faults.Count > 0)
            throw new SzilardException(string.Join(Environment.NewLine, faults));
        return chosen.Count > 0 ? chosen : throw new SzilardException("`--meters` names no meter; leave it out for all of them.");
    }

    private static void WriteText(Surroundings surroundings, IReadOnlyList<NamedReading> readings)
    {
        ResultTable.Write(
            surroundings, ["meter", "value ± standard error", "(chance)", "remark"],
            [.. readings.Select(r => (string[])[r.Name, Value(r.Reading), Chance(r.Reading), r.Reading.Remark])]);
    }

    private static string Value(Reading reading) => NumberText.WithError(reading.Value, reading.StandardError);

    private static string Chance(Reading reading) =>
        double.IsNaN(reading.Chance) ? "" : $"({NumberText.Of(reading.Chance)})";

    private static JsonObject Document(IReadOnlyList<NamedReading> readings) => new()
    {
        ["meters"] = new JsonArray([.. readings.Select(r => new JsonObject
        {
            ["name"] = r.Name,
            ["value"] = Json.Finite(r.Reading.Value),
            ["standard_error"] = Json.Finite(r.Reading.StandardError),
            ["chance"] = Json.Finite(r.Reading.Chance),
            ["convention"] = r.Convention,
            ["remark"] = r.Reading.Remark,
        })]),
    };
}
