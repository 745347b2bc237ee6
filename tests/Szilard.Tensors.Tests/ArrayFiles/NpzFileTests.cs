using System.IO.Compression;
using Szilard.Parts;

namespace Szilard.Tensors.Tests;

public sealed class NpzFileTests
{
    // numpy.savez_compressed(x=float16 [1.5, -2], y=[True, False]) of NumPy 1.24.2.
    private const string WrittenByNumPy =
        "504b030414000000080000002100b3c1820c480000008400000005001400782e6e707901001000840000000000000048"
        + "000000000000009bec17ea1b10c9c850c650ad9e925a9c5ca46ea5a06e9366a4aea3a09e965f54529498179f5f94920a"
        + "12774bcc294e058a17672416a402f91a463a9a3a0ab50a14002e063b860300504b030414000000080000002100ee19bb"
        + "5d460000008200000005001400792e6e707901001000820000000000000046000000000000009bec17ea1b10c9c850c6"
        + "50ad9e925a9c5ca46ea5a05e9364a8aea3a09e965f54529498179f5f94920a12774bcc294e058a17672416a402f91a46"
        + "3a9a3a0ab50a14002e460600504b0102140314000000080000002100b3c1820c48000000840000000500000000000000"
        + "00000000800100000000782e6e7079504b0102140314000000080000002100ee19bb5d46000000820000000500000000"
        + "0000000000000080017f000000792e6e7079504b0506000000000200020066000000fc0000000000";

    [Fact]
    public void An_archive_written_by_NumPy_is_read()
    {
        IReadOnlyDictionary<string, NumericArray> arrays = Read(Convert.FromHexString(WrittenByNumPy));
        Assert.Equal(["x", "y"], arrays.Keys.Order());
        Assert.Equal([1.5, -2], arrays["x"].ToDoubles());
        Assert.Equal([1, 0], arrays["y"].ToLabels());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_written_is_read_again(bool compress)
    {
        IReadOnlyDictionary<string, NumericArray> arrays = Read(Sample(compress));
        Assert.Equal([0, 1, 2, 3], arrays["labels"].ToLabels());
        Assert.Equal([0.5, -1, 3, 4], arrays["values"].ToMatrix().Values);
    }

    [Fact]
    public void A_flipped_bit_in_a_stored_entry_is_found_by_its_checksum()
    {
        byte[] bytes = Sample(compress: false);
        int place = bytes.AsSpan().IndexOf(BitConverter.GetBytes(-1.0));
        bytes[place] ^= 1;
        Assert.Contains(
            "checksum", Assert.Throws<SzilardException>(() => Read(bytes)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_that_comes_twice_is_refused()
    {
        using MemoryStream stream = new();
        NumericArray array = NumericArray.From([1]);
        NpzFile.Write(stream, [new("a", array), new("a", array)]);
        Assert.Contains(
            "two arrays", Assert.Throws<SzilardException>(() => Read(stream.ToArray())).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Other_files_in_the_archive_are_left_out()
    {
        using MemoryStream stream = new();
        using (ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true))
            zip.CreateEntry("notes.txt");
        Assert.Empty(Read(stream.ToArray()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Damaged_archives_are_refused_or_read_but_never_crash(bool compress)
    {
        int refused = Mutations.CountRefused(
            Sample(compress), 2500, RandomKey.FromSeed(2), bytes => Read(bytes));
        Assert.InRange(refused, 1500, 2500);
    }

    private static byte[] Sample(bool compress)
    {
        using MemoryStream stream = new();
        KeyValuePair<string, NumericArray>[] arrays =
        [
            new("labels", NumericArray.From([0, 1, 2, 3])),
            new("values", NumericArray.From(new Matrix(2, 2, [0.5, -1, 3, 4]))),
        ];
        NpzFile.Write(stream, arrays, compress);
        return stream.ToArray();
    }

    private static IReadOnlyDictionary<string, NumericArray> Read(byte[] bytes) =>
        NpzFile.Read(new MemoryStream(bytes), "x.npz");
}
