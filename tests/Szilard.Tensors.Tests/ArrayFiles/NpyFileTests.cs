using System.Text;
using Szilard.Parts;

namespace Szilard.Tensors.Tests;

public sealed class NpyFileTests
{
    // Written by NumPy 1.24.2.
    private const string MatrixOfFloats =
        "934e554d5059010076007b276465736372273a20273c6634272c2027666f727472616e5f6f72646572273a2046616c73"
        + "652c20277368617065273a2028322c2033292c207d202020202020202020202020202020202020202020202020202020"
        + "202020202020202020202020202020202020202020202020202020202020200a0000803f000000400000404000008040"
        + "0000a0400000d0c0";
    private const string BigEndianFortran =
        "934e554d5059010076007b276465736372273a20273e6932272c2027666f727472616e5f6f72646572273a2054727565"
        + "2c20277368617065273a2028332c2032292c207d20202020202020202020202020202020202020202020202020202020"
        + "202020202020202020202020202020202020202020202020202020202020200a0001012c0005fffe00040006";
    private const string Scalar =
        "934e554d5059010076007b276465736372273a20273c6638272c2027666f727472616e5f6f72646572273a2046616c73"
        + "652c20277368617065273a2028292c207d20202020202020202020202020202020202020202020202020202020202020"
        + "202020202020202020202020202020202020202020202020202020202020200a000000000000d03f";
    private const string VersionTwo =
        "934e554d50590200740000007b276465736372273a20277c7531272c2027666f727472616e5f6f72646572273a204661"
        + "6c73652c20277368617065273a2028332c292c207d202020202020202020202020202020202020202020202020202020"
        + "202020202020202020202020202020202020202020202020202020202020200a000102";

    [Fact]
    public void A_matrix_of_floats_written_by_NumPy_is_read()
    {
        NumericArray array = Read(Convert.FromHexString(MatrixOfFloats));
        Assert.Equal(new Shape(2, 3), array.Shape);
        Assert.Equal(ElementType.Float32, array.Type);
        Assert.Equal([1, 2, 3, 4, 5, -6.5f], array.ToFloats());
    }

    [Fact]
    public void Big_endian_entries_in_Fortran_order_come_out_row_by_row()
    {
        NumericArray array = Read(Convert.FromHexString(BigEndianFortran));
        Assert.Equal([1, -2, 300, 4, 5, 6], array.ToMatrix().Values);
        Assert.Equal(3, array.ToMatrix().Rows);
    }

    [Fact]
    public void A_scalar_and_a_file_of_version_two_are_read()
    {
        Assert.Equal([0.25], Read(Convert.FromHexString(Scalar)).ToMatrix().Values);
        Assert.Equal([0, 1, 2], Read(Convert.FromHexString(VersionTwo)).ToLabels());
    }

    [Fact]
    public void Bytes_written_are_those_that_NumPy_writes()
    {
        Batch batch = new(new Shape(2, 3), [1, 2, 3, 4, 5, -6.5f]);
        Assert.Equal(MatrixOfFloats, Convert.ToHexStringLower(Written(NumericArray.From(batch))));
    }

    [Theory]
    [InlineData("<f2", "003e00c0")]
    [InlineData(">f2", "3e00c000")]
    [InlineData("<f4", "0000c03f000000c0")]
    [InlineData(">f4", "3fc00000c0000000")]
    [InlineData("=f8", "000000000000f83f00000000000000c0")]
    [InlineData(">f8", "3ff8000000000000c000000000000000")]
    public void Every_width_and_order_of_reals_is_read(string descr, string entries) =>
        Assert.Equal([1.5, -2], Read(Npy(descr, "(2,)", entries)).ToDoubles());

    [Theory]
    [InlineData("|i1", "07fe")]
    [InlineData("<i2", "0700feff")]
    [InlineData(">i4", "00000007fffffffe")]
    [InlineData("<i8", "0700000000000000feffffffffffffff")]
    public void Every_width_and_order_of_signed_integers_is_read(string descr, string entries) =>
        Assert.Equal([7, -2], Read(Npy(descr, "(2,)", entries)).ToDoubles());

    [Theory]
    [InlineData("|u1", "07fe", 254)]
    [InlineData("<u2", "0700feff", 65534)]
    [InlineData(">u4", "00000007fffffffe", 4294967294)]
    [InlineData("<u8", "0700000000000000feffffff00000000", 4294967294)]
    [InlineData("|b1", "0701", 1)]
    public void Every_width_and_order_of_unsigned_integers_is_read(
        string descr, string entries, double second) =>
        Assert.Equal([descr == "|b1" ? 1 : 7, second], Read(Npy(descr, "(2,)", entries)).ToDoubles());

    [Fact]
    public void Three_axes_in_Fortran_order_agree_with_the_plain_formula()
    {
        byte[] entries = [.. Enumerable.Range(0, 24).Select(i => (byte)i)];
        double[] read = Read(Npy("|u1", "(2, 3, 4)", Convert.ToHexString(entries), "True")).ToDoubles();
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 3; j++)
                for (int k = 0; k < 4; k++)
                    Assert.Equal(i + (2 * j) + (6 * k), read[(((i * 3) + j) * 4) + k]);
    }

    [Theory]
    [InlineData("|O", "(2,)", "object")]
    [InlineData("<U5", "(2,)", "<U5")]
    [InlineData("<c16", "(2,)", "<c16")]
    [InlineData("<f4", "(2000000000, 2000000000)", "2000000000×2000000000")]
    [InlineData("<f4", "(0, 99999999999999)", "99999999999999")]
    [InlineData("<f4", "(-2,)", "-2")]
    [InlineData("<f4", "(99999999999999999999,)", "header")]
    [InlineData("<f4", "(2", "header")]
    [InlineData("<f4", "(200000000,)", "cut short")]
    public void A_header_that_lies_or_asks_for_more_than_numbers_is_refused(
        string descr, string shape, string mention)
    {
        SzilardException fault = Assert.Throws<SzilardException>(() => Read(Npy(descr, shape, "0000803f")));
        Assert.Contains(mention, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_named_fields_is_refused()
    {
        byte[] bytes = Header("{'descr': [('a', '<i4')], 'fortran_order': False, 'shape': (1,), }", 1);
        Assert.Contains(
            "structured", Assert.Throws<SzilardException>(() => Read(bytes)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_lying_header_sets_nothing_aside_even_where_the_stream_has_no_length()
    {
        byte[] bytes = Npy("<f8", "(250000000,)", "0000803f");
        long before = GC.GetAllocatedBytesForCurrentThread();
        using var stream = new EndlessLooking(bytes);
        Assert.Throws<SzilardException>(() => NpyFile.Read(stream));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Fact]
    public void Bytes_after_the_array_are_refused_in_a_file()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("long.npy"), [.. Convert.FromHexString(MatrixOfFloats), 0]);
        Assert.Contains(
            "goes on", Assert.Throws<SzilardException>(() => NpyFile.Read(folder.File("long.npy"))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MatrixOfFloats)]
    [InlineData(BigEndianFortran)]
    public void Damaged_files_are_refused_or_read_but_never_crash(string valid)
    {
        int refused = Mutations.CountRefused(
            Convert.FromHexString(valid), 2500, RandomKey.FromSeed(1), bytes => Read(bytes));
        Assert.InRange(refused, 1000, 2500);
    }

    private static NumericArray Read(byte[] bytes) => NpyFile.Read(new MemoryStream(bytes), "x.npy");

    private static byte[] Written(NumericArray array)
    {
        using MemoryStream stream = new();
        NpyFile.Write(stream, array);
        return stream.ToArray();
    }

    private static byte[] Npy(string descr, string shape, string entries, string fortran = "False") =>
    [
        .. Header($"{{'descr': '{descr}', 'fortran_order': {fortran}, 'shape': {shape}, }}", 3),
        .. Convert.FromHexString(entries),
    ];

    private static byte[] Header(string text, byte version)
    {
        byte[] length = BitConverter.GetBytes(text.Length);
        return
        [
            0x93, .. "NUMPY"u8, version, 0, .. version == 1 ? length[..2] : length,
            .. Encoding.ASCII.GetBytes(text),
        ];
    }
}
