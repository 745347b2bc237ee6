using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Szilard.Cli;

/// <summary>Output for machines: indented JSON with snake-case names, one document per call.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions _indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a document and a line break.</summary>
    public static void Write(TextWriter output, JsonNode document) =>
        output.WriteLine(document.ToJsonString(_indented));

    /// <summary>JSON has no NaN: what is not finite becomes null.</summary>
    public static JsonNode? Finite(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
