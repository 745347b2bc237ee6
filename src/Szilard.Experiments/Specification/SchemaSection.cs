using System.Text.Json.Nodes;
using Szilard.Parts;

namespace Szilard.Experiments.Specification;

/// <summary>The schema of one section: an object per part, told apart by <c>kind</c>.</summary>
internal static class SchemaSection
{
    /// <summary>The schema of a section at the root or under <c>runs</c>.</summary>
    /// <param name="section">The section.</param>
    /// <param name="asOverride">True under <c>runs</c>, where <c>kind</c> may be left to the base.</param>
    public static JsonObject Write(StudySection section, bool asOverride)
    {
        if (!section.HasKind)
            return Part(section, section.Cards[0], kindRequired: false);
        JsonArray parts = [];
        foreach (PartCard card in section.Cards)
            parts.Add((JsonNode)Part(section, card, !asOverride && card != section.DefaultCard));
        return new JsonObject { ["description"] = section.Summary, [asOverride ? "anyOf" : "oneOf"] = parts };
    }

    private static JsonObject Part(StudySection section, PartCard card, bool kindRequired)
    {
        JsonObject properties = new()
        {
            [StudySection.KindKey] = new JsonObject { ["const"] = card.Name, ["description"] = card.Summary },
        };
        foreach (ParameterCard parameter in card.Parameters)
            properties[parameter.Name] = Parameter(parameter);
        JsonObject part = StudySchema.Object(section.HasKind ? card.Summary : section.Summary, properties);
        part.Insert(0, "title", card.Name);
        if (kindRequired)
            part["required"] = new JsonArray(StudySection.KindKey);
        return part;
    }

    private static JsonObject Parameter(ParameterCard parameter)
    {
        string description = $"{parameter.Summary} Default {parameter.DefaultText}; {parameter.RangeText}.";
        return parameter switch
        {
            NumberParameter p => Number(p, description),
            IntegerParameter p => Integer(p, description),
            FlagParameter p => With(StudySchema.Typed("boolean", description), "default", p.Default),
            ChoiceParameter p => With(Choice(p, description), "default", p.Default),
            TextParameter p => With(StudySchema.Typed("string", description), "default", p.Default),
            NumbersParameter p => Numbers(p, description),
            _ => throw new ArgumentOutOfRangeException(nameof(parameter)),
        };
    }

    private static JsonObject Number(NumberParameter p, string description)
    {
        JsonObject schema = StudySchema.Typed("number", description);
        if (double.IsFinite(p.Minimum))
            schema[p.MinimumExcluded ? "exclusiveMinimum" : "minimum"] = p.Minimum;
        if (double.IsFinite(p.Maximum))
            schema[p.MaximumExcluded ? "exclusiveMaximum" : "maximum"] = p.Maximum;
        return With(schema, "default", p.Default);
    }

    private static JsonObject Integer(IntegerParameter p, string description)
    {
        JsonObject schema = StudySchema.Typed("integer", description);
        schema["minimum"] = p.Minimum;
        schema["maximum"] = p.Maximum;
        return With(schema, "default", p.Default);
    }

    private static JsonObject Choice(ChoiceParameter p, string description) => new()
    {
        ["description"] = description,
        ["enum"] = new JsonArray([.. p.Choices.Select(c => (JsonNode)c)]),
    };

    private static JsonObject Numbers(NumbersParameter p, string description)
    {
        NumberParameter range = new("", "", 0, p.Minimum, p.Maximum);
        JsonObject item = Number(range, $"One of the {(p.Whole ? "whole numbers" : "numbers")}.");
        item.Remove("default");
        item["type"] = p.Whole ? "integer" : "number";
        JsonObject schema = StudySchema.Typed("array", description);
        schema["items"] = item;
        return With(schema, "default", new JsonArray([.. p.Default.Select(v => (JsonNode)v)]));
    }

    private static JsonObject With(JsonObject schema, string key, JsonNode value)
    {
        schema[key] = value;
        return schema;
    }
}
