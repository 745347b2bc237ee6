using System.Text.Json;

namespace Szilard.Records;

/// <summary>A specification as a list of dotted keys.</summary>
public static class FlatSpecification
{
    /// <summary>Dotted key → value as text, in the order of the specification: <c>world.rho</c> →
    /// <c>0.9</c>. A list is one value; an empty object is <c>{}</c>.</summary>
    public static IReadOnlyDictionary<string, string> Of(JsonElement specification)
    {
        var flat = new OrderedDictionary<string, string>();
        Add("", specification, flat);
        return flat;
    }

    private static void Add(string key, JsonElement value, OrderedDictionary<string, string> flat)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.EnumerateObject().Any())
        {
            flat[key] = value.ValueKind == JsonValueKind.String ? value.GetString()! : Compact(value);
            return;
        }
        foreach (JsonProperty property in value.EnumerateObject())
            Add(key.Length == 0 ? property.Name : $"{key}.{property.Name}", property.Value, flat);
    }

    private static string Compact(JsonElement value) =>
        JsonSerializer.Serialize(value, JsonLayout.Line.JsonElement);
}
