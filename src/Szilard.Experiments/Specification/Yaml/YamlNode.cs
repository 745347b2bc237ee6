using System.Globalization;

namespace Szilard.Experiments.Specification.Yaml;

/// <summary>Where something was written: a file with line and column, or an override with zeros.</summary>
internal readonly record struct Place(string Source, int Line, int Column)
{
    public StudyFault Fault(string key, string sentence) => new(Source, Line, Column, key, sentence);
}

/// <summary>A piece of a YAML document that knows where it was written. A closed family.</summary>
internal abstract record YamlNode(Place Place)
{
    /// <summary>True for a key with nothing behind it.</summary>
    public bool IsEmpty => this is YamlText { Plain: true, Text: "" or "~" or "null" };

    /// <summary>What it is, with its article, for fault sentences.</summary>
    public string Describe() => this switch
    {
        YamlMap => "a mapping",
        YamlList => "a list",
        YamlText text => text.IsEmpty ? "nothing" : $"`{text.Text}`",
        _ => throw new ArgumentOutOfRangeException(nameof(YamlNode)),
    };
}

/// <summary>A scalar; <paramref name="Plain"/> when it was written without quotes.</summary>
internal sealed record YamlText(Place Place, string Text, bool Plain) : YamlNode(Place);

/// <summary>A sequence.</summary>
internal sealed record YamlList(Place Place, IReadOnlyList<YamlNode> Items) : YamlNode(Place);

/// <summary>A mapping with distinct keys, in the order of the file.</summary>
internal sealed record YamlMap(Place Place, IReadOnlyList<YamlEntry> Entries) : YamlNode(Place)
{
    public YamlEntry? Find(string key) => Entries.FirstOrDefault(e => e.Key == key);

    /// <summary>The finite number behind a key; null where the key is missing, and with a fault where
    /// something else is behind it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="path">Where the mapping is within the document; empty for the document itself.</param>
    /// <param name="faults">Is told.</param>
    public double? Number(string key, string path, FaultList faults)
    {
        if (Find(key) is not { } entry)
            return null;
        if (entry.Value is YamlText text
            && double.TryParse(text.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number))
            return number;
        faults.Add(
            entry.Value.Place, path.Length == 0 ? key : $"{path}.{key}",
            $"`{key}` is a number, but this is {entry.Value.Describe()}.");
        return null;
    }
}

/// <summary>A key with its value; the place is that of the key.</summary>
internal sealed record YamlEntry(string Key, Place Place, YamlNode Value);
