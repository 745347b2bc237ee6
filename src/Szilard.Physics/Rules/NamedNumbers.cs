using System.Globalization;
using Szilard.Parts;

namespace Szilard.Physics.Rules;

/// <summary>Numbers by name as users write them: <c>weight-1:1.2e-6, bias-1:1e-5</c>.</summary>
internal static class NamedNumbers
{
    private const StringSplitOptions Tidy =
        StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    /// <summary>The numbers.</summary>
    /// <exception cref="SzilardException">Not of that form.</exception>
    public static IReadOnlyDictionary<string, double> Parse(string text, bool positive = true)
    {
        if (Faults("numbers", text, positive).FirstOrDefault() is { } fault)
            throw new SzilardException(fault.Sentence);
        return Entries(text).ToDictionary(e => e.Name, e => e.Value!.Value);
    }

    /// <summary>What is wrong with a text, under the name of a parameter.</summary>
    public static IEnumerable<Fault> Faults(string key, string text, bool positive = true)
    {
        foreach ((string name, double? value) in Entries(text))
        {
            if (value is null || (positive && value <= 0))
                yield return new Fault(
                    key,
                    $"`{key}: {text}` has no number{(positive ? " > 0" : "")} for `{name}`: write "
                    + "`name:number, name:number`.");
        }
        if (Entries(text).GroupBy(e => e.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            yield return new Fault(
                key, $"`{key}: {text}` names `{twice.Key}` {twice.Count()} times; once is enough.");
    }

    private static IEnumerable<(string Name, double? Value)> Entries(string text)
    {
        foreach (string entry in text.Split(',', Tidy))
        {
            string[] parts = entry.Split(':', Tidy);
            bool read = double.TryParse(
                parts[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
            yield return (parts[0], parts.Length == 2 && read && double.IsFinite(value) ? value : null);
        }
    }
}
