using System.CommandLine;
using System.Text.Json.Nodes;
using Szilard.Experiments.Conditionals;
using Szilard.Observables.Conditionals;
using Szilard.Parts;
using Szilard.Records;
using Szilard.Tensors;
using NumberText = Szilard.Observables.NumberText;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard conditional</c>: the law of pairs, as a representation shows it.</summary>
internal static class ConditionalVerb
{
    private const string Examples = """
        szilard conditional quick
        szilard conditional --left h.npy --right h2.npy --latents z.npy --json
        """;

    private static readonly Argument<string?> s_run = new("run")
    {
        Description = "A run: folder, name of the folder, id, or the beginning of either.",
        HelpName = "run",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<string?> s_root = WorkOptions.RootOption();
    private static readonly Option<string?> s_left = StudyOptions.Text(
        "--left", "array", "Representations of anchors, without a run.");
    private static readonly Option<string?> s_right = StudyOptions.Text(
        "--right", "array", "Representations of what was drawn for them, row for row.");
    private static readonly Option<string?> s_latents = StudyOptions.Text(
        "--latents", "array", "True latents of the anchors; an affine map leads to them first.");
    private static readonly Option<int> s_pairs = new("--pairs")
    {
        Description = "Test pairs that a run is asked for.",
        HelpName = "count",
        DefaultValueFactory = _ => 5000,
    };
    private static readonly Option<long> s_seed = StudyOptions.Seed(
        "Seed of halves and permutations, of arrays.");
    private static readonly Option<bool> s_json = StudyOptions.Json();

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        Verb verb = new(
            "conditional", "Infer the law of pairs from representations: sharpness, family, isotropy.",
            Examples)
        {
            s_run, s_root, s_left, s_right, s_latents, s_pairs, s_seed, s_json,
        };
        verb.SetAction(parsed =>
        {
            List<(string Name, ConditionalInference Read)> found = Infer(parsed, out string told);
            if (parsed.GetValue(s_json))
                Json.Write(surroundings.Out, Document(found, told));
            else
                WriteText(surroundings, found, told);
        });
        return verb;
    }

    private static List<(string Name, ConditionalInference Read)> Infer(ParseResult parsed, out string told)
    {
        told = "";
        (string? run, string? left, string? right) =
            (parsed.GetValue(s_run), parsed.GetValue(s_left), parsed.GetValue(s_right));
        if ((run is null) == (left is null) || (left is null) != (right is null))
            throw new SzilardException("Name one run, or give both `--left` and `--right`.");
        if (run is null)
            return [("arrays", OfArrays(parsed, left!, right!))];
        if (parsed.GetValue(s_latents) is not null)
            throw new SzilardException("`--latents` belongs to arrays; a run knows its own. Leave it out.");
        int pairs = parsed.GetValue(s_pairs);
        if (pairs is < 16 or > 1_000_000)
            throw new SzilardException($"`--pairs {pairs}` is out of range; give 16 to 1000000.");
        RunFolder folder = RunFolder.Find(WorkOptions.RootOf(parsed.GetValue(s_root)), run);
        RunConditional read = RunConditional.Of(folder, pairs, Environment.ProcessorCount);
        if (read.Facts is { } facts)
            told = $"{facts.Space}, {facts.Conditional}"
                + (facts.Kappa is { } kappa ? $", κ = {NumberText.Of(kappa)}" : "")
                + (facts.Concentrations.Count > 0
                    ? $", {(facts.Rotation is null ? "Λ" : "eigenvalues of Λ")} = "
                        + string.Join(", ", facts.Concentrations.Select(c => NumberText.Of(c)))
                    : "");
        List<(string, ConditionalInference)> found = [("representation", read.Inferred)];
        if (read.OfLatents is { } truth)
            found.Add(("latents", truth));
        return found;
    }

    private static ConditionalInference OfArrays(ParseResult parsed, string left, string right)
    {
        Matrix anchors = ArrayArgument.ReadMatrix(left, "representations");
        Matrix children = ArrayArgument.ReadMatrix(right, "representations");
        PairSample sample = parsed.GetValue(s_latents) is { } latents
            ? PairSample.Mapped(anchors, children, ArrayArgument.ReadMatrix(latents, "latents"))
            : PairSample.Of(anchors, children);
        return ConditionalInference.Of(sample, RandomKey.FromSeed(parsed.GetValue(s_seed)));
    }

    private static void WriteText(
        Surroundings surroundings, List<(string Name, ConditionalInference Read)> found, string told)
    {
        if (told.Length > 0)
            surroundings.Out.WriteLine($"The world says: {told}");
        int most = found.Max(f => f.Read.Dimensions);
        ResultTable.Write(
            surroundings,
            ["dimension", .. found.Select(f => $"Λ of {f.Name}"), .. found.Select(f => $"slope of {f.Name}")],
            [.. Enumerable.Range(0, most).Select(k => (string[])
            [
                $"{k + 1}", .. found.Select(f => k < f.Read.Dimensions
                    ? NumberText.WithError(f.Read.Precisions[k], f.Read.PrecisionErrors[k]) : ""),
                .. found.Select(f => k < f.Read.Slopes.Count ? NumberText.Of(f.Read.Slopes[k]) : ""),
            ])]);
        foreach ((string name, ConditionalInference read) in found)
        {
            surroundings.Out.WriteLine(
                $"{name}: {(read.OnSphere ? "on the sphere, " : "")}{read.Family.Name}; isotropic with p = "
                + $"{NumberText.Of(read.IsotropyPValue)}; behind the best by nats per held-out pair: "
                + string.Join(", ", read.Families.Select(
                    f => $"{f.Name} {Shape(f)}{NumberText.WithError(f.Behind, f.BehindError)}")));
        }
    }

    private static string Shape(ConditionalFamily family) =>
        family.Name == "generalized-normal" ? $"(p = {NumberText.Of(family.Shape)}) " : "";

    private static JsonObject Document(List<(string Name, ConditionalInference Read)> found, string told)
    {
        JsonObject document = new() { ["world"] = told };
        foreach ((string name, ConditionalInference read) in found)
            document[name] = new JsonObject
            {
                ["on_sphere"] = read.OnSphere,
                ["pairs"] = read.Pairs,
                ["precisions"] = Numbers(read.Precisions),
                ["precision_errors"] = Numbers(read.PrecisionErrors),
                ["slopes"] = Numbers(read.Slopes),
                ["family"] = read.Family.Name,
                ["isotropy_p"] = Json.Finite(read.IsotropyPValue),
                ["families"] = new JsonArray([.. read.Families.Select(f => new JsonObject
                {
                    ["name"] = f.Name,
                    ["shape"] = Json.Finite(f.Shape),
                    ["log_likelihood"] = Json.Finite(f.LogLikelihood),
                    ["behind"] = Json.Finite(f.Behind),
                    ["behind_error"] = Json.Finite(f.BehindError),
                })]),
            };
        return document;
    }

    private static JsonArray Numbers(IEnumerable<double> values) => new([.. values.Select(Json.Finite)]);
}
