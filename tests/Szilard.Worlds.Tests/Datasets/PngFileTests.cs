using Szilard.Tensors;
using Szilard.Tensors.Tests;
using Szilard.Worlds.Datasets;
using static Szilard.Worlds.Tests.Datasets.DatasetFiles;

namespace Szilard.Worlds.Tests.Datasets;

public sealed class PngFileTests
{
    // Written by Pillow 9.4: 3 × 2 pixels with alpha; a palette of 4 colours, the second transparent; 16-bit
    // grey.
    private const string Alpha =
        "89504e470d0a1a0a0000000d49484452000000030000000208060000009d74661a0000002349444154789c63f8cfc0f09feb845c0303"
        + "030303032313f3ff5fbffffce74c3e6e0c00706c09cad05c78e00000000049454e44ae426082";
    private const string Palette =
        "89504e470d0a1a0a0000000d4948445200000005000000020203000000ed04fece0000000c504c5445000000ff000000ff000a141e6f"
        + "f493b10000000274524e53ff00e5b7304a0000000e49444154789c6390766078d2000003d501c0a1479cde0000000049454e44ae426082";
    private const string Deep =
        "89504e470d0a1a0a0000000d4948445200000003000000021000000000e88fe5850000001649444154789c6360606860f8ff9f819191"
        + "f9c5e100001b22047f757ecb530000000049454e44ae426082";

    [Fact]
    public void Images_written_by_Pillow_are_read()
    {
        Assert.Equal(
            [255, 0, 0, 5, 100, 15, 0, 0, 0, 1, 2, 3, 250, 251, 252, 2, 20, 40],
            Read(Convert.FromHexString(Alpha)).Pixels);
        byte[][] colours = [[0, 0, 0], [0, 0, 0], [0, 255, 0], [10, 20, 30]];
        int[] indices = [0, 1, 2, 3, 1, 3, 2, 1, 0, 2];
        Assert.Equal(indices.SelectMany(i => colours[i]), Read(Convert.FromHexString(Palette)).Pixels);
        // 32768, 1000 and 50000 of 65535 in steps of 257: 127.50, 3.89, 194.55.
        Assert.Equal([0, 128, 255, 1, 4, 195], Read(Convert.FromHexString(Deep)).Pixels);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_filter_is_undone(int filter)
    {
        RandomStream random = RandomKey.FromSeed(filter).Stream();
        byte[] rows = [.. Enumerable.Range(0, 7 * 5 * 3).Select(_ => (byte)random.NextInt32(256))];
        PngImage image = Read(PngWriter.Write(7, 5, 8, 2, rows, [filter, 2]));
        Assert.Equal((7, 5, 3), (image.Width, image.Height, image.Channels));
        Assert.Equal(rows, image.Pixels);
    }

    [Theory]
    [InlineData(1, 0b_1010_0000, new byte[] { 255, 0, 255 })]
    [InlineData(2, 0b_1101_0000, new byte[] { 255, 85, 0 })]
    public void Shades_of_few_bits_reach_from_black_to_white(int depth, byte row, byte[] expected) =>
        Assert.Equal(expected, Read(PngWriter.Write(3, 1, depth, 0, [row], [0])).Pixels);

    [Fact]
    public void Grey_with_alpha_and_a_transparent_shade_are_laid_over_black()
    {
        Assert.Equal([100, 50], Read(PngWriter.Write(2, 1, 8, 4, [100, 255, 100, 128], [0])).Pixels);
        Assert.Equal(
            [100, 0], Read(PngWriter.Write(2, 1, 8, 0, [100, 101], [0], transparency: [0, 101])).Pixels);
    }

    [Fact]
    public void What_cannot_be_read_is_refused_in_words()
    {
        byte[] valid = PngWriter.Grey(4, 4, Counting(16));
        byte[] flipped = [.. valid];
        flipped[^20] ^= 1;
        Assert.Contains("checksum", Message(() => Read(flipped)), StringComparison.Ordinal);
        Assert.Contains("cut short", Message(() => Read(valid[..^20])), StringComparison.Ordinal);
        Assert.Contains(
            "interlaced", Message(() => Read(PngWriter.Write(4, 4, 8, 0, Counting(16), [0], interlace: 1))),
            StringComparison.Ordinal);
        Assert.Contains(
            "cannot hold", Message(
                () => Read(PngWriter.Write(60000, 60000, 8, 0, [.. new byte[60000]], [0]))),
            StringComparison.Ordinal);
        Assert.Contains(
            "cut short", Message(() => Read(PngWriter.Write(4, 5, 8, 0, Counting(10), [0]))),
            StringComparison.Ordinal);
        Assert.Contains(
            "palette", Message(
                () => Read(PngWriter.Write(4, 4, 8, 3, Counting(16), [0], palette: [1, 2, 3]))),
            StringComparison.Ordinal);
        Assert.Contains(
            "filter 7", Message(() => Read(PngWriter.Write(4, 4, 8, 0, Counting(16), [7]))),
            StringComparison.Ordinal);
        Assert.Contains("no PNG", Message(() => Read(Counting(40))), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_files_are_refused_or_read_but_never_crash()
    {
        byte[] valid = PngWriter.Write(7, 5, 8, 3, Counting(35), [0, 1, 2, 3, 4], Counting(120), [9]);
        Assert.InRange(Mutations.CountRefused(valid, 2500, RandomKey.FromSeed(4), b => Read(b)), 2000, 2500);
        // Without checksums in the way: damage between the chunk's ends, then the right checksum.
        int refused = Mutations.CountRefused(Counting(35), 2500, RandomKey.FromSeed(5), rows =>
            Read(PngWriter.Write(7, 5, 8, 3, [.. rows.Concat(
                new byte[35]).Take(35)], [rows.Length % 6], [.. rows.Concat(new byte[99]).Take(99)])));
        Assert.InRange(refused, 100, 2500);
    }

    private static PngImage Read(byte[] bytes) => PngFile.Read(new MemoryStream(bytes), "x.png");
}
