using Szilard.Parts;
using Szilard.Worlds.Datasets;

namespace Szilard.Worlds.Rendered;

/// <summary>Sheets of sprite parts in the layout of the Liberated Pixel Cup: a folder per part, a PNG per
/// variant, 13 × 21 tiles each; rows are actions in four directions, columns are frames.</summary>
/// <remarks>Only the frames that all five actions have are kept, six of each.</remarks>
internal sealed class SpriteSheets
{
    /// <summary>Frames of each action that are kept.</summary>
    public const int Frames = 6;

    private const int TilesAcross = 13;
    private const int TilesDown = 21;
    private readonly byte[][][] _tiles;

    private SpriteSheets(int tile, byte[][][] tiles) => (Tile, _tiles) = (tile, tiles);

    /// <summary>The parts, in the order in which they are laid over each other.</summary>
    public static IReadOnlyList<string> Parts { get; } =
        ["body", "eyes", "shoes", "bottomwear", "topwear", "hair"];

    /// <summary>The actions, four rows of a sheet each: away, left, towards us, right.</summary>
    public static IReadOnlyList<string> Actions { get; } = ["spellcast", "thrust", "walk", "slash", "shoot"];

    /// <summary>How many directions there are.</summary>
    public static int Directions => 4;

    /// <summary>Pixels of a tile's side.</summary>
    public int Tile { get; }

    /// <summary>How many variants a part has.</summary>
    public int Variants(int part) => _tiles[part].Length;

    /// <summary>Reads all sheets of a folder.</summary>
    /// <exception cref="SzilardException">A part has no sheet, or a sheet is no 13 × 21 square
    /// tiles.</exception>
    public static SpriteSheets Read(string folder)
    {
        string[][] files = [.. Parts.Select(part => Sheets(folder, part))];
        int tile = 0;
        byte[][][] tiles = [.. files.Select(part => (byte[][])[.. part.Select(file => Cut(file, ref tile))])];
        return new SpriteSheets(tile, tiles);
    }

    /// <summary>Lays one tile over a picture of height × width × 3 bytes.</summary>
    public void Lay(int part, int variant, int action, int direction, int frame, Span<byte> picture)
    {
        int pixels = Tile * Tile, place = (((action * Directions) + direction) * Frames) + frame;
        ReadOnlySpan<byte> tile = _tiles[part][variant].AsSpan(place * pixels * 4, pixels * 4);
        for (int i = 0; i < pixels; i++)
        {
            int alpha = tile[(4 * i) + 3];
            for (int c = 0; c < 3 && alpha > 0; c++)
            {
                ref byte under = ref picture[(3 * i) + c];
                under = (byte)(((tile[(4 * i) + c] * alpha) + (under * (255 - alpha)) + 127) / 255);
            }
        }
    }

    private static string[] Sheets(string folder, string part)
    {
        string path = Path.Combine(folder, part);
        string[] files = Directory.Exists(path)
            ?
            [
                .. Directory.GetFiles(path, "*.png").OrderBy(f => f.Length)
                    .ThenBy(f => f, StringComparer.Ordinal),
            ]
            : [];
        return files.Length > 0 ? files : throw new SzilardException(
            $"`{path}` holds no PNG sheet; give a folder with {string.Join(", ", Parts)}, each with at least "
                + "one sheet of 13 × 21 tiles.");
    }

    private static byte[] Cut(string file, ref int tile)
    {
        PngLayer sheet = PngFile.ReadLayer(file);
        int side = sheet.Width / TilesAcross;
        if (tile == 0)
            tile = side;
        if (side != tile || sheet.Width != TilesAcross * tile || sheet.Height != TilesDown * tile)
            throw new SzilardException(
                $"`{file}` is {sheet.Width}×{sheet.Height} pixels, but a sheet is 13 × 21 square tiles, here "
                    + $"of {tile} pixels: {TilesAcross * tile}×{TilesDown * tile}.");
        int rows = Actions.Count * Directions, row = tile * 4;
        var tiles = new byte[rows * Frames * tile * row];
        for (int place = 0; place < rows * Frames; place++)
            for (int y = 0; y < tile; y++)
            {
                int source = (((place / Frames * tile) + y) * sheet.Width) + (place % Frames * tile);
                sheet.Pixels.AsSpan(4 * source, row).CopyTo(tiles.AsSpan(((place * tile) + y) * row));
            }
        return tiles;
    }
}
