namespace Szilard.Worlds.Views;

/// <summary>Turns of square pictures by quarters of a circle: the group of four, exact on pixels.</summary>
public static class QuarterTurn
{
    /// <summary>How many turns there are: by 0, 1, 2 and 3 quarters.</summary>
    public const int Count = 4;

    /// <summary>Turns a picture clockwise, value for value: of 2 × 2 pixels 1 2 / 3 4 one quarter makes
    /// 3 1 / 4 2.</summary>
    /// <param name="picture">Side × side × channels values.</param>
    /// <param name="side">Pixels of a side.</param>
    /// <param name="channels">Values of a pixel.</param>
    /// <param name="quarters">How far; four quarters are none.</param>
    /// <param name="turned">Receives side × side × channels values; does not overlap the picture.</param>
    /// <exception cref="ArgumentException">A length is not side × side × channels.</exception>
    public static void Apply(
        ReadOnlySpan<float> picture, int side, int channels, int quarters, Span<float> turned)
    {
        int size = side * side * channels;
        if (picture.Length != size || turned.Length != size)
            throw new ArgumentException(
                $"A square of {side} × {side} × {channels} has {size} values, but {picture.Length} were "
                    + $"given and {turned.Length} are to be received.");
        int last = side - 1;
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++)
            {
                (int row, int column) = (quarters & 3) switch
                {
                    0 => (y, x),
                    1 => (x, last - y),
                    2 => (last - y, last - x),
                    _ => (last - x, y),
                };
                picture.Slice(((y * side) + x) * channels, channels)
                    .CopyTo(turned[(((row * side) + column) * channels)..]);
            }
    }
}
