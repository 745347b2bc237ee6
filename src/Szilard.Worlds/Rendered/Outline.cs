using System.Numerics;

namespace Szilard.Worlds.Rendered;

/// <summary>How far points lie outside an outline of unit size about the origin: negative inside, 0 on the
/// outline, Lipschitz with constant 1, so that a pixel's coverage follows from the value at its
/// centre.</summary>
internal static class Outline
{
    /// <summary>No outline reaches further from the origin.</summary>
    public const float Reach = 1.0f;

    /// <summary>Radius of the disc.</summary>
    public const float Disc = 0.8f;

    private const float Bar = 0.32f;
    private const float InnerStar = 0.42f;

    /// <summary>The value of a shape at the points of the lanes, minus the notch where there is
    /// one.</summary>
    /// <param name="shape">0 disc, 1 square, 2 triangle, 3 cross, 4 star.</param>
    /// <param name="u">Along the shape's own axis, in units of its size.</param>
    /// <param name="v">Across it.</param>
    /// <param name="notched">True to cut a disc off the axis out of it, so that no turn maps it onto
    /// itself.</param>
    public static Vector<float> At(int shape, Vector<float> u, Vector<float> v, bool notched)
    {
        Vector<float> whole = shape switch
        {
            0 => Vector.SquareRoot((u * u) + (v * v)) - new Vector<float>(Disc),
            1 => Box(u, v, 0.7f, 0.7f),
            2 => Polygon(u, v, 3, 0.5f),
            3 => Vector.Min(Box(u, v, 0.9f, Bar), Box(u, v, Bar, 0.9f)),
            _ => Vector.Min(Polygon(u, v, 3, InnerStar), Polygon(-u, -v, 3, InnerStar)),
        };
        return notched ? Vector.Max(whole, new Vector<float>(0.22f) - Distance(u, v, 0.4f, 0.12f)) : whole;
    }

    private static Vector<float> Distance(Vector<float> u, Vector<float> v, float a, float b)
    {
        (Vector<float> du, Vector<float> dv) = (u - new Vector<float>(a), v - new Vector<float>(b));
        return Vector.SquareRoot((du * du) + (dv * dv));
    }

    private static Vector<float> Box(Vector<float> u, Vector<float> v, float width, float height) =>
        Vector.Max(Vector.Abs(u) - new Vector<float>(width), Vector.Abs(v) - new Vector<float>(height));

    /// <summary>A regular polygon as the greatest distance beyond any of its sides.</summary>
    private static Vector<float> Polygon(Vector<float> u, Vector<float> v, int sides, float inner)
    {
        Vector<float> most = new(float.NegativeInfinity);
        for (int side = 0; side < sides; side++)
        {
            (float sin, float cos) = MathF.SinCos(2 * MathF.PI * (side + 0.5f) / sides);
            most = Vector.Max(most, (u * cos) + (v * sin));
        }
        return most - new Vector<float>(inner);
    }
}
