namespace Szilard.Worlds.Rendered;

/// <summary>The factors of a rendered shape, each in [0, 1] but the last, and in which order latents hold
/// them.</summary>
/// <param name="X">Centre from left to right, over the range that keeps the shape in the picture.</param>
/// <param name="Y">Centre from top to bottom.</param>
/// <param name="Scale">Size from smallest to largest.</param>
/// <param name="Rotation">Angle over the rotation range.</param>
/// <param name="Hue">Colour of the shape along its circle of hues.</param>
/// <param name="Background">Colour of what lies behind.</param>
/// <param name="Shape">Which shape, 0 … <see cref="Shapes"/> − 1.</param>
public readonly record struct ShapeFactors(
    double X, double Y, double Scale, double Rotation, double Hue, double Background, int Shape)
{
    /// <summary>How many factors there are.</summary>
    public const int Count = 7;

    /// <summary>How many shapes there are: disc, square, triangle, cross, star.</summary>
    public const int Shapes = 5;

    /// <summary>What the factors are called.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["x", "y", "scale", "rotation", "hue", "background", "shape"];

    /// <summary>The factors of a row of latents.</summary>
    public static ShapeFactors Of(ReadOnlySpan<double> latents) => new(
        latents[0], latents[1], latents[2], latents[3], latents[4], latents[5],
        Math.Clamp((int)Math.Round(latents[6]), 0, Shapes - 1));
}
