using System.CommandLine;
using System.Text.Json.Nodes;
using Szilard.Learners.Objectives;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard objective NAME</c>: value, terms and gradient of an objective on two arrays.</summary>
internal static class ObjectiveVerb
{
    private const string Examples = """
        szilard objective info-nce --left a.npy --right b.npy --param similarity=dot --param temperature=0.2
        szilard objective vicreg --left a.npy --right b.npy --gradient-left ga.npy --json
        """;

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        Argument<string> name = new("name")
        {
            Description = "An objective; `szilard list objectives` shows all.",
            HelpName = "name",
        };
        name.CompletionSources.Add(_ => Objective.Catalogue.Cards.Select(c => c.Name));
        Option<string> left = Needed("--left", "Outputs for the first view, samples × dimensions.");
        Option<string> right = Needed("--right", "Outputs for the second view, or the target, row for row.");
        Option<string[]> parameters = new("--param")
        {
            Description = "A parameter: temperature=0.2; can be repeated.",
            HelpName = "key=value",
        };
        Option<string?> gradientLeft = StudyOptions.Text(
            "--gradient-left", "file", "Where ∂value/∂left is written (.npy, float64).");
        Option<string?> gradientRight = StudyOptions.Text(
            "--gradient-right", "file", "Where ∂value/∂right is written (.npy, float64).");
        Option<long> seed = StudyOptions.Seed("Seed of random projections.");
        Option<bool> json = StudyOptions.Json();
        Verb verb = new("objective", "Evaluate an objective on two arrays, in double precision.", Examples)
        {
            name, left, right, parameters, gradientLeft, gradientRight, seed, json,
        };
        verb.SetAction(parsed =>
        {
            Dictionary<string, object> given = Parse(parsed.GetValue(parameters) ?? []);
            Objective objective = Objective.Catalogue.Build(parsed.GetRequiredValue(name), given);
            ObjectiveValue value = ObjectiveValue.Of(
                objective, parsed.GetRequiredValue(left), parsed.GetRequiredValue(right),
                RandomKey.FromSeed(parsed.GetValue(seed)));
            WriteGradient(parsed.GetValue(gradientLeft), value.GradientLeft);
            WriteGradient(parsed.GetValue(gradientRight), value.GradientRight);
            Write(surroundings.Out, objective.Card, value, parsed.GetValue(json));
        });
        return verb;
    }

    private static void Write(TextWriter output, PartCard card, ObjectiveValue value, bool json)
    {
        if (json)
            Json.Write(output, Document(card, value));
        else
            WriteText(output, card, value);
    }

    private static Dictionary<string, object> Parse(string[] parameters)
    {
        Dictionary<string, object> given = [];
        foreach (string parameter in parameters)
        {
            string[] parts = parameter.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts is not [{ Length: > 0 } key, string value])
                throw new SzilardException(
                    $"`--param {parameter}` is no `key=value`; write `--param temperature=0.2`.");
            if (!given.TryAdd(key, value))
                throw new SzilardException($"`--param {key}` is given twice; give it once.");
        }
        return given;
    }

    private static void WriteGradient(string? path, Matrix gradient)
    {
        if (path is not null)
            NpyFile.Write(path, NumericArray.From(gradient));
    }

    private static void WriteText(TextWriter output, PartCard card, ObjectiveValue value)
    {
        output.WriteLine($"{card.Name} = {value.Value:R}");
        foreach ((string name, double term) in value.Terms)
            output.WriteLine($"  {name} = {term:R}");
        if (value.Plateau is { } plateau)
            output.WriteLine($"  plateau = {plateau:R}: the value of one who tells nothing apart");
        foreach ((string label, string text) in PartText.Remarks(card))
            output.WriteLine($"{label}: {text}");
    }

    private static JsonObject Document(PartCard card, ObjectiveValue value)
    {
        JsonObject json = new()
        {
            ["objective"] = card.Name,
            ["convention"] = card.Convention,
            ["value"] = Json.Finite(value.Value),
            ["terms"] = new JsonObject(
                value.Terms.Select(t => KeyValuePair.Create(t.Name, Json.Finite(t.Value)))),
        };
        if (value.Plateau is { } plateau)
            json["plateau"] = plateau;
        return json;
    }

    private static Option<string> Needed(string name, string description) =>
        new(name) { Description = description, HelpName = "array", Required = true };
}
