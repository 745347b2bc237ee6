using System.Globalization;

namespace Szilard.Parts;

/// <summary>Numbers by name as users write them: <c>weight-1:1.2e-6, bias-1:1e-5</c>.</summary>
public static class NamedNumbers
{
    private const StringSplitOptions Tidy =
        StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    /// <summary>The numbers.</summary>
    /// <param name="text">As written; empty for none.</param>
    /// <exception cref="SzilardException">Not of that form.</exception>
    public static IReadOnlyDictionary<string, double> Parse(string text)
    {
        if (Faults("numbers", text, new NumberParameter("", "", 0)).FirstOrDefault() is { } fault)
            throw new SzilardException(fault.Sentence);
        return Entries(text).ToDictionary(e => e.Name, e => e.Value!.Value);
    }

    /// <summary>What is wrong with a text.</summary>
    /// <param name="key">The parameter that holds it, under whose name faults are told.</param>
    /// <param name="text">As written.</param>
    /// <param name="range">Which numbers are allowed.</param>
    public static IEnumerable<Fault> Faults(string key, string text, NumberParameter range)
    {
        foreach ((string name, double? value) in Entries(text))
        {
            if (value is null || !range.Admits(value.Value))
                yield return new Fault(
                    key,
                    $"`{key}: {text}` has no number in {range.RangeText} for `{name}`: write "
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
            if (parts.Length == 0)
                parts = [entry];
            bool read = double.TryParse(
                parts[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
            yield return (parts[0], parts.Length == 2 && read && double.IsFinite(value) ? value : null);
        }
    }
}
