using Szilard.Parts;

namespace Szilard.Worlds.Datasets;

/// <summary>Undoes the five row filters of PNG.</summary>
/// <remarks>W3C, Portable Network Graphics (PNG) Specification, third edition, section 9.</remarks>
internal static class PngFilter
{
    /// <summary>Restores all rows in place; each begins with its filter byte.</summary>
    /// <exception cref="SzilardException">A filter byte is above 4.</exception>
    public static void Undo(byte[] raw, PngHeader header, string source)
    {
        int length = (int)header.RowBytes + 1;
        Span<byte> above = new byte[length - 1];
        for (int y = 0; y < header.Height; y++)
        {
            Span<byte> row = raw.AsSpan(y * length, length);
            Restore(row[0], row[1..], above, header.Stride, source);
            above = row[1..];
        }
    }

    private static void Restore(
        byte filter, Span<byte> row, ReadOnlySpan<byte> above, int stride, string source)
    {
        if (filter > 4)
            throw new SzilardException(
                $"`{source}` has a row with filter {filter}, but there are 0 to 4; it is damaged.");
        if (filter == 0)
            return;
        for (int i = 0; i < row.Length; i++)
        {
            int left = i < stride ? 0 : row[i - stride];
            int corner = i < stride ? 0 : above[i - stride];
            row[i] += filter switch
            {
                1 => (byte)left,
                2 => above[i],
                3 => (byte)((left + above[i]) / 2),
                _ => (byte)Paeth(left, above[i], corner),
            };
        }
    }

    /// <summary>The neighbour nearest to left + above − corner; ties in the order left, above,
    /// corner.</summary>
    private static int Paeth(int left, int above, int corner)
    {
        int fromLeft = Math.Abs(above - corner);
        int fromAbove = Math.Abs(left - corner);
        int fromCorner = Math.Abs(left + above - (2 * corner));
        if (fromLeft <= fromAbove && fromLeft <= fromCorner)
            return left;
        return fromAbove <= fromCorner ? above : corner;
    }
}
