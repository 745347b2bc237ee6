using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Szilard.Experiments.Singular;
using Szilard.Experiments.Specification;
using Szilard.Parts;
using Szilard.Records;
using NumberText = Szilard.Observables.NumberText;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard llc RUN…</c>: local learning coefficients along the training of runs.</summary>
internal static class LlcVerb
{
    private const string Examples = """
        szilard llc quick                                # of one run: snapshots and newest checkpoints
        szilard llc quick --final --ladder 30,100,300,1000 --json
        szilard llc --study examples/llc.yaml            # of the newest runs that a study names
        """;

    private static readonly Option<string?> s_study = StudyOptions.Text(
        "--study", "study", "Takes the newest run of each name and seed of a study that was run.");
    private static readonly Option<int> s_pairs = Whole(
        "--pairs", "n, pairs that are frozen.", Default.Pairs);
    private static readonly Option<double?> s_temperature = Number("--nbeta", "nβ > 0; default: n/ln n.");
    private static readonly Option<double?> s_step = Number(
        "--step", "ε > 0; default: 0.2/a, a = nβ·h + γ, h the largest curvature.");
    private static readonly Option<double> s_localisation = new("--localisation")
    {
        Description = "γ ≥ 0, how hard the walk is held to its start.",
        HelpName = "number",
        DefaultValueFactory = _ => Default.Localisation,
    };
    private static readonly Option<int> s_chains = Whole("--chains", "Independent chains.", Default.Chains);
    private static readonly Option<int> s_burnIn = Whole(
        "--burn-in", "Steps of each chain that are not kept.", Default.BurnIn);
    private static readonly Option<int> s_draws = Whole(
        "--draws", "Losses that each chain keeps.", Default.Draws);
    private static readonly Option<string?> s_ladder = StudyOptions.Text(
        "--ladder", "numbers", "Further nβ, at least 4, for λ and multiplicity at the last point.");
    private static readonly Option<bool> s_final = new("--final") { Description = "Only the last point." };
    private static readonly Option<int> s_threads = Whole(
        "--threads", "Chains that walk at once.", Environment.ProcessorCount);
    private static readonly Option<long> s_seed = StudyOptions.Seed("Seed of pairs and noise.");
    private static readonly Option<bool> s_json = StudyOptions.Json();

    private static CoefficientSettings Default => new();

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        RunArguments runs = new(ArgumentArity.ZeroOrMore);
        Verb verb = new(
            "llc", "Local learning coefficients along the training of runs, kept in llc.json.", Examples);
        runs.AddTo(verb);
        foreach (Option option in (Option[])
            [
                s_study, s_pairs, s_temperature, s_step, s_localisation, s_chains, s_burnIn, s_draws,
                s_ladder, s_final,
                s_threads, s_seed, s_json,
            ])
            verb.Options.Add(option);
        verb.SetAction((parsed, stop) =>
        {
            CoefficientSettings settings = Read(parsed);
            int threads = parsed.GetValue(s_threads);
            if (threads is < 1 or > 1024)
                throw new SzilardException($"`--threads {threads}` is out of range; give 1 to 1024.");
            RunFolder[] folders = [.. runs.Read(parsed), .. OfStudy(surroundings, parsed, runs.Root(parsed))];
            if (folders.Length == 0)
                throw new SzilardException("No run was named; give one, or `--study FILE`.");
            return Task.Run(
                () => Estimate(surroundings, folders, settings, threads, parsed.GetValue(s_json), stop),
                CancellationToken.None);
        });
        return verb;
    }

    private static int Estimate(
        Surroundings surroundings, RunFolder[] folders, CoefficientSettings settings, int threads, bool json,
        CancellationToken stop)
    {
        JsonArray documents = [];
        foreach (RunFolder folder in folders)
        {
            RunCoefficients estimate = new(settings, threads, point => surroundings.Talk.WriteLine(
                $"{folder.Name} step {point.Step}: λ̂ = "
                    + $"{NumberText.WithError(point.Value, point.StandardError)}"));
            CoefficientCurve curve = estimate.Of(folder, stop);
            folder.Keep(curve);
            documents.Add((JsonNode)LlcText.Document(folder, curve));
            if (!json)
                LlcText.Write(surroundings, folder, curve);
        }
        if (json)
            Json.Write(surroundings.Out, new JsonObject { ["runs"] = documents });
        return ExitCode.Done;
    }

    private static CoefficientSettings Read(ParseResult parsed) => new()
    {
        Pairs = parsed.GetValue(s_pairs),
        InverseTemperature = parsed.GetValue(s_temperature) ?? double.NaN,
        Step = parsed.GetValue(s_step) ?? double.NaN,
        Localisation = parsed.GetValue(s_localisation),
        Chains = parsed.GetValue(s_chains),
        BurnIn = parsed.GetValue(s_burnIn),
        Draws = parsed.GetValue(s_draws),
        Seed = parsed.GetValue(s_seed),
        FinalOnly = parsed.GetValue(s_final),
        Ladder = Temperatures(parsed.GetValue(s_ladder) ?? ""),
    };

    private static double[] Temperatures(string text) =>
    [
        .. text.Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(word =>
            double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double t)
                ? t
                : throw new SzilardException(
                    $"`--ladder`: `{word}` is no number; give nβ's as 30,100,300,1000.")),
    ];

    /// <summary>The newest folder of each run and seed of a study; all must have been run.</summary>
    private static List<RunFolder> OfStudy(Surroundings surroundings, ParseResult parsed, string root)
    {
        if (parsed.GetValue(s_study) is not { } path)
            return [];
        Study study = StudySource.Read(path, surroundings.Laboratory().Form, []);
        (RunFolder Folder, RunRecord Record)[] all = [.. RunFolder.All(root).Select(f => (f, f.Record()))];
        List<RunFolder> found = [];
        foreach ((string name, long seed) in study.Runs.SelectMany(r => study.Seeds.Select(s => (r.Name, s))))
        {
            found.Add(all.Where(f => f.Record.Name == name && f.Record.Seed == seed)
                .OrderBy(f => f.Record.Started).LastOrDefault().Folder ?? throw new SzilardException(
                    $"`{root}` has no run `{name}` of seed {seed}; run the study first: szilard run {path}"));
        }
        return found;
    }

    private static Option<int> Whole(string name, string description, int otherwise) => new(name)
    {
        Description = description,
        HelpName = "count",
        DefaultValueFactory = _ => otherwise,
    };

    private static Option<double?> Number(string name, string description) =>
        new(name) { Description = description, HelpName = "number" };
}
