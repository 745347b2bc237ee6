namespace Szilard.Reports;

/// <summary>A colour for every point of the unit square: blue to orange from left to right, dark to light
/// from bottom to top, so that it can be read with any kind of colour vision.</summary>
/// <remarks>Bilinear between four corners of the palette of Okabe and Ito ("Color universal design", 2008),
/// in linear light (gamma 2).</remarks>
public static class ColourPlane
{
    private static readonly double[] _bottomLeft = [0x00, 0x4C, 0x99];
    private static readonly double[] _bottomRight = [0xC4, 0x4A, 0x00];
    private static readonly double[] _topLeft = [0x4C, 0xB8, 0xE8];
    private static readonly double[] _topRight = [0xF2, 0xC3, 0x1B];

    /// <summary>The colour at (u, v) as <c>#rrggbb</c>.</summary>
    /// <param name="u">From left (0) to right (1); clamped, NaN counts as the middle.</param>
    /// <param name="v">From bottom (0) to top (1); clamped, NaN counts as the middle.</param>
    public static string At(double u, double v)
    {
        (u, v) = (Unit(u), Unit(v));
        Span<int> channels = stackalloc int[3];
        for (int i = 0; i < 3; i++)
        {
            double bottom = Mix(_bottomLeft[i], _bottomRight[i], u), top = Mix(_topLeft[i], _topRight[i], u);
            channels[i] = (int)Math.Round(Math.Sqrt(((1 - v) * bottom) + (v * top)));
        }
        return $"#{channels[0]:x2}{channels[1]:x2}{channels[2]:x2}";
    }

    /// <summary>The rank of each value among all, from 0 to 1; NaN stays NaN.</summary>
    public static double[] Ranks(ReadOnlySpan<double> values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        double[] copy = values.ToArray(), ranks = new double[values.Length];
        Array.Sort(copy, order);
        int missing = copy.Count(double.IsNaN), valid = Math.Max(1, copy.Length - missing - 1);
        for (int i = 0; i < order.Length; i++)
            ranks[order[i]] = i < missing ? double.NaN : (i - missing) / (double)valid;
        return ranks;
    }

    private static double Mix(double left, double right, double u) =>
        ((1 - u) * left * left) + (u * right * right);

    private static double Unit(double value) => double.IsNaN(value) ? 0.5 : Math.Clamp(value, 0, 1);
}
