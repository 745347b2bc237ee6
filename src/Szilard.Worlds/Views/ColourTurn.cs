namespace Szilard.Worlds.Views;

/// <summary>A linear change of colour that keeps luminance: chroma is turned by an angle and scaled,
/// M = L + s (cos θ (1 − L) + sin θ S), with L taking luminance and S turning chroma by a right
/// angle.</summary>
/// <remarks>W3C, Filter Effects Module Level 1, feColorMatrix, types <c>saturate</c> and
/// <c>hueRotate</c>.</remarks>
internal readonly record struct ColourTurn
{
    /// <summary>Share of red in luminance (Rec. 709, rounded as in the source).</summary>
    public const float Red = 0.213f;

    /// <summary>Share of green in luminance.</summary>
    public const float Green = 0.715f;

    /// <summary>Share of blue in luminance.</summary>
    public const float Blue = 0.072f;

    private readonly float _cosine;
    private readonly float _sine;

    /// <summary>A turn by <paramref name="turns"/> full turns and a scaling by
    /// <paramref name="saturation"/>; 0 leaves grey.</summary>
    public ColourTurn(double saturation, double turns)
    {
        (double sin, double cos) = Math.SinCos(2 * Math.PI * turns);
        (_cosine, _sine) = ((float)(saturation * cos), (float)(saturation * sin));
    }

    /// <summary>Changes interleaved pixels of red, green and blue in place and cuts them to [0,
    /// 255].</summary>
    public void Apply(Span<float> row)
    {
        for (int i = 0; i + 2 < row.Length; i += 3)
        {
            float r = row[i], g = row[i + 1], b = row[i + 2];
            float grey = (Red * r) + (Green * g) + (Blue * b);
            float turnedRed = (-0.213f * r) - (0.715f * g) + (0.928f * b);
            float turnedGreen = (0.143f * r) + (0.140f * g) - (0.283f * b);
            float turnedBlue = (-0.787f * r) + (0.715f * g) + (0.072f * b);
            row[i] = Cut(grey + (_cosine * (r - grey)) + (_sine * turnedRed));
            row[i + 1] = Cut(grey + (_cosine * (g - grey)) + (_sine * turnedGreen));
            row[i + 2] = Cut(grey + (_cosine * (b - grey)) + (_sine * turnedBlue));
        }
    }

    private static float Cut(float value) => Math.Clamp(value, 0, 255);
}
