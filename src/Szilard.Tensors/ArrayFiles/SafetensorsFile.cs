using System.Buffers.Binary;
using Szilard.Parts;

namespace Szilard.Tensors;

/// <summary>Named tensors with text metadata in the safetensors format: the length of a JSON header, the
/// header, and one buffer without holes.</summary>
/// <remarks>Hugging Face, "safetensors", README, section Format.</remarks>
/// <param name="Tensors">The tensors by name.</param>
/// <param name="Metadata">Free text by name.</param>
public sealed record SafetensorsFile(
    IReadOnlyDictionary<string, NumericArray> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    private const long LongestHeader = 100_000_000;

    /// <summary>Reads a file.</summary>
    /// <exception cref="SzilardException">The file is missing, damaged or cut short, its header breaks a rule
    /// of the format, or a tensor has a type that is no plain number.</exception>
    public static SafetensorsFile Read(string path) => GuardedFile.Read(path, stream => Parse(stream, path));

    /// <summary>Reads a stream to its end; it need not be seekable.</summary>
    /// <param name="stream">What to read from.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="SzilardException">As in <see cref="Read(string)"/>.</exception>
    public static SafetensorsFile Read(Stream stream, string source = "stream") =>
        GuardedFile.Explain(source, () => Parse(stream, source));

    /// <summary>Writes tensors to a file in one atomic step, straight from their own memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors by name. Wider types are written first, so that every tensor is
    /// aligned; tensors of one width keep their order.</param>
    /// <param name="metadata">Free text by name; none by default.</param>
    /// <exception cref="SzilardException">The file cannot be written, or the header would pass 100
    /// MB.</exception>
    public static void Write(
        string path, IEnumerable<KeyValuePair<string, NumericArray>> tensors,
        IReadOnlyDictionary<string, string>? metadata = null) =>
        AtomicFile.Write(path, stream => Write(stream, tensors, metadata));

    /// <summary>Writes tensors to a stream, straight from their own memory.</summary>
    /// <exception cref="SzilardException">The header would pass 100 MB.</exception>
    /// <exception cref="ArgumentException">A name comes twice, or is <c>__metadata__</c>.</exception>
    public static void Write(
        Stream stream, IEnumerable<KeyValuePair<string, NumericArray>> tensors,
        IReadOnlyDictionary<string, string>? metadata = null)
    {
        KeyValuePair<string, NumericArray>[] ordered = [.. tensors.OrderByDescending(t => t.Value.Type.Size)];
        CheckNames(ordered);
        metadata ??= new Dictionary<string, string>();
        byte[] header = new SafetensorsHeader(Place(ordered), metadata).ToBytes();
        if (header.Length > LongestHeader)
            throw new SzilardException(
                $"A safetensors header of {header.Length} bytes was asked for, but {LongestHeader} is the "
                + "most; write fewer tensors or less metadata into one file.");
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach ((_, NumericArray tensor) in ordered)
            stream.Write(tensor.Bytes);
    }

    private static void CheckNames(KeyValuePair<string, NumericArray>[] tensors)
    {
        HashSet<string> seen = ["__metadata__"];
        foreach ((string name, _) in tensors)
            if (!seen.Add(name))
                throw new ArgumentException($"The tensor name `{name}` is taken; give each tensor its own.");
    }

    private static SafetensorsEntry[] Place(KeyValuePair<string, NumericArray>[] tensors)
    {
        long place = 0;
        return Array.ConvertAll(tensors, t =>
        {
            long begin = place;
            place += t.Value.Bytes.Length;
            return new SafetensorsEntry(t.Key, t.Value.Type, t.Value.Shape, begin, place);
        });
    }

    private static SafetensorsFile Parse(Stream stream, string source)
    {
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(GuardedFile.ReadBytes(stream, 8, source));
        if (length > LongestHeader)
            throw new SzilardException(
                $"`{source}` declares a safetensors header of {length} bytes, but {LongestHeader} is the "
                + "most; it is no safetensors file, or damaged.");
        byte[] json = GuardedFile.ReadBytes(stream, (long)length, source);
        if (json.Length == 0 || json[0] != (byte)'{')
            throw new SzilardException(
                $"`{source}` is no safetensors file: its header does not begin with {{.");
        SafetensorsHeader header = ParseHeader(json, source);
        Dictionary<string, NumericArray> tensors = [];
        foreach (SafetensorsEntry entry in header.Entries)
            tensors.Add(entry.Name, ReadTensor(stream, entry, source));
        GuardedFile.ExpectEnd(stream, source);
        return new SafetensorsFile(tensors, header.Metadata);
    }

    private static SafetensorsHeader ParseHeader(byte[] json, string source)
    {
        try
        {
            return SafetensorsHeader.Parse(json, source);
        }
        catch (InvalidOperationException fault)
        {
            // The platform checks the letters of a text only when the text is asked for.
            throw new SzilardException(
                $"`{source}` has a header with text that is no Unicode; it is damaged.", fault);
        }
    }

    private static NumericArray ReadTensor(Stream stream, SafetensorsEntry entry, string source)
    {
        string where = $"{source}:{entry.Name}";
        byte[] bytes = GuardedFile.ReadBytes(stream, entry.End - entry.Begin, where);
        return new NumericArray(entry.Shape, entry.Type, bytes) { Source = $"`{where}`" };
    }
}
