using System.Globalization;

namespace Szilard.Experiments.Sweeps;

/// <summary>Values of knobs as numbers.</summary>
public static class KnobValue
{
    /// <summary>The number that a value is; NaN where it is a word, a list or missing.</summary>
    public static double Number(string? value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : double.NaN;
}
