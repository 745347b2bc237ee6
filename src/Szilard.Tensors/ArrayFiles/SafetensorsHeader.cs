using System.Buffers;
using System.Text.Json;
using Szilard.Parts;

namespace Szilard.Tensors;

/// <summary>One tensor as a safetensors header declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What one entry is.</param>
/// <param name="Shape">Lengths along the axes.</param>
/// <param name="Begin">Its first byte, counted from the end of the header.</param>
/// <param name="End">One past its last byte.</param>
internal sealed record SafetensorsEntry(string Name, ElementType Type, Shape Shape, long Begin, long End);

/// <summary>The JSON at the start of a safetensors file.</summary>
/// <param name="Entries">The tensors in the order of their bytes.</param>
/// <param name="Metadata">Free text by name.</param>
internal sealed record SafetensorsHeader(
    IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    private const string MetadataKey = "__metadata__";

    private static readonly JsonDocumentOptions _strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads and checks the JSON: known types, sizes that fit the shapes, no holes, no
    /// overlaps.</summary>
    /// <exception cref="SzilardException">A rule is broken.</exception>
    public static SafetensorsHeader Parse(byte[] json, string source)
    {
        using JsonDocument document = JsonDocument.Parse(json, _strict);
        List<SafetensorsEntry> entries = [];
        Dictionary<string, string> metadata = [];
        foreach (JsonProperty property in document.RootElement.EnumerateObject())
            if (property.Name == MetadataKey)
                metadata = Texts(property.Value, source);
            else
                entries.Add(Entry(property, source));
        entries.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        CheckCover(entries, source);
        return new SafetensorsHeader(entries, metadata);
    }

    /// <summary>The JSON, padded with spaces to a multiple of eight bytes.</summary>
    public byte[] ToBytes()
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            WriteMetadata(json);
            foreach (SafetensorsEntry entry in Entries)
                WriteEntry(json, entry);
            json.WriteEndObject();
        }
        int padding = -buffer.WrittenCount & 7;
        return [.. buffer.WrittenSpan, .. Enumerable.Repeat((byte)' ', padding)];
    }

    private void WriteMetadata(Utf8JsonWriter json)
    {
        if (Metadata.Count == 0)
            return;
        json.WriteStartObject(MetadataKey);
        foreach ((string name, string text) in Metadata)
            json.WriteString(name, text);
        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, SafetensorsEntry entry)
    {
        json.WriteStartObject(entry.Name);
        json.WriteString("dtype", entry.Type.SafetensorsName);
        json.WriteStartArray("shape");
        foreach (int length in entry.Shape.Lengths)
            json.WriteNumberValue(length);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(entry.Begin);
        json.WriteNumberValue(entry.End);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static SafetensorsEntry Entry(JsonProperty property, string source)
    {
        string where = $"{source}:{property.Name}";
        string? name = Member(property.Value, "dtype", JsonValueKind.String, where).GetString();
        ElementType type = ElementTypes.FromSafetensors(name) ?? throw new SzilardException(
            $"`{where}` has the type `{name}`; F64, F32, F16, BF16, I8…I64, U8…U64 and BOOL can be read.");
        Shape shape = DeclaredShape.Check(Numbers(property.Value, "shape", where), type, where);
        long[] offsets = Numbers(property.Value, "data_offsets", where);
        long size = (long)shape.Size * type.Size;
        return offsets.Length == 2 && offsets[0] >= 0 && offsets[1] - offsets[0] == size
            ? new SafetensorsEntry(property.Name, type, shape, offsets[0], offsets[1])
            : throw new SzilardException(
                $"`{where}` is {shape} of {type}, {size} bytes, but its offsets are "
                + $"[{string.Join(", ", offsets.Take(4))}]; the header is damaged.");
    }

    private static void CheckCover(List<SafetensorsEntry> entries, string source)
    {
        long place = 0;
        foreach (SafetensorsEntry entry in entries)
        {
            if (entry.Begin != place)
                throw new SzilardException(
                    $"`{source}:{entry.Name}` begins at byte {entry.Begin}, but the tensor before it ends at "
                    + $"{place}: "
                    + (entry.Begin < place ? "they overlap" : "there is a hole") + "; the header is "
                    + "damaged.");
            place = entry.End;
        }
    }

    private static Dictionary<string, string> Texts(JsonElement value, string source)
    {
        if (value.ValueKind != JsonValueKind.Object
            || value.EnumerateObject().Any(p => p.Value.ValueKind != JsonValueKind.String))
            throw new SzilardException(
                $"`{source}` has `{MetadataKey}` that is not text by name; the header is damaged.");
        return value.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!);
    }

    private static long[] Numbers(JsonElement value, string key, string where)
    {
        var numbers = new List<long>();
        foreach (JsonElement item in Member(value, key, JsonValueKind.Array, where).EnumerateArray())
            numbers.Add(item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out long number)
                ? number
                : throw new SzilardException(
                    $"`{where}` has a `{key}` that is no list of whole numbers; the header is damaged."));
        return [.. numbers];
    }

    private static JsonElement Member(JsonElement value, string key, JsonValueKind kind, string where) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(key, out JsonElement member)
            && member.ValueKind == kind
            ? member
            : throw new SzilardException($"`{where}` has no proper `{key}`; the header is damaged.");
}
