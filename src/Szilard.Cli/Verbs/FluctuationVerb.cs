using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Thermodynamics.Fluctuations;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard fluctuation</c>: theorems and bounds held against recorded works, currents and
/// trajectories.</summary>
internal static class FluctuationVerb
{
    private const string Examples = """
        szilard fluctuation --work forward.npy --reverse backward.npy --beta 1
        szilard fluctuation --current j.npy --entropy-production 0.83
        szilard fluctuation --trajectory x.npy --diffusion 1 --duration 0.5 --entropy-production 0.94 --json
        szilard fluctuation --path theta.npy --gradients g.npy --rate 0.01 --temperature 1e-4
        """;

    private static readonly Option<string?> s_work = StudyOptions.Text(
        "--work", "array", "Works of one protocol, > 0 done on the system.");
    private static readonly Option<string?> s_reverse = StudyOptions.Text(
        "--reverse", "array", "Works of the reversed protocol, for Bennett and Crooks.");
    private static readonly Option<double> s_beta = new("--beta")
    {
        Description = "β of the bath.",
        HelpName = "number",
        DefaultValueFactory = _ => 1,
    };
    private static readonly Option<string?> s_current = StudyOptions.Text(
        "--current", "array", "A current over equal windows, for the uncertainty relation.");
    private static readonly Option<string?> s_trajectory = StudyOptions.Text(
        "--trajectory", "array", "Positions, repetitions × times, for the Wasserstein speed limit.");
    private static readonly Option<double?> s_diffusion = Number("--diffusion", "D of the trajectory.");
    private static readonly Option<double?> s_duration = Number(
        "--duration", "Time from first to last column.");
    private static readonly Option<double?> s_production = Number(
        "--entropy-production", "Σ of exactly the observed window, in nats.");
    private static readonly Option<bool> s_json = StudyOptions.Json();

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        Verb verb = new(
            "fluctuation", "Jarzynski, Bennett, Crooks, uncertainty, speed limits and path entropy of "
                + "records.", Examples);
        foreach (Option option in (Option[])
            [
                s_work, s_reverse, s_beta, s_current, s_trajectory, s_diffusion, s_duration, s_production,
            ])
            verb.Options.Add(option);
        PathArguments.AddTo(verb);
        verb.Options.Add(s_json);
        verb.SetAction(parsed =>
        {
            JsonObject document = [];
            Works(parsed, document);
            Current(parsed, document);
            Trajectory(parsed, document);
            PathArguments.Check(parsed, document);
            if (document.Count == 0)
                throw new SzilardException(
                    "Nothing to check: give `--work`, `--current`, `--trajectory` or `--path`.");
            if (parsed.GetValue(s_json))
                Json.Write(surroundings.Out, document);
            else
                WriteText(surroundings, document);
        });
        return verb;
    }

    private static void Works(ParseResult parsed, JsonObject document)
    {
        if (parsed.GetValue(s_work) is not { } file)
        {
            if (parsed.GetValue(s_reverse) is not null)
                throw new SzilardException("Reverse works say nothing alone; give `--work` as well.");
            return;
        }
        WorkSample forward = new(ArrayArgument.ReadRow(file, "works"), parsed.GetValue(s_beta));
        document["mean_work"] = Json.Finite(forward.Mean);
        document["mean_work_error"] = Json.Finite(forward.MeanError);
        List<FreeEnergyEstimate> estimates = [forward.Jarzynski(), forward.SecondCumulant()];
        if (parsed.GetValue(s_reverse) is { } back)
        {
            WorkSample reverse = new(ArrayArgument.ReadRow(back, "works"), parsed.GetValue(s_beta));
            estimates.Add(WorkSample.Bennett(forward, reverse));
            (double slope, double error, double free) = WorkSample.Crooks(forward, reverse);
            document["crooks"] = new JsonObject
            {
                ["slope"] = Json.Finite(slope),
                ["slope_error"] = Json.Finite(error),
                ["expected"] = 1,
                ["free_energy"] = Json.Finite(free),
                ["holds"] = Math.Abs(slope - 1) <= 3 * error,
            };
        }
        document["estimates"] = new JsonArray([.. estimates.Select(e => new JsonObject
        {
            ["method"] = e.Method,
            ["free_energy"] = Json.Finite(e.Value),
            ["standard_error"] = Json.Finite(e.StandardError),
            ["dissipated_work"] = Json.Finite(forward.Mean - e.Value),
            ["warning"] = e.Warning,
        })]);
        document["effective_samples"] = Json.Finite(forward.EffectiveCount);
    }

    private static void Current(ParseResult parsed, JsonObject document)
    {
        if (parsed.GetValue(s_current) is not { } file)
            return;
        double[] values = Finite(ArrayArgument.ReadRow(file, "currents"), "current");
        if (values.Length < 2)
            throw new SzilardException($"{values.Length} windows have no variance; give at least 2.");
        double mean = values.Average(),
            variance = values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
        UncertaintyRelation bound = UncertaintyRelation.Of(
            mean, variance, Needed(parsed, s_production, "the uncertainty relation"));
        document["uncertainty"] = new JsonObject
        {
            ["precision"] = Json.Finite(bound.Precision),
            ["bound_discrete"] = Json.Finite(bound.Discrete),
            ["bound_continuous"] = Json.Finite(bound.Continuous),
            ["holds"] = bound.Holds,
        };
    }

    private static void Trajectory(ParseResult parsed, JsonObject document)
    {
        if (parsed.GetValue(s_trajectory) is not { } file)
            return;
        Matrix positions = ArrayArgument.ReadMatrix(file, "a trajectory");
        Finite(positions.Values, "position");
        if (positions.Columns < 2)
            throw new SzilardException("A trajectory has at least two times: repetitions × times.");
        double squared = SpeedLimits.SquaredDistance(
            positions.Column(0), positions.Column(positions.Columns - 1));
        double least = SpeedLimits.Wasserstein(
            squared, Needed(parsed, s_diffusion, "the speed limit"),
            Needed(parsed, s_duration, "the speed limit"));
        JsonObject limit =
            new() { ["squared_distance"] = Json.Finite(squared), ["bound"] = Json.Finite(least) };
        if (parsed.GetValue(s_production) is { } production)
        {
            limit["entropy_production"] = Json.Finite(production);
            limit["holds"] = production >= least;
        }
        document["speed_limit"] = limit;
    }

    private static double[] Finite(double[] values, string what) =>
        Array.FindIndex(values, v => !double.IsFinite(v)) is >= 0 and var bad
            ? throw new SzilardException($"The {what} with index {bad} is {values[bad]}; all must be finite.")
            : values;

    private static double Needed(ParseResult parsed, Option<double?> option, string what)
    {
        double value = parsed.GetValue(option)
            ?? throw new SzilardException($"{what} needs `{option.Name}`.");
        return value > 0 && double.IsFinite(value)
            ? value
            : throw new SzilardException($"`{option.Name} {value}`: {what} needs a number > 0.");
    }

    private static void WriteText(Surroundings surroundings, JsonObject document)
    {
        List<string[]> rows = [];
        foreach ((string name, JsonNode? node) in document)
            Add(name, node);
        ResultTable.Write(surroundings, ["quantity", "value"], [.. rows]);

        void Add(string name, JsonNode? node)
        {
            if (node is JsonArray estimates)
            {
                foreach (JsonObject estimate in estimates.OfType<JsonObject>())
                    Estimate(estimate);
            }
            else if (node is JsonObject inner)
            {
                foreach ((string key, JsonNode? value) in inner)
                    Add($"{name}.{key}", value);
            }
            else
                rows.Add([name, Text(node)]);
        }

        void Estimate(JsonObject estimate)
        {
            rows.Add(
            [
                $"ΔF by {estimate["method"]}",
                $"{Text(estimate["free_energy"])} ± {Text(estimate["standard_error"])}",
            ]);
            if (estimate["warning"] is { } warning)
                surroundings.Talk.WriteLine($"{estimate["method"]}: {warning}.");
        }
    }

    private static string Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out double number)
        ? number.ToString("G6", CultureInfo.InvariantCulture)
        : node?.ToString() ?? "—";

    private static Option<double?> Number(string name, string description) =>
        new(name) { Description = description, HelpName = "number" };
}
