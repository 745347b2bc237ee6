using System.Buffers.Binary;
using System.IO.Compression;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Worlds.Datasets;

/// <summary>The IDX file of MNIST and its kin, plain or gzip: two zeros, a type, the number of axes, their
/// lengths as big-endian 32-bit numbers, the entries.</summary>
/// <remarks>Y. LeCun, C. Cortes, C. Burges, "The MNIST database", section File formats.</remarks>
public static class IdxFile
{
    /// <summary>The array in a file.</summary>
    /// <exception cref="SzilardException">The file is missing, damaged, cut short or goes on too
    /// long.</exception>
    public static NumericArray Read(string path) => GuardedFile.Read(path, stream => Read(stream, path));

    /// <summary>The array in a seekable stream, gzip being recognised by its first bytes.</summary>
    /// <param name="stream">What to read from.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="SzilardException">As in <see cref="Read(string)"/>.</exception>
    public static NumericArray Read(Stream stream, string source) => GuardedFile.Explain(source, () =>
    {
        long start = stream.Position;
        bool zipped = stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B;
        stream.Position = start;
        if (!zipped)
            return Parse(stream, source);
        using GZipStream plain = new(stream, CompressionMode.Decompress, leaveOpen: true);
        return Parse(plain, source);
    });

    private static NumericArray Parse(Stream stream, string source)
    {
        byte[] magic = GuardedFile.ReadBytes(stream, 4, source);
        if (magic[0] != 0 || magic[1] != 0 || magic[3] == 0)
            throw new SzilardException(
                $"`{source}` is no IDX file: it begins with {Convert.ToHexString(magic)}, not with 0000, a "
                + "type and a rank.");
        ElementType type = TypeOf(magic[2], source);
        byte[] lengths = GuardedFile.ReadBytes(stream, 4L * magic[3], source);
        Shape shape = DeclaredShape.Check([.. Lengths(lengths)], type, source);
        byte[] entries = GuardedFile.ReadBytes(stream, (long)shape.Size * type.Size, source);
        GuardedFile.ExpectEnd(stream, source);
        ElementOrder.ReverseBytes(entries, type.Size);
        return new NumericArray(shape, type, entries) { Source = $"`{source}`" };
    }

    private static IEnumerable<long> Lengths(byte[] bytes)
    {
        for (int i = 0; i < bytes.Length; i += 4)
            yield return BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(i));
    }

    private static ElementType TypeOf(byte code, string source) => code switch
    {
        0x08 => ElementType.UInt8,
        0x09 => ElementType.Int8,
        0x0B => ElementType.Int16,
        0x0C => ElementType.Int32,
        0x0D => ElementType.Float32,
        0x0E => ElementType.Float64,
        _ => throw new SzilardException(
            $"`{source}` has the IDX type {code:x2}; 08, 09, 0b, 0c, 0d and 0e are known. The file is "
            + "damaged."),
    };
}
