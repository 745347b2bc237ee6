using System.IO.Compression;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Worlds.Datasets;

/// <summary>A decoded image: bytes in rows, channels side by side.</summary>
/// <param name="Width">Columns of pixels.</param>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Channels">1 for grey, 3 for colour.</param>
/// <param name="Pixels">Height × width × channels bytes.</param>
public sealed record PngImage(int Width, int Height, int Channels, byte[] Pixels);

/// <summary>A decoded image with its opacity.</summary>
/// <param name="Width">Columns of pixels.</param>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Pixels">Height × width × 4 bytes: red, green, blue, opacity (255 is opaque).</param>
public sealed record PngLayer(int Width, int Height, byte[] Pixels);

/// <summary>A reader of PNG images: all filters, grey, colour and palette, 1 to 16 bits, with or without
/// transparency, every checksum verified. Interlaced images are refused.</summary>
/// <remarks>W3C, Portable Network Graphics (PNG) Specification, third edition. Samples of 16 bits are rounded
/// to 8; whatever is transparent is laid over black.</remarks>
public static class PngFile
{
    /// <summary>The image in a file.</summary>
    /// <exception cref="SzilardException">The file is missing, damaged, cut short or interlaced.</exception>
    public static PngImage Read(string path) => GuardedFile.Read(path, stream => Decode(stream, path));

    /// <summary>The image in a seekable stream; anything after its last chunk is left alone.</summary>
    /// <param name="stream">What to read from.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="SzilardException">As in <see cref="Read(string)"/>.</exception>
    public static PngImage Read(Stream stream, string source) =>
        GuardedFile.Explain(source, () => Decode(stream, source));

    /// <summary>The image in a file with its opacity, to be laid over others.</summary>
    /// <exception cref="SzilardException">As in <see cref="Read(string)"/>.</exception>
    public static PngLayer ReadLayer(string path) =>
        GuardedFile.Read(path, stream => Unpack(stream, path).ToLayer());

    /// <summary>Size and kind alone, from the first 33 bytes.</summary>
    internal static PngHeader ReadHeader(string path) =>
        GuardedFile.Read(path, stream => PngChunks.ReadHeader(stream, path));

    private static PngImage Decode(Stream stream, string source) => Unpack(stream, source).ToImage();

    private static PngPixels Unpack(Stream stream, string source)
    {
        PngChunks chunks = PngChunks.Read(stream, source);
        using ZLibStream plain = new(chunks.Compressed, CompressionMode.Decompress);
        byte[] raw = GuardedFile.ReadBytes(plain, chunks.Header.RawBytes, source);
        GuardedFile.ExpectEnd(plain, source);
        PngFilter.Undo(raw, chunks.Header, source);
        return new PngPixels(chunks, raw, source);
    }
}
