using System.Buffers.Binary;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Worlds.Datasets;

/// <summary>The parts of a PNG file that matter for its pixels, every checksum verified.</summary>
/// <param name="Header">Size and kind.</param>
/// <param name="Palette">Red, green, blue per entry; empty where there is none.</param>
/// <param name="Transparency">The tRNS chunk; empty where there is none.</param>
/// <param name="Compressed">All IDAT chunks one after the other: a zlib stream.</param>
internal sealed record PngChunks(
    PngHeader Header, byte[] Palette, byte[] Transparency, MemoryStream Compressed)
{
    private const int LargestPalette = 768;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>Reads signature and header only.</summary>
    public static PngHeader ReadHeader(Stream stream, string source)
    {
        if (!GuardedFile.ReadBytes(stream, 8, source).AsSpan().SequenceEqual(Signature))
            throw new SzilardException($"`{source}` is no PNG file: its first 8 bytes are others.");
        (string name, byte[] data) = ReadChunk(stream, source);
        return name == "IHDR"
            ? PngHeader.Parse(data, stream.Length, source)
            : throw new SzilardException(
                $"`{source}` begins with the chunk {name} instead of IHDR; it is damaged.");
    }

    /// <summary>Reads all chunks up to IEND.</summary>
    /// <exception cref="SzilardException">A checksum is wrong, or a chunk is missing or unknown.</exception>
    public static PngChunks Read(Stream stream, string source)
    {
        PngChunks chunks = new(ReadHeader(stream, source), [], [], new MemoryStream());
        while (true)
        {
            (string name, byte[] data) = ReadChunk(stream, source);
            if (name == "IEND")
                return chunks.Complete(source);
            chunks = chunks.With(name, data, source);
        }
    }

    private PngChunks With(string name, byte[] data, string source)
    {
        switch (name)
        {
            case "PLTE":
                return this with { Palette = data };
            case "tRNS":
                return this with { Transparency = data };
            case "IDAT":
                Compressed.Write(data);
                return this;
            default:
                // Lower case in the first letter marks what a reader may skip.
                return char.IsAsciiLetterLower(name[0])
                    ? this
                    : throw new SzilardException(
                        $"`{source}` has the chunk {name}, which a PNG must not have here; it is damaged.");
        }
    }

    private PngChunks Complete(string source)
    {
        if (Compressed.Length == 0)
            throw new SzilardException($"`{source}` has no pixels (no IDAT chunk); it is damaged.");
        if (Header.ColourType == 3 && (Palette.Length is 0 or > LargestPalette || Palette.Length % 3 != 0))
            throw new SzilardException($"`{source}` has a palette of {Palette.Length} bytes; it is damaged.");
        int needed = Header.ColourType switch { 0 => 2, 2 => 6, _ => 0 };
        if (Transparency.Length > 0 && needed > 0 && Transparency.Length != needed)
            throw new SzilardException(
                $"`{source}` has a transparency chunk of {Transparency.Length} bytes, not {needed}; it is "
                + "damaged.");
        Compressed.Position = 0;
        return this;
    }

    private static (string Name, byte[] Data) ReadChunk(Stream stream, string source)
    {
        byte[] start = GuardedFile.ReadBytes(stream, 8, source);
        uint length = BinaryPrimitives.ReadUInt32BigEndian(start);
        byte[] data = GuardedFile.ReadBytes(stream, length, source);
        uint declared = BinaryPrimitives.ReadUInt32BigEndian(GuardedFile.ReadBytes(stream, 4, source));
        uint checksum = Crc32.Append(Crc32.Append(0, start.AsSpan(4)), data);
        return checksum == declared
            ? (System.Text.Encoding.Latin1.GetString(start, 4, 4), data)
            : throw new SzilardException(
                $"`{source}` has a chunk with the checksum {checksum:x8} where {declared:x8} is declared; it "
                + "is damaged.");
    }
}
