using System.Globalization;

namespace Szilard.Observables;

/// <summary>Numbers as a reader wants them: as many digits as the error supports, a true minus sign, and "—"
/// for what is not there.</summary>
public static class NumberText
{
    /// <summary>What stands for NaN.</summary>
    public const string Missing = "—";

    /// <summary>The value, rounded where its error has its first or second significant digit (at most four
    /// decimals): <c>0.987 ± 0.012</c>; without error as <see cref="Of"/>.</summary>
    /// <remarks>Two digits of an error up to 3.54…, one above: Particle Data Group, "Review of particle
    /// physics", introduction, section 5.3.</remarks>
    /// <param name="value">Any number; NaN gives "—", infinities "∞" and "−∞".</param>
    /// <param name="error">Its standard error; NaN leaves it out.</param>
    public static string WithError(double value, double error)
    {
        if (!double.IsFinite(value) || !double.IsFinite(error))
            return Of(value);
        if (Large(value) || Large(error))
            return $"{Of(value)} ± {Of(error)}";
        if (error == 0)
            return $"{Of(value)} ± 0";
        if (Math.Abs(error) < 5e-5)
            return Math.Abs(value) < 1e-2 ? $"{Of(value)} ± {Of(error)}" : $"{Fixed(value, 4)} ± <0.0001";
        int decimals = DecimalsFor(error);
        return $"{Fixed(value, decimals)} ± {Fixed(error, decimals)}";
    }

    /// <summary>An interval, rounded as a value whose error is half its width: <c>[0.977,
    /// 0.991]</c>.</summary>
    /// <param name="low">Its lower end.</param>
    /// <param name="high">Its upper end.</param>
    public static string Interval(double low, double high) => $"[{Beside(low, low, high)}, "
        + $"{Beside(high, low, high)}]";

    /// <summary>The value with its interval in place of its error: <c>0.987 [0.977, 0.991]</c>.</summary>
    public static string WithInterval(double value, double low, double high) =>
        $"{Beside(value, low, high)} {Interval(low, high)}";

    private static string Beside(double value, double low, double high)
    {
        double error = (high - low) / 2;
        bool plain = !(error > 0) || !double.IsFinite(error) || Large(value)
            || (error < 5e-5 && Math.Abs(value) < 1e-2);
        return plain ? Of(value) : Fixed(value, DecimalsFor(error));
    }

    /// <summary>Value, error and, in brackets, the level of chance where there is one:
    /// <c>0.987 ± 0.012 (−0.001)</c>.</summary>
    public static string WithChance(double value, double error, double chance)
    {
        string text = WithError(value, error);
        return double.IsNaN(chance) ? text : $"{text} ({Level(chance)})";
    }

    /// <summary>A level of chance, which is there to be compared with: as <see cref="Of"/>, but a small one
    /// has four decimals instead of a power of ten, <c>−0.0005</c>.</summary>
    public static string Level(double chance) =>
        Math.Abs(chance) < 1e-3 ? Trimmed(Fixed(chance, 4)) : Of(chance);

    /// <summary>The value with about four significant digits, at most three decimals; very large and very
    /// small ones as powers of ten.</summary>
    public static string Of(double value)
    {
        if (double.IsNaN(value))
            return Missing;
        if (double.IsInfinity(value))
            return value > 0 ? "∞" : "−∞";
        if (value == 0)
            return "0";
        double size = Math.Abs(value);
        if (size is >= 1e6 or (> 0 and < 1e-3))
            return Power(value);
        return Fixed(value, size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3);
    }

    /// <summary>A number that somebody gave, a bound or a tolerance, with all of its digits: <c>0.0045</c>,
    /// <c>2.5×10⁻⁹</c>.</summary>
    public static string Given(double number)
    {
        if (!double.IsFinite(number))
            return Of(number);
        string digits = number.ToString("R", CultureInfo.InvariantCulture).Replace('-', '−');
        int exponent = digits.IndexOf('E', StringComparison.Ordinal);
        return exponent < 0
            ? digits
            : $"{digits[..exponent]}×10{Superscript((int)Math.Floor(Math.Log10(Math.Abs(number))))}";
    }

    /// <summary>The value with as many decimals as are needed to hold it against a tolerance, at most twelve:
    /// <c>−0.1764671285</c> beside 10⁻⁹.</summary>
    /// <param name="value">Any number.</param>
    /// <param name="tolerance">How exactly it is meant; 0 and what is not finite leave it to
    /// <see cref="Of"/>.</param>
    public static string Within(double value, double tolerance)
    {
        if (!double.IsFinite(value) || !double.IsFinite(tolerance) || tolerance <= 0 || Large(value))
            return Of(value);
        int decimals = Math.Clamp(1 - (int)Math.Floor(Math.Log10(tolerance)), 0, 12);
        return decimals <= 3 || Math.Abs(value) < tolerance ? Of(value) : Fixed(value, decimals);
    }

    /// <summary>A duration: <c>0.42 s</c>, <c>12.3 s</c>, <c>3 min 05 s</c>, <c>2 h 07 min</c>.</summary>
    /// <param name="seconds">≥ 0; NaN gives "—".</param>
    public static string Duration(double seconds)
    {
        if (!double.IsFinite(seconds))
            return Of(seconds);
        if (seconds < 59.95)
            return Fixed(seconds, seconds < 10 ? 2 : 1) + " s";
        long whole = (long)Math.Round(seconds);
        return whole < 3600
            ? $"{whole / 60} min {whole % 60:00} s"
            : $"{whole / 3600} h {whole % 3600 / 60:00} min";
    }

    /// <summary>A whole number with narrow no-break spaces between thousands.</summary>
    public static string Count(long number) =>
        number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '\u202F').Replace('-', '−');

    private static bool Large(double value) => Math.Abs(value) >= 1e6;

    /// <summary>Two digits of an error that begins with 1, 2 or 3, one of others.</summary>
    private static int DecimalsFor(double error)
    {
        int exponent = (int)Math.Floor(Math.Log10(Math.Abs(error)));
        double mantissa = Math.Abs(error) / Math.Pow(10, exponent);
        return Math.Clamp((mantissa < 3.55 ? 1 : 0) - exponent, 0, 4);
    }

    private static string Fixed(double value, int decimals)
    {
        string text = value.ToString("F" + decimals, CultureInfo.InvariantCulture);
        bool zero = text.AsSpan().IndexOfAnyInRange('1', '9') < 0;
        return zero ? text.TrimStart('-') : text.Replace('-', '−');
    }

    private static string Trimmed(string number) => number.Trim('0') == "." ? "0" : number;

    private static string Power(double value)
    {
        int exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        double mantissa = Math.Round(value / Math.Pow(10, exponent), 1);
        if (Math.Abs(mantissa) >= 10)
            (mantissa, exponent) = (mantissa / 10, exponent + 1);
        return Fixed(mantissa, 1) + "×10" + Superscript(exponent);
    }

    private static string Superscript(int exponent) =>
        string.Concat(exponent.ToString(CultureInfo.InvariantCulture)
            .Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));
}
