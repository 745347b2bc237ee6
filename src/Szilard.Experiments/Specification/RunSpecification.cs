using Szilard.Parts;

namespace Szilard.Experiments.Specification;

/// <summary>Everything that determines a run but its seed: one part with complete parameters per section.
/// Two are equal when name and all values are.</summary>
/// <param name="Name">Kebab-case, unique in its study.</param>
/// <param name="Sections">Section name → part, in the order of the form.</param>
public sealed record RunSpecification(string Name, IReadOnlyDictionary<string, SectionSettings> Sections)
{
    /// <summary>The part of a section.</summary>
    /// <exception cref="ArgumentException">The form that this run answers has no such section.</exception>
    public SectionSettings this[string section] =>
        Sections.TryGetValue(section, out SectionSettings? found)
            ? found
            : throw new ArgumentException($"Run `{Name}` has no section `{section}`.", nameof(section));

    /// <summary>The parameters of the part of a section.</summary>
    /// <exception cref="ArgumentException">The form that this run answers has no such section.</exception>
    public Settings Settings(string section) => this[section].Settings;

    /// <inheritdoc/>
    public bool Equals(RunSpecification? other) =>
        other is not null && Name == other.Name && Sections.Count == other.Sections.Count
        && Sections.All(s => other.Sections.TryGetValue(s.Key, out SectionSettings? o) && s.Value.Equals(o));

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int hash = Name.GetHashCode(StringComparison.Ordinal);
        foreach ((string section, SectionSettings settings) in Sections)
            hash ^= HashCode.Combine(section, settings);
        return hash;
    }
}
