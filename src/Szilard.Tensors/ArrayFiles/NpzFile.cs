using System.IO.Compression;
using Szilard.Parts;

namespace Szilard.Tensors;

/// <summary>NumPy's file of named arrays (<c>.npz</c>): a zip of npy files, stored or deflated.</summary>
public static class NpzFile
{
    private const string Extension = ".npy";

    /// <summary>The arrays of a file by name; entries that are no npy files are left out.</summary>
    /// <exception cref="SzilardException">The file is missing or damaged, an array is, or a name comes
    /// twice.</exception>
    public static IReadOnlyDictionary<string, NumericArray> Read(string path) =>
        GuardedFile.Read(path, stream => Parse(stream, path));

    /// <summary>The arrays of a seekable stream by name.</summary>
    /// <param name="stream">What to read from.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="SzilardException">As in <see cref="Read(string)"/>.</exception>
    public static IReadOnlyDictionary<string, NumericArray> Read(Stream stream, string source = "stream") =>
        GuardedFile.Explain(source, () => Parse(stream, source));

    /// <summary>Writes named arrays to a file in one atomic step.</summary>
    /// <param name="path">The file.</param>
    /// <param name="arrays">The arrays by name, in the order in which they are written.</param>
    /// <param name="compress">True to deflate, as <c>numpy.savez_compressed</c> does.</param>
    /// <exception cref="SzilardException">The file cannot be written.</exception>
    public static void Write(
        string path, IEnumerable<KeyValuePair<string, NumericArray>> arrays, bool compress = false) =>
        AtomicFile.Write(path, stream => Write(stream, arrays, compress));

    /// <summary>Writes named arrays to a stream, which is left open.</summary>
    public static void Write(
        Stream stream, IEnumerable<KeyValuePair<string, NumericArray>> arrays, bool compress = false)
    {
        using ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true);
        CompressionLevel level = compress ? CompressionLevel.Optimal : CompressionLevel.NoCompression;
        foreach ((string name, NumericArray array) in arrays)
        {
            ZipArchiveEntry entry = zip.CreateEntry(name + Extension, level);
            entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using Stream content = entry.Open();
            NpyFile.Write(content, array);
        }
    }

    private static Dictionary<string, NumericArray> Parse(Stream stream, string source)
    {
        Dictionary<string, NumericArray> arrays = [];
        try
        {
            using ZipArchive zip = new(stream, ZipArchiveMode.Read, leaveOpen: true);
            foreach (ZipArchiveEntry entry in zip.Entries.Where(e =>
                e.FullName.EndsWith(Extension, StringComparison.Ordinal)))
            {
                NumericArray array = ReadEntry(entry, $"{source}:{entry.FullName}");
                if (!arrays.TryAdd(entry.FullName[..^Extension.Length], array))
                    throw new SzilardException(
                        $"`{source}` holds two arrays called `{entry.FullName}`; the file is damaged.");
            }
        }
        catch (ArgumentException fault)
        {
            // The platform's zip reader lets some damaged fields through to checks of its own arguments.
            throw new SzilardException(
                $"`{source}` is a damaged zip ({fault.Message}); write or fetch it again.", fault);
        }
        return arrays;
    }

    private static NumericArray ReadEntry(ZipArchiveEntry entry, string source)
    {
        using Stream content = entry.Open();
        using ChecksumStream checkedContent = new(content);
        NumericArray array = NpyFile.Read(checkedContent, source);
        GuardedFile.ExpectEnd(checkedContent, source);
        return checkedContent.Checksum == entry.Crc32
            ? array
            : throw new SzilardException(
                $"`{source}` has the checksum {checkedContent.Checksum:x8}, but {entry.Crc32:x8} is "
                + "declared; the file is damaged.");
    }
}
