using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Szilard.Experiments.Specification;

/// <summary>The JSON schema (draft 2020-12) of study files, from which editors complete and check. It is as
/// strict as the reader or stricter, but for what a schema cannot say (known runs, cross-checks).</summary>
public static class StudySchema
{
    private static readonly JsonSerializerOptions _indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema as text.</summary>
    public static string Write(StudyForm form)
    {
        JsonObject properties = new()
        {
            [StudyKeys.Name] = Kebab("What the study is called; kebab-case."),
            [StudyKeys.Claim] = Typed("string", "One sentence that the study tests."),
            [StudyKeys.Source] = Typed("string", "Who says so."),
            [StudyKeys.Minutes] = Typed("number", "How many minutes it takes on two cores."),
            [StudyKeys.Seeds] = Seeds(),
            [StudyKeys.Data] = Typed("string", "Folder or file with data; `--data` overrides it."),
        };
        foreach (StudySection section in form.Sections)
            properties[section.Name] = SchemaSection.Write(section, asOverride: false);
        properties[StudyKeys.Runs] = Runs(form);
        properties[StudyKeys.Over] = Grid();
        properties[StudyKeys.Expect] = Expectations(form);
        JsonObject schema = Object(
            "A claim, the runs that test it, and what is expected of them.", properties);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "Szilard study");
        schema["required"] = new JsonArray(StudyKeys.Name);
        return schema.ToJsonString(_indented);
    }

    internal static JsonObject Typed(string type, string description) =>
        new() { ["type"] = type, ["description"] = description };

    internal static JsonObject Object(string description, JsonObject properties) => new()
    {
        ["type"] = "object",
        ["description"] = description,
        ["properties"] = properties,
        ["additionalProperties"] = false,
    };

    private static JsonObject Kebab(string description) => new()
    {
        ["type"] = "string",
        ["description"] = description,
        ["pattern"] = "^[a-z0-9]+(-[a-z0-9]+)*$",
        ["maxLength"] = 64,
    };

    /// <summary>One of the names, or a name within one of the families.</summary>
    private static JsonObject Reading(StudyForm form)
    {
        const string Description = "The reading that is spoken about.";
        JsonObject names = new() { ["enum"] = new JsonArray([.. form.Meters.Select(m => (JsonNode)m)]) };
        if (form.Families.Count == 0)
        {
            names.Insert(0, "description", Description);
            return names;
        }
        IEnumerable<JsonNode> within = form.Families.Select(
            f => (JsonNode)new JsonObject { ["pattern"] = $"^{Regex.Escape(f)}\\..+$" });
        return new JsonObject
        {
            ["description"] = Description,
            ["type"] = "string",
            ["anyOf"] = new JsonArray([names, .. within]),
        };
    }

    private static JsonObject Seeds() => new()
    {
        ["type"] = "array",
        ["description"] = "Each run is repeated once per seed.",
        ["items"] = new JsonObject { ["type"] = "integer", ["minimum"] = 0 },
        ["uniqueItems"] = true,
        ["minItems"] = 1,
        ["default"] = new JsonArray(1),
    };

    private static JsonObject Runs(StudyForm form)
    {
        JsonObject sections = [];
        foreach (StudySection section in form.Sections)
            sections[section.Name] = SchemaSection.Write(section, asOverride: true);
        JsonObject run = Object("The base with these sections merged over it.", sections);
        run["type"] = new JsonArray("object", "null");
        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = "Each run is the base with overrides. Default: one, named like the study.",
            ["propertyNames"] = Kebab("What the run is called; kebab-case."),
            ["additionalProperties"] = run,
        };
    }

    private static JsonObject Grid() => new()
    {
        ["type"] = "object",
        ["description"] = "Keys such as `training.batch` with the values that each takes; all combinations "
            + "are run.",
        ["additionalProperties"] = new JsonObject
        {
            ["type"] = "array",
            ["minItems"] = 1,
            ["uniqueItems"] = true,
        },
    };

    private static JsonObject Expectations(StudyForm form)
    {
        JsonObject item = Object("What a reading must be.", new JsonObject
        {
            [ExpectationReader.Run] = Typed("string", "The run that is spoken about."),
            [ExpectationReader.Meter] = Reading(form),
            [ExpectationReader.Least] = Typed("number", "The mean over seeds is at least this."),
            [ExpectationReader.Most] = Typed("number", "The mean over seeds is at most this."),
            [ExpectationReader.Better] = Typed("string", "The mean exceeds this run's by more than 2 s.e."),
            [ExpectationReader.Verdict] = new JsonObject
            {
                ["description"] = "The verdict on every seed.",
                ["enum"] = new JsonArray([.. Verdicts.Judgement.States.Select(s => (JsonNode)s)]),
            },
            [ExpectationReader.By] = Typed("integer", "The last step since which the verdict may hold."),
            [ExpectationReader.BeforeLoss] = Typed(
                "boolean", "Whether the verdict must hold before the loss stands at its plateau for good."),
            [ExpectationReader.At] = Typed(
                "object", "Knob → value: the cells of the grid that are meant; all by default."),
            [ExpectationReader.Over] = Typed(
                "string", "The knob in which the reading is a power; bounds are the exponent's."),
            [ExpectationReader.Of] = new JsonObject
            {
                ["description"] = "What is the power: the reading, or 1 − reading.",
                ["enum"] = new JsonArray(ExpectationReader.Value, ExpectationReader.Deficit),
                ["default"] = ExpectationReader.Value,
            },
        });
        item["required"] = new JsonArray(ExpectationReader.Run);
        string[] bounds = [ExpectationReader.Least, ExpectationReader.Most, ExpectationReader.Better];
        item["anyOf"] = new JsonArray(
        [
            .. bounds.Select(
                b => (JsonNode)new JsonObject { ["required"] = new JsonArray(ExpectationReader.Meter, b) }),
            new JsonObject { ["required"] = new JsonArray(ExpectationReader.Verdict) },
        ]);
        return new JsonObject
        {
            ["type"] = "array",
            ["description"] = "Checked after running; the exit code is 2 when one is false.",
            ["items"] = item,
        };
    }
}
