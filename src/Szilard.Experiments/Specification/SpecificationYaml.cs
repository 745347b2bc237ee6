using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Szilard.Experiments.Specification;

/// <summary>A resolved specification as the canonical study file: complete with defaults, in the order of the
/// form. Reading it back gives an equal specification.</summary>
public static partial class SpecificationYaml
{
    /// <summary>A study file whose only run is <paramref name="run"/>.</summary>
    /// <param name="run">The run.</param>
    /// <param name="seeds">Its seeds, at least one.</param>
    /// <param name="data">Folder or file with data; empty for none.</param>
    public static string Write(RunSpecification run, IReadOnlyList<long> seeds, string data = "")
    {
        StringBuilder text = new();
        Line(text, 0, StudyKeys.Name, Scalar(run.Name));
        Line(text, 0, StudyKeys.Seeds, $"[{string.Join(", ", seeds)}]");
        if (data.Length > 0)
            Line(text, 0, StudyKeys.Data, Scalar(data));
        foreach ((string name, SectionSettings section) in run.Sections)
            Section(text, name, section);
        return text.ToString();
    }

    private static void Section(StringBuilder text, string name, SectionSettings section)
    {
        text.Append(name).Append(":\n");
        Line(text, 2, StudySection.KindKey, Scalar(section.Kind));
        foreach ((string key, object value) in section.Settings.Values)
            Line(text, 2, key, Value(value));
    }

    private static void Line(StringBuilder text, int indent, string key, string value) =>
        text.Append(' ', indent).Append(key).Append(": ").Append(value).Append('\n');

    private static string Value(object value) => value switch
    {
        double d => Number(d),
        bool b => b ? "true" : "false",
        string s => Scalar(s),
        double[] list => $"[{string.Join(", ", list.Select(Number))}]",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Plain where no reader could take it for something else, quoted otherwise.</summary>
    private static string Scalar(string text) =>
        Word().IsMatch(text) && !Reserved().IsMatch(text) ? text : Quoted(text);

    private static string Quoted(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (char c in text)
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                >= ' ' and <= '~' => quoted.Append(c),
                >= '\u00a1' and <= '\ud7ff' when !char.IsSeparator(c) => quoted.Append(c),
                _ => quoted.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture)),
            };
        return quoted.Append('"').ToString();
    }

    [GeneratedRegex(@"^[A-Za-z0-9./_~][A-Za-z0-9./_-]*\z", RegexOptions.None, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"^(true|false|null|yes|no|on|off|y|n|~|[-+.0-9_eE]*|0[xo].*|\.(inf|nan))\z",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reserved();
}
