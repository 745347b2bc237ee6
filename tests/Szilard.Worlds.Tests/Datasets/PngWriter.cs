using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Szilard.Tensors;

namespace Szilard.Worlds.Tests.Datasets;

/// <summary>Writes PNG files of any kind from packed rows, each row with the filter that is asked
/// for.</summary>
internal static class PngWriter
{
    public static byte[] Grey(int width, int height, byte[] pixels) =>
        Write(width, height, 8, 0, pixels, [0]);

    public static byte[] Write(
        int width, int height, int depth, int type, byte[] rows, int[] filters, byte[]? palette = null,
        byte[]? transparency = null, byte interlace = 0)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)depth, (byte)type, interlace);
        int samples = type switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        byte[] raw = Filtered(rows, rows.Length / height, Math.Max(1, samples * depth / 8), filters);
        return
        [
            0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, .. Chunk("IHDR", header),
            .. palette is null ? [] : Chunk("PLTE", palette),
            .. transparency is null ? [] : Chunk("tRNS", transparency),
            .. Chunk("tEXt", "a\0b"u8.ToArray()), .. Chunk("IDAT", Deflate(raw)), .. Chunk("IEND", []),
        ];
    }

    private static byte[] Filtered(byte[] rows, int length, int stride, int[] filters)
    {
        List<byte> raw = [];
        for (int y = 0; y < rows.Length / length; y++)
        {
            int filter = filters[y % filters.Length];
            raw.Add((byte)filter);
            for (int x = 0; x < length; x++)
                raw.Add((byte)(At(rows, length, y, x) - Predict(rows, length, stride, filter, y, x)));
        }
        return [.. raw];
    }

    private static int Predict(byte[] rows, int length, int stride, int filter, int y, int x)
    {
        int a = At(rows, length, y, x - stride), b = At(rows, length, y - 1, x),
            c = At(rows, length, y - 1, x - stride);
        int[] nearest = [.. new[] { a, b, c }.OrderBy(v => Math.Abs(a + b - c - v))];
        return filter switch { 1 => a, 2 => b, 3 => (a + b) / 2, 4 => nearest[0], _ => 0 };
    }

    private static int At(byte[] rows, int length, int y, int x) =>
        y < 0 || x < 0 ? 0 : rows[(y * length) + x];

    private static byte[] Deflate(byte[] raw)
    {
        using MemoryStream stream = new();
        using (ZLibStream zip = new(stream, CompressionLevel.Fastest))
            zip.Write(raw);
        return stream.ToArray();
    }

    private static byte[] Chunk(string name, byte[] data)
    {
        byte[] length = new byte[4], checksum = new byte[4],
            body = [.. Encoding.ASCII.GetBytes(name), .. data];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Crc32.Append(0, body));
        return [.. length, .. body, .. checksum];
    }
}
