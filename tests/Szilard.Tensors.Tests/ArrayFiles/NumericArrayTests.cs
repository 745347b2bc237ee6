using System.Runtime.InteropServices;
using Szilard.Parts;

namespace Szilard.Tensors.Tests;

public sealed class NumericArrayTests
{
    [Fact]
    public void One_axis_becomes_one_column()
    {
        Matrix matrix = NumericArray.From([4, 5, 6]).ToMatrix();
        Assert.Equal((3, 1), (matrix.Rows, matrix.Columns));
    }

    [Fact]
    public void Further_axes_lie_side_by_side()
    {
        Matrix matrix = new NumericArray(new Shape(2, 3, 2), ElementType.UInt8, new byte[12]).ToMatrix();
        Assert.Equal((2, 6), (matrix.Rows, matrix.Columns));
    }

    [Fact]
    public void An_array_without_samples_keeps_its_columns() =>
        Assert.Equal(5, new NumericArray(new Shape(0, 5), ElementType.Float32, []).ToMatrix().Columns);

    [Fact]
    public void Floats_that_are_whole_numbers_serve_as_labels() =>
        Assert.Equal([0, 3], Floats(0f, 3f).ToLabels());

    [Theory]
    [InlineData(-1f)]
    [InlineData(0.5f)]
    [InlineData(float.NaN)]
    [InlineData(3e9f)]
    public void Anything_else_does_not(float value) =>
        Assert.Contains(
            "entry 1", Assert.Throws<SzilardException>(() => Floats(0f, value).ToLabels()).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(ElementType.Float16, "003c007c", 1)]
    [InlineData(ElementType.BFloat16, "803fc0ff", 1)]
    [InlineData(ElementType.Float32, "000080ff0000803f", 0)]
    [InlineData(ElementType.Float64, "000000000000f03f000000000000f87f", 1)]
    [InlineData(ElementType.Float64, "000000000000f03f000000000000f83f", null)]
    [InlineData(ElementType.Int32, "ffffffff0000807f", null)]
    public void The_first_entry_that_is_not_finite_is_found(ElementType type, string bytes, int? expected) =>
        Assert.Equal(
            expected, new NumericArray(new Shape(2), type, Convert.FromHexString(bytes)).FirstNonFinite());

    [Fact]
    public void Values_are_taken_over_without_a_copy()
    {
        Batch batch = new(new Shape(2), [1, 2]);
        NumericArray array = NumericArray.From(batch);
        batch.Values[1] = 7;
        Assert.Equal(7, MemoryMarshal.Cast<byte, float>(array.Bytes)[1]);
    }

    [Fact]
    public void The_checksum_has_its_published_check_value() =>
        Assert.Equal(0xCBF43926u, Crc32.Append(0, "123456789"u8));

    [Fact]
    public void A_checksum_in_pieces_is_that_of_the_whole() =>
        Assert.Equal(
            Crc32.Append(0, "123456789abcdefghij"u8),
            Crc32.Append(Crc32.Append(0, "123"u8), "456789abcdefghij"u8));

    private static NumericArray Floats(params float[] values) =>
        NumericArray.From(new Batch(new Shape(values.Length), values));
}
