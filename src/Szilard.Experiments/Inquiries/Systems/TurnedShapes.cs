using Szilard.Tensors;
using Szilard.Worlds.Rendered;
using Szilard.Worlds.Views;

namespace Szilard.Experiments.Inquiries.Systems;

/// <summary>Pictures of upright shapes turned by quarters of a circle, and what is true of each.</summary>
/// <param name="Pictures">One flat grey picture per row: the share of each pixel that the shape covers, less
/// ½.</param>
/// <param name="Turns">Quarter turns a, clockwise, 0 … 3.</param>
/// <param name="Classes">Kinds of shape c.</param>
internal sealed record TurnedShapes(Batch Pictures, int[] Turns, int[] Classes)
{
    /// <summary>Kinds of shape.</summary>
    public const int Kinds = 4;

    /// <summary>The mean over channels of the renderer's shapes, ½ for every hue, and of its
    /// grounds.</summary>
    private const float Figure = 0.5f, Ground = 0.225f;

    /// <summary>Fresh pictures. Place and size are uniform within a fifth of their ranges, the pose within
    /// 20° of upright.</summary>
    /// <param name="count">How many.</param>
    /// <param name="size">Pixels of a side.</param>
    /// <param name="posed">True where each kind's upright pose is its own, quarter turn c: only who knows the
    /// class can tell the turn, as C xor A of two bits. False where all kinds stand alike.</param>
    /// <param name="key">All their randomness.</param>
    public static TurnedShapes Draw(int count, int size, bool posed, RandomKey key)
    {
        RandomStream stream = key.Stream();
        ShapeRenderer renderer = new(size, 360);
        Batch pictures = new(new Shape(count, size * size), new float[count * size * size]);
        int[] turns = new int[count], classes = new int[count];
        float[] coloured = new float[size * size * 3], grey = new float[size * size];
        for (int i = 0; i < count; i++)
        {
            (turns[i], classes[i]) = (stream.NextInt32(QuarterTurn.Count), stream.NextInt32(Kinds));
            double pose = 0.25 + (stream.NextUniform(-20, 20) / 360) + (posed ? classes[i] * 0.25 : 0);
            renderer.Render(
                new ShapeFactors(
                    stream.NextUniform(0.4, 0.6), stream.NextUniform(0.4, 0.6), stream.NextUniform(0.8, 1),
                    pose, 0, 0, classes[i]), coloured);
            for (int p = 0; p < grey.Length; p++)
            {
                float mean = (coloured[3 * p] + coloured[(3 * p) + 1] + coloured[(3 * p) + 2]) / 3;
                grey[p] = ((mean - Ground) / (Figure - Ground)) - 0.5f;
            }
            QuarterTurn.Apply(grey, size, 1, turns[i], pictures.Item(i));
        }
        return new TurnedShapes(pictures, turns, classes);
    }
}
