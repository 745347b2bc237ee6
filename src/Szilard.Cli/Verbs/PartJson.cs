using System.Text.Json.Nodes;
using Szilard.Experiments;
using Szilard.Parts;

namespace Szilard.Cli.Verbs;

/// <summary>Parts for machines: <c>{"objectives": [{"name": …, "parameters": […]}]}</c>.</summary>
internal static class PartJson
{
    /// <summary>One array per shelf.</summary>
    public static JsonObject Write(IReadOnlyList<Shelf> shelves)
    {
        JsonObject document = [];
        foreach (Shelf shelf in shelves)
            document[shelf.Name] = new JsonArray([.. shelf.Cards.Select(Part)]);
        return document;
    }

    private static JsonObject Part(PartCard card) => new()
    {
        ["name"] = card.Name,
        ["summary"] = card.Summary,
        ["category"] = card.Category,
        ["formula"] = card.Formula,
        ["convention"] = card.Convention,
        ["thermodynamics"] = card.Thermodynamics,
        ["source"] = card.Source,
        ["parameters"] = new JsonArray([.. card.Parameters.Select(Parameter)]),
    };

    private static JsonObject Parameter(ParameterCard parameter)
    {
        JsonObject json = new()
        {
            ["name"] = parameter.Name,
            ["summary"] = parameter.Summary,
            ["range"] = parameter.RangeText,
        };
        (json["type"], json["default"]) = parameter switch
        {
            NumberParameter p => ("number", JsonValue.Create(p.Default)),
            IntegerParameter p => ("integer", JsonValue.Create(p.Default)),
            FlagParameter p => ("flag", JsonValue.Create(p.Default)),
            ChoiceParameter p => ("choice", (JsonNode)p.Default),
            TextParameter p => ("text", p.Default),
            NumbersParameter p => ("numbers", new JsonArray([.. p.Default.Select(v => (JsonNode)v)])),
            _ => throw new ArgumentOutOfRangeException(nameof(parameter)),
        };
        if (parameter is ChoiceParameter choice)
            json["choices"] = new JsonArray([.. choice.Choices.Select(c => (JsonNode)c)]);
        return json;
    }
}
