using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Szilard.Records;

/// <summary>The JSON of the run folder: snake_case, numbers that are not finite as null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(FiniteOrNull)],
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(MetricLine))]
[JsonSerializable(typeof(Checkpoint))]
[JsonSerializable(typeof(CoefficientCurve))]
[JsonSerializable(typeof(RunExport.Document))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class RecordJson : JsonSerializerContext;

/// <summary>The two ways to lay that JSON out.</summary>
internal static class JsonLayout
{
    /// <summary>One object per line.</summary>
    public static RecordJson Line { get; } = Make(indented: false);

    /// <summary>For files that people open.</summary>
    public static RecordJson Page { get; } = Make(indented: true);

    /// <summary>Letters of all alphabets stay readable; line ends inside text are always escaped.</summary>
    public static JsonWriterOptions Writer(bool indented) =>
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = indented };

    private static RecordJson Make(bool indented) => new(new JsonSerializerOptions(RecordJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = indented,
    });
}

/// <summary>JSON has no NaN: numbers that are not finite are written as null, and null is read as
/// NaN.</summary>
public sealed class FiniteOrNull : JsonConverter<double>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        double value = reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();
        return double.IsFinite(value) ? value : double.NaN;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value))
            writer.WriteNumberValue(value);
        else
            writer.WriteNullValue();
    }
}

/// <summary>Members of an enumeration by their kebab-case names; numbers are refused.</summary>
internal sealed class KebabEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, false)
    where T : struct, Enum;
