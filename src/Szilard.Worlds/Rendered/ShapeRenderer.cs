using System.Numerics;

namespace Szilard.Worlds.Rendered;

/// <summary>Draws one coloured shape on a coloured ground, anti-aliased: each pixel mixes the two colours by
/// the share of it that the shape covers, smoothstep(½ − d/2) of the signed distance d in pixels, an edge two
/// pixels wide. Pictures are once differentiable in all continuous factors but where outlines have
/// corners.</summary>
/// <remarks>Colours run round a circle, channel c of hue h is ½ + ½ cos 2π(h + c/3), darker for the ground;
/// hue factors cover four fifths of it, so that ends differ. Cost: size² · 3 values for the ground, and about
/// 40 operations for each pixel near the shape, several at once.</remarks>
public sealed class ShapeRenderer
{
    private const double HueSpan = 0.8;
    private const float EdgeWidth = 2;
    private const float SmallestRadius = 0.12f;
    private const double LargestRadius = 0.25;
    private readonly int _size;
    private readonly double _rotation;
    private readonly bool _notched;
    private readonly float _occlusion;
    private readonly double _zoom;

    /// <summary>A renderer of square pictures.</summary>
    /// <param name="size">Pixels of a side, ≥ 8.</param>
    /// <param name="rotation">Range of the rotation, in degrees; the factor ½ is upright.</param>
    /// <param name="symmetry">True leaves shapes their symmetry, so that some turns are not seen; false cuts
    /// a notch into each.</param>
    /// <param name="occlusion">Share of the picture's width behind a grey post in its middle, 0 …
    /// 0.9.</param>
    /// <param name="zoom">How much larger shapes are than those of a radius of 0.12 to 0.25 of the picture, 1
    /// … 2; centres keep the largest within it, so that 2 leaves them in the middle.</param>
    public ShapeRenderer(
        int size, double rotation = 120, bool symmetry = false, double occlusion = 0, double zoom = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 8);
        ArgumentOutOfRangeException.ThrowIfNegative(occlusion);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(occlusion, 0.9);
        ArgumentOutOfRangeException.ThrowIfLessThan(zoom, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(zoom, 2);
        (_size, _rotation, _notched) = (size, rotation * Math.PI / 180, !symmetry);
        (_occlusion, _zoom) = ((float)occlusion, zoom);
    }

    /// <summary>Pixels of a side.</summary>
    public int Size => _size;

    /// <summary>True where the post is as wide as the smallest disc with its soft edge: then its place cannot
    /// be told.</summary>
    public bool HidesShapes =>
        _occlusion >= (float)(2 * Outline.Disc * SmallestRadius * _zoom) + (EdgeWidth / _size);

    /// <summary>One picture.</summary>
    /// <param name="factors">What to draw.</param>
    /// <param name="picture">Receives size × size × 3 values in [0, 1].</param>
    public void Render(in ShapeFactors factors, Span<float> picture)
    {
        Vector3 ground = Colour(factors.Background) * 0.45f, colour = Colour(factors.Hue);
        for (int i = 0; i < picture.Length; i += 3)
            (picture[i], picture[i + 1], picture[i + 2]) = (ground.X, ground.Y, ground.Z);
        Paint(Pose.Of(factors, _size, _rotation, _zoom), factors.Shape, ground, colour, picture);
        if (_occlusion > 0)
            Occlude(picture);
    }

    private void Paint(in Pose pose, int shape, Vector3 ground, Vector3 colour, Span<float> picture)
    {
        float reach = (Outline.Reach * pose.Radius) + EdgeWidth;
        int top = Math.Max(0, (int)(pose.Y - reach)), bottom = Math.Min(_size, (int)(pose.Y + reach) + 2);
        int left = Math.Max(0, (int)(pose.X - reach)), right = Math.Min(_size, (int)(pose.X + reach) + 2);
        Span<float> cover = stackalloc float[Vector<float>.Count];
        for (int y = top; y < bottom; y++)
            for (int x = left; x < right; x += cover.Length)
            {
                Coverage(pose, shape, x, y).CopyTo(cover);
                int at = ((y * _size) + x) * 3;
                for (int lane = 0; lane < Math.Min(cover.Length, right - x); lane++, at += 3)
                {
                    Vector3 mixed = Vector3.Lerp(ground, colour, cover[lane]);
                    (picture[at], picture[at + 1], picture[at + 2]) = (mixed.X, mixed.Y, mixed.Z);
                }
            }
    }

    /// <summary>The shares of the pixels from (x, y) to the right that the shape covers.</summary>
    private Vector<float> Coverage(in Pose pose, int shape, int x, int y)
    {
        Vector<float> dx = Lanes + new Vector<float>(x + 0.5f - pose.X);
        Vector<float> dy = new(y + 0.5f - pose.Y);
        Vector<float> u = ((dx * pose.Cosine) + (dy * pose.Sine)) * (1 / pose.Radius);
        Vector<float> v = ((dy * pose.Cosine) - (dx * pose.Sine)) * (1 / pose.Radius);
        Vector<float> distance = Outline.At(shape, u, v, _notched) * pose.Radius;
        Vector<float> t = new Vector<float>(0.5f) - (distance * (1 / EdgeWidth));
        t = Vector.Min(Vector<float>.One, Vector.Max(Vector<float>.Zero, t));
        return t * t * (new Vector<float>(3) - (t + t));
    }

    private void Occlude(Span<float> picture)
    {
        float half = 0.5f * _occlusion * _size, middle = 0.5f * _size;
        int first = Math.Max(0, (int)MathF.Round(middle - half));
        int last = Math.Min(_size, (int)MathF.Round(middle + half));
        for (int y = 0; y < _size; y++)
            picture.Slice(((y * _size) + first) * 3, (last - first) * 3).Fill(0.5f);
    }

    private static Vector<float> Lanes { get; } =
        new([.. Enumerable.Range(0, Vector<float>.Count).Select(i => (float)i)]);

    private static Vector3 Colour(double factor)
    {
        return new Vector3(Channel(0), Channel(1), Channel(2));

        float Channel(int c)
        {
            double turns = (HueSpan * factor) + (c / 3.0);
            return (float)(0.5 + (0.5 * Math.Cos(2 * Math.PI * turns)));
        }
    }

    /// <summary>Centre and radius in pixels, and the turn.</summary>
    private readonly record struct Pose(float X, float Y, float Radius, float Sine, float Cosine)
    {
        public static Pose Of(in ShapeFactors factors, int size, double rotation, double zoom)
        {
            (double sin, double cos) = Math.SinCos((factors.Rotation - 0.5) * rotation);
            double radius = size * (SmallestRadius + (0.13 * factors.Scale)) * zoom;
            double margin = LargestRadius * zoom, room = 1 - (2 * margin);
            return new Pose(
                (float)(size * (margin + (room * factors.X))), (float)(size * (margin + (room * factors.Y))),
                (float)radius, (float)sin, (float)cos);
        }
    }
}
