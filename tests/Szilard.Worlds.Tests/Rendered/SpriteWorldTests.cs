using Szilard.Tensors;
using Szilard.Tensors.Tests;
using Szilard.Worlds.Latents;
using Szilard.Worlds.Rendered;
using Szilard.Worlds.Tests.Datasets;
using static Szilard.Worlds.Tests.Datasets.DatasetFiles;

namespace Szilard.Worlds.Tests.Rendered;

/// <summary>Sheets of tiles of 2 pixels: each part fills the pixels that it owns with a number that tells
/// part, variant and place.</summary>
public sealed class SpriteWorldTests
{
    private const int Tile = 2;
    private static readonly RandomKey _key = RandomKey.FromSeed(3);
    private static readonly int[] _variants = [3, 1, 1, 2, 1, 2];

    [Fact]
    public void A_figure_shows_its_parts_laid_over_each_other()
    {
        using TemporaryFolder folder = Sheets();
        SpriteWorld world = Open(folder.Path);
        Assert.Equal([3, 1, 1, 2, 1, 2, 5, 4, 6], Enumerable.Range(0, 9).Select(f =>
            (int)world.Draw(2000, 0, _key).Latents!.Column(f).Max() + 1));
        Situations drawn = world.Draw(100, 1, _key);
        var images = (ImageObservations)drawn.Observations;
        for (int i = 0; i < 100; i++)
        {
            ReadOnlySpan<double> z = drawn.Latents!.Row(i);
            int place = (((int)z[6] * 4) + (int)z[7]) * 6 + (int)z[8];
            // The body fills the tile, hair covers its first pixel, bottomwear half of its second.
            Assert.Equal(Value(5, (int)z[5], place), images.Image(i)[0]);
            Assert.Equal(
                Blend(Value(3, (int)z[3], place), Value(0, (int)z[0], place)), images.Image(i)[3]);
            Assert.Equal(Value(0, (int)z[0], place), images.Image(i)[6]);
        }
    }

    [Fact]
    public void A_pair_keeps_its_parts_and_changes_its_pose()
    {
        using TemporaryFolder folder = Sheets();
        SpriteWorld world = Open(folder.Path);
        LatentPair pair = world.Pair(world.Draw(5000, 0, _key), _key.Split("pair"));
        for (int part = 0; part < 6; part++)
            Assert.Equal(pair.Left.Column(part), pair.Right.Column(part));
        // Of 4 directions a fresh one is the same in a quarter of the pairs; five deviations.
        int same = pair.Left.Column(7).Zip(pair.Right.Column(7)).Count(p => p.First == p.Second);
        Assert.InRange(same, 1250 - (5 * 31), 1250 + (5 * 31));
        Assert.Equal((6, 6), (world.Facts.Content, world.Facts.LatentNames.Take(6).Count()));
        Assert.Equal(3, world.Classes);
    }

    [Fact]
    public void Missing_and_misshapen_sheets_are_named()
    {
        using TemporaryFolder folder = Sheets();
        File.WriteAllBytes(
            Path.Combine(folder.Path, "hair", "9.png"), PngWriter.Write(4, 4, 8, 6, new byte[64], [0]));
        Assert.Contains("13 × 21", Message(() => Open(folder.Path)), StringComparison.Ordinal);
        Directory.Delete(Path.Combine(folder.Path, "hair"), recursive: true);
        Assert.Contains("hair", Message(() => Open(folder.Path)), StringComparison.Ordinal);
    }

    /// <summary>Opt-in: SZILARD_SPRITES names a folder of the real sheets.</summary>
    [Fact]
    public void The_real_sheets_are_read()
    {
        string? path = Environment.GetEnvironmentVariable("SZILARD_SPRITES");
        Assert.SkipWhen(string.IsNullOrEmpty(path), "SZILARD_SPRITES names no folder.");
        SpriteWorld world = Open(path!);
        Assert.Equal(new Shape(64, 64, 3), world.ObservationShape);
        var images = (ImageObservations)world.Draw(200, 0, _key).Observations;
        Assert.All(Enumerable.Range(0, 200), i => Assert.True(images.Image(i).ContainsAnyExcept((byte)0)));
    }

    private static SpriteWorld Open(string path) => SpriteWorld.Open(path, Settings(SpriteWorld.Card));

    private static TemporaryFolder Sheets()
    {
        TemporaryFolder folder = new();
        string[] parts = [.. SpriteSheets.Parts];
        for (int part = 0; part < parts.Length; part++)
            for (int variant = 0; variant < _variants[part]; variant++)
            {
                string file = Path.Combine(folder.Path, parts[part], $"{variant}.png");
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllBytes(
                    file, PngWriter.Write(13 * Tile, 21 * Tile, 8, 6, Sheet(part, variant), [0]));
            }
        return folder;
    }

    private static byte[] Sheet(int part, int variant)
    {
        int width = 13 * Tile;
        var pixels = new byte[width * 21 * Tile * 4];
        for (int i = 0; i < pixels.Length / 4; i++)
        {
            int x = i % width, y = i / width, inside = ((y % Tile) * Tile) + (x % Tile);
            int place = ((y / Tile) * 6) + (x / Tile);
            byte value = x / Tile < 6 && y / Tile < 20 ? Value(part, variant, place) : (byte)0;
            byte alpha = part switch
            {
                0 => 255,
                5 => (byte)(inside == 0 ? 255 : 0),
                3 => (byte)(inside == 1 ? 128 : 0),
                _ => 0,
            };
            (pixels[4 * i], pixels[(4 * i) + 1], pixels[(4 * i) + 2], pixels[(4 * i) + 3]) =
                (value, value, value, alpha);
        }
        return pixels;
    }

    private static byte Value(int part, int variant, int place) =>
        (byte)((place + (37 * variant) + (91 * part) + 1) % 256);

    private static byte Blend(byte over, byte under) => (byte)(((over * 128) + (under * 127) + 127) / 255);
}
