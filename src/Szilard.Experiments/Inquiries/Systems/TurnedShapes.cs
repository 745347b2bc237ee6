using Szilard.Tensors;
using Szilard.Worlds.Rendered;

namespace Szilard.Experiments.Inquiries.Systems;

/// <summary>Pictures of upright shapes turned by quarters of a circle, and what is true of each.</summary>
/// <param name="Pictures">One flat picture per row, values less ½.</param>
/// <param name="Turns">Quarter turns a, 0 … 3.</param>
/// <param name="Classes">Kinds of shape c.</param>
internal sealed record TurnedShapes(Batch Pictures, int[] Turns, int[] Classes)
{
    /// <summary>Kinds of shape.</summary>
    public const int Kinds = 4;

    /// <summary>How many turns.</summary>
    public const int Quarters = 4;

    /// <summary>Fresh pictures. Place, size and colours are uniform, the pose within 20° of
    /// upright.</summary>
    /// <param name="count">How many.</param>
    /// <param name="size">Pixels of a side.</param>
    /// <param name="posed">True where each kind's upright pose is its own, quarter turn c: only who knows the
    /// class can tell the turn, as C xor A of two bits. False where all kinds stand alike.</param>
    /// <param name="key">All their randomness.</param>
    public static TurnedShapes Draw(int count, int size, bool posed, RandomKey key)
    {
        RandomStream stream = key.Stream();
        ShapeRenderer renderer = new(size, 360);
        int item = size * size * 3;
        Batch pictures = new(new Shape(count, item), new float[count * item]);
        int[] turns = new int[count], classes = new int[count];
        var upright = new float[item];
        for (int i = 0; i < count; i++)
        {
            (turns[i], classes[i]) = (stream.NextInt32(Quarters), stream.NextInt32(Kinds));
            double pose = 0.25 + (stream.NextUniform(-20, 20) / 360) + (posed ? classes[i] * 0.25 : 0);
            renderer.Render(
                new ShapeFactors(
                    stream.NextDouble(), stream.NextDouble(), stream.NextUniform(0.5, 1), pose,
                    stream.NextDouble(), stream.NextDouble(), classes[i]), upright);
            Turn(upright, size, turns[i], pictures.Item(i));
        }
        return new TurnedShapes(pictures, turns, classes);
    }

    /// <summary>A picture turned clockwise by so many quarters, value for value, less ½.</summary>
    public static void Turn(ReadOnlySpan<float> picture, int size, int quarters, Span<float> turned)
    {
        for (int y = 0; y < size; y++)
            for (int x = 0; x < size; x++)
            {
                (int row, int column) = (quarters & 3) switch
                {
                    0 => (y, x),
                    1 => (x, size - 1 - y),
                    2 => (size - 1 - y, size - 1 - x),
                    _ => (size - 1 - x, y),
                };
                for (int c = 0; c < 3; c++)
                    turned[(((row * size) + column) * 3) + c] = picture[(((y * size) + x) * 3) + c] - 0.5f;
            }
    }
}
