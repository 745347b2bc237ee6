using System.Buffers.Binary;
using System.IO.Compression;
using Szilard.Parts;

namespace Szilard.Worlds.Tests.Datasets;

/// <summary>Small dataset files made on the spot.</summary>
internal static class DatasetFiles
{
    /// <summary>An IDX file of bytes.</summary>
    public static byte[] Idx(int[] lengths, byte[] entries)
    {
        List<byte> bytes = [0, 0, 8, (byte)lengths.Length];
        Span<byte> length = stackalloc byte[4];
        foreach (int l in lengths)
        {
            BinaryPrimitives.WriteInt32BigEndian(length, l);
            bytes.AddRange(length);
        }
        return [.. bytes, .. entries];
    }

    /// <summary>Bytes 0, 1, 2, …</summary>
    public static byte[] Counting(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)i)];

    public static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream stream = new();
        using (GZipStream zip = new(stream, CompressionLevel.Fastest))
            zip.Write(bytes);
        return stream.ToArray();
    }

    /// <summary>Settings of a card with some values given.</summary>
    public static Settings Settings(PartCard card, params (string Name, object Value)[] given)
    {
        List<Fault> faults = [];
        Settings settings = SettingsReader.Read(card, given.ToDictionary(g => g.Name, g => g.Value), faults);
        Assert.Empty(faults);
        return settings;
    }

    public static string Message(Action act) => Assert.Throws<SzilardException>(act).Message;
}
