namespace Szilard.Parts;

/// <summary>A card and the function that builds the part from its settings: one line in a
/// catalogue.</summary>
/// <typeparam name="T">The contract that the part keeps.</typeparam>
public sealed record Part<T>(PartCard Card, Func<Settings, T> Build)
{
    /// <summary>The part with all its defaults.</summary>
    public T BuildDefault() => Build(SettingsReader.Defaults(Card));
}

/// <summary>All parts that keep one contract, in the order in which they are shown.</summary>
/// <typeparam name="T">The contract.</typeparam>
/// <param name="kind">What the parts are, in the singular: <c>objective</c>.</param>
/// <param name="parts">The parts.</param>
public sealed class Catalogue<T>(string kind, params IReadOnlyList<Part<T>> parts)
{
    /// <summary>What the parts are, in the singular.</summary>
    public string Kind => kind;

    /// <summary>The parts.</summary>
    public IReadOnlyList<Part<T>> Parts => parts;

    /// <summary>The cards of all parts.</summary>
    public IEnumerable<PartCard> Cards => parts.Select(p => p.Card);

    /// <summary>The part of that name, or null.</summary>
    public Part<T>? Find(string name) => parts.FirstOrDefault(p => p.Card.Name == name);

    /// <summary>The part of that name.</summary>
    /// <exception cref="SzilardException">No part has that name; the message names the nearest.</exception>
    public Part<T> Get(string name) =>
        Find(name) ?? throw new SzilardException(
            $"There is no {kind} `{name}`{Spelling.Hint(name, parts.Select(p => p.Card.Name))}");

    /// <summary>The part of that name built from text settings.</summary>
    /// <exception cref="SzilardException">Unknown name, or faulty settings (all of them in one
    /// message).</exception>
    public T Build(string name, IReadOnlyDictionary<string, object> given)
    {
        Part<T> part = Get(name);
        List<Fault> faults = [];
        Settings settings = SettingsReader.Read(part.Card, given, faults);
        return faults.Count == 0
            ? part.Build(settings)
            : throw new SzilardException(string.Join(Environment.NewLine, faults.Select(f => f.Sentence)));
    }
}
