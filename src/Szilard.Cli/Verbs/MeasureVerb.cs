using System.CommandLine;
using System.Text.Json.Nodes;
using Szilard.Observables;
using Szilard.Parts;
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

    private const StringSplitOptions Separately =
        StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    private static IEnumerable<string> Names => Meters.All.Cards.Select(c => c.Name);

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        SpecimenOptions specimen = new();
        Option<string?> meters = StudyOptions.Text(
            "--meters", "names", "Meters, separated by commas; default: all whose arrays were given.");
        meters.CompletionSources.Add(_ => Names);
        Option<long> seed = StudyOptions.Seed("Seed of subsamples and permutations.");
        Option<bool> json = StudyOptions.Json();
        Verb verb = new(
            "measure", "Read every meter off arrays (.npy, .npz:key, .safetensors:name, .csv).", Examples);
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
            NoValue.Refuse([.. readings.Select(r => (r.Reading.Value, r.Reading.Remark))]);
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
        foreach (string name in names.Split(',', Separately).Distinct())
        {
            if (Meters.All.Find(name) is not { } meter)
                faults.Add($"There is no meter `{name}`{Spelling.Hint(name, Names)}");
            else if ((meter.BuildDefault().Needs & ~evidence) is var missing and not Evidence.None)
                faults.Add($"`{name}` needs {SpecimenOptions.Wanted(missing)}.");
            else
                chosen.Add(meter);
        }
        if (faults.Count > 0)
            throw new SzilardException(string.Join(Environment.NewLine, faults));
        return chosen.Count > 0
            ? chosen
            : throw new SzilardException("`--meters` names no meter; leave it out for all of them.");
    }

    private static void WriteText(Surroundings surroundings, IReadOnlyList<NamedReading> readings) =>
        ResultTable.WriteReadings(
            surroundings, "meter", readings.Select(r => Records.NamedReading.From(r.Name, r.Reading, "")));

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
