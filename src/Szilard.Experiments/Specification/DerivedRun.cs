using Szilard.Experiments.Specification.Yaml;

namespace Szilard.Experiments.Specification;

/// <summary>A run in the making: its sections as read so far, and where each value came from.</summary>
/// <param name="Entry">Where the run is written; for a study without runs, the root under its name.</param>
/// <param name="Prefix">The run's dotted path; empty for a study without runs.</param>
internal sealed record DerivedRun(YamlEntry Entry, string Prefix)
{
    public Dictionary<string, ReadSection> Sections { get; } = [];

    public RunSpecification Specification =>
        new(Entry.Key, Sections.ToDictionary(s => s.Key, s => s.Value.Settings));

    /// <summary>Where the value of a key such as <c>training.batch</c> was written: the key itself, else its
    /// section, else the run.</summary>
    public (Place Place, string Path) Locate(string key)
    {
        string[] path = key.Split('.', 2);
        if (!Sections.TryGetValue(path[0], out ReadSection? section))
            return (Entry.Place, key);
        if (path.Length > 1 && section.Values.TryGetValue(path[1], out LocatedValue? value))
            return (value.Entry.Place, value.Path);
        return (section.Place ?? Entry.Place, key);
    }
}

/// <summary>A value of a section with its dotted path in the file.</summary>
internal sealed record LocatedValue(YamlEntry Entry, string Path);

/// <summary>A section that was read.</summary>
/// <param name="Settings">The part with its parameters; faulty ones have their defaults.</param>
/// <param name="IsSound">False when a parameter was faulty.</param>
/// <param name="Place">Where the innermost layer is written; null for an absent section.</param>
/// <param name="Values">What was given, by key.</param>
internal sealed record ReadSection(
    SectionSettings Settings, bool IsSound, Place? Place, IReadOnlyDictionary<string, LocatedValue> Values);
