using System.Text;
using Szilard.Parts;

namespace Szilard.Tensors.Tests;

public sealed class SafetensorsFileTests
{
    // {"w": [1, 2]} as the format's own library writes it.
    private const string Golden =
        "38000000000000007b2277223a7b226474797065223a22463332222c227368617065223a5b325d2c22646174615f6f66"
        + "6673657473223a5b302c385d7d7d20200000803f00000040";

    [Fact]
    public void The_golden_sample_is_read_and_written_byte_for_byte()
    {
        NumericArray weights = Read(Convert.FromHexString(Golden)).Tensors["w"];
        Assert.Equal([1, 2], weights.ToFloats());
        Assert.Equal(Golden, Convert.ToHexStringLower(Written([new("w", weights)], null)));
    }

    [Fact]
    public void Tensors_and_metadata_come_back()
    {
        SafetensorsFile file = Read(Sample());
        Assert.Equal([1, 2, 3], file.Tensors["labels"].ToLabels());
        Assert.Equal([0.1, 0.2], file.Tensors["täler \"quoted\""].ToMatrix().Values);
        Assert.Equal("7 ½", file.Metadata["step"]);
    }

    [Theory]
    [InlineData("F64", "000000000000f83f00000000000000c0")]
    [InlineData("F32", "0000c03f000000c0")]
    [InlineData("F16", "003e00c0")]
    [InlineData("BF16", "c03f00c0")]
    public void Every_width_of_reals_is_read(string type, string entries)
    {
        string json = Entry("x", type, "[2]", 0, entries.Length / 2);
        Assert.Equal([1.5, -2], Read(Raw(json, entries)).Tensors["x"].ToDoubles());
        Assert.Equal([1.5f, -2f], Read(Raw(json, entries)).Tensors["x"].ToFloats());
    }

    [Theory]
    [InlineData("I64", "0300000000000000")]
    [InlineData("I32", "03000000")]
    [InlineData("I16", "0300")]
    [InlineData("I8", "03")]
    [InlineData("U64", "0300000000000000")]
    [InlineData("U32", "03000000")]
    [InlineData("U16", "0300")]
    [InlineData("U8", "03")]
    public void Every_width_of_integers_is_read(string type, string entries) =>
        Assert.Equal(
            [3], Read(Raw(Entry("x", type, "[]", 0, entries.Length / 2), entries)).Tensors["x"].ToLabels());

    [Theory]
    [InlineData("hole", "F32", "[1]", 4, 8)]
    [InlineData("offsets", "F32", "[2]", 0, 4)]
    [InlineData("offsets", "F32", "[1]", -4, 0)]
    [InlineData("cut short", "F32", "[200000000]", 0, 800000000)]
    [InlineData("-1", "F32", "[-1]", 0, 4)]
    [InlineData("F8_E4M3", "F8_E4M3", "[1]", 0, 1)]
    [InlineData("8589934592", "F32", "[8589934592,8589934592]", 0, 0)]
    public void A_header_that_breaks_a_rule_is_refused(
        string mention, string type, string shape, long begin, long end)
    {
        byte[] bytes = Raw(Entry("x", type, shape, begin, end), "0000803f");
        Assert.Contains(
            mention, Assert.Throws<SzilardException>(() => Read(bytes)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_that_overlap_are_refused()
    {
        string two = Entry("a", "F32", "[1]", 0, 4)[..^1] + "," + Entry("b", "F32", "[1]", 0, 4)[1..];
        Assert.Contains(
            "overlap", Assert.Throws<SzilardException>(() => Read(Raw(two, "0000803f"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_comes_twice_is_refused()
    {
        string twice = Entry("a", "F32", "[1]", 0, 4)[..^1] + "," + Entry("a", "F32", "[1]", 4, 8)[1..];
        Assert.Throws<SzilardException>(() => Read(Raw(twice, "0000803f0000803f")));
        NumericArray array = NumericArray.From([1]);
        Assert.Throws<ArgumentException>(() => Written([new("a", array), new("a", array)], null));
    }

    [Theory]
    [InlineData("0100000000000000", "cut short")]
    [InlineData("00e1f50500000000ff", "cut short")]
    [InlineData("01e1f5050000000000", "100000001")]
    [InlineData("ffffffffffffffff00", "18446744073709551615")]
    [InlineData("0200", "cut short")]
    [InlineData("02000000000000005b5d", "{")]
    public void A_length_that_lies_is_refused(string bytes, string mention) =>
        Assert.Contains(
            mention,
            Assert.Throws<SzilardException>(() =>
                Read(Convert.FromHexString(bytes))).Message, StringComparison.Ordinal);

    [Fact]
    public void Metadata_other_than_text_is_refused() =>
        Assert.Contains("__metadata__", Assert.Throws<SzilardException>(
            () => Read(Raw("""{"__metadata__":{"step":7}}""", ""))).Message, StringComparison.Ordinal);

    [Fact]
    public void Bytes_after_the_last_tensor_are_refused() =>
        Assert.Contains("goes on", Assert.Throws<SzilardException>(
            () => Read([.. Convert.FromHexString(Golden), 0])).Message, StringComparison.Ordinal);

    [Fact]
    public void Wide_types_come_first_so_that_all_are_aligned()
    {
        byte[] bytes = Written(
            [new("b", Bytes(3)), new("d", NumericArray.From(new Matrix(1, 1, [1.5])))], null);
        string json = Encoding.UTF8.GetString(bytes, 8, bytes[8..].AsSpan().IndexOf((byte)0x20));
        Assert.Contains(
            "\"d\":{\"dtype\":\"F64\",\"shape\":[1,1],\"data_offsets\":[0,8]}", json,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_files_are_refused_or_read_but_never_crash()
    {
        int refused = Mutations.CountRefused(Sample(), 4000, RandomKey.FromSeed(3), bytes => Read(bytes));
        Assert.InRange(refused, 2000, 4000);
    }

    private static NumericArray Bytes(int count) => new(new Shape(count), ElementType.UInt8, new byte[count]);

    private static string Entry(string name, string type, string shape, long begin, long end) =>
        $$$"""{"{{{name}}}":{"dtype":"{{{type}}}","shape":{{{shape}}}"""
        + $$$""","data_offsets":[{{{begin}}},{{{end}}}]}}""";

    private static byte[] Raw(string json, string entries) =>
    [
        .. BitConverter.GetBytes((long)Encoding.UTF8.GetByteCount(json)), .. Encoding.UTF8.GetBytes(json),
        .. Convert.FromHexString(entries),
    ];

    private static byte[] Sample() => Written(
        [
            new("labels", NumericArray.From([1, 2, 3])),
            new("täler \"quoted\"", NumericArray.From(new Matrix(1, 2, [0.1, 0.2]))),
        ],
        new Dictionary<string, string> { ["step"] = "7 ½" });

    private static byte[] Written(
        KeyValuePair<string, NumericArray>[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using MemoryStream stream = new();
        SafetensorsFile.Write(stream, tensors, metadata);
        return stream.ToArray();
    }

    private static SafetensorsFile Read(byte[] bytes) =>
        SafetensorsFile.Read(new MemoryStream(bytes), "x.safetensors");
}
