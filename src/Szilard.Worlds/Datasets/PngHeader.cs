using System.Buffers.Binary;
using Szilard.Parts;

namespace Szilard.Worlds.Datasets;

/// <summary>The first chunk of a PNG file.</summary>
/// <param name="Width">Columns of pixels, ≥ 1.</param>
/// <param name="Height">Rows of pixels, ≥ 1.</param>
/// <param name="BitDepth">Bits per sample: 1, 2, 4, 8 or 16.</param>
/// <param name="ColourType">0 grey, 2 colour, 3 palette, 4 grey with alpha, 6 colour with alpha.</param>
internal sealed record PngHeader(int Width, int Height, int BitDepth, int ColourType)
{
    /// <summary>Deflate never packs more than about 1032 bytes into one.</summary>
    private const long HighestRatio = 1032;

    /// <summary>Samples per pixel in the file.</summary>
    public int Samples => ColourType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    /// <summary>True where every pixel is a shade of grey.</summary>
    public bool IsGrey => ColourType is 0 or 4;

    /// <summary>Bytes of one row without its filter byte.</summary>
    public long RowBytes => (((long)Width * Samples * BitDepth) + 7) / 8;

    /// <summary>Bytes from one pixel to the next as the filters count them, at least 1.</summary>
    public int Stride => Math.Max(1, Samples * BitDepth / 8);

    /// <summary>Bytes of all rows with their filter bytes.</summary>
    public long RawBytes => Height * (1 + RowBytes);

    /// <summary>Parses the 13 bytes of an IHDR chunk and holds them against the length of the file.</summary>
    /// <exception cref="SzilardException">A value is not allowed, or so many pixels cannot be in the
    /// file.</exception>
    public static PngHeader Parse(ReadOnlySpan<byte> bytes, long fileLength, string source)
    {
        if (bytes.Length != 13)
            throw new SzilardException(
                $"`{source}` has a PNG header of {bytes.Length} bytes, not 13; it is damaged.");
        uint width = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
            throw new SzilardException(
                $"`{source}` declares {width}×{height} pixels; the header is damaged.");
        PngHeader header = new((int)width, (int)height, bytes[8], bytes[9]);
        header.CheckKind(bytes[10], bytes[11], bytes[12], source);
        if (header.RawBytes > HighestRatio * fileLength)
            throw new SzilardException(
                $"`{source}` declares {width}×{height} pixels, which {fileLength} bytes cannot hold; it is "
                + "cut short or damaged.");
        return header;
    }

    private void CheckKind(int compression, int filter, int interlace, string source)
    {
        bool allowed = (ColourType, BitDepth) is (0, 1 or 2 or 4 or 8 or 16) or (3, 1 or 2 or 4 or 8)
            or (2 or 4 or 6, 8 or 16);
        if (!allowed || compression != 0 || filter != 0 || interlace > 1)
            throw new SzilardException(
                $"`{source}` has colour type {ColourType} with {BitDepth} bits, compression {compression}, "
                + $"filter {filter}, interlace "
                + $"{interlace}, which PNG does not allow; it is damaged.");
        if (interlace == 1)
            throw new SzilardException(
                $"`{source}` is interlaced (Adam7), which is not read; save it without interlacing.");
    }
}
