using Szilard.Experiments.Specification.Yaml;
using Szilard.Parts;

namespace Szilard.Experiments.Specification;

/// <summary>A section as one place of the file writes it.</summary>
internal sealed record SectionLayer(YamlEntry Entry, string Path)
{
    public IEnumerable<LocatedValue> Values =>
        ((Entry.Value as YamlMap)?.Entries ?? []).Select(e => new LocatedValue(e, $"{Path}.{e.Key}"));

    /// <summary>The card that this layer names itself, or null.</summary>
    public PartCard? KindIn(StudySection section) =>
        Kind?.Value is YamlText text ? section.Find(text.Text) : null;

    public bool IsWellFormed => Entry.Value is YamlMap || Entry.Value.IsEmpty;

    public bool NamesKind => Kind is not null;

    private YamlEntry? Kind => (Entry.Value as YamlMap)?.Find(StudySection.KindKey);
}

/// <summary>Reads one section of one run from its layers, the base first.</summary>
internal sealed class SectionReader(FaultList faults)
{
    /// <summary>The part with its parameters, or null when it is not clear which part is meant.</summary>
    public ReadSection? Read(StudySection section, IReadOnlyList<SectionLayer> layers)
    {
        foreach (SectionLayer layer in layers)
            CheckShape(section, layer);
        Dictionary<string, LocatedValue> values = Merge(section, layers);
        Place? place = layers.Count > 0 ? layers[^1].Entry.Place : null;
        if (Card(section, values, layers) is not { } card)
            return null;
        int before = faults.Met;
        Settings settings = Parameters(card, values, layers);
        return new ReadSection(new SectionSettings(card.Name, settings), faults.Met == before, place, values);
    }

    private void CheckShape(StudySection section, SectionLayer layer)
    {
        YamlNode value = layer.Entry.Value;
        if (layer.IsWellFormed)
            return;
        string example = section.HasKind && value is YamlText text && section.Find(text.Text) is { } card
            ? $"kind: {card.Name}"
            : "key: value";
        faults.Add(
            layer.Entry.Place, layer.Path,
            $"`{section.Name}` is a mapping, but this is {value.Describe()}; "
            + $"write `{section.Name}: {{ {example} }}`.");
    }

    /// <summary>Later layers win key by key; a layer that changes the kind starts afresh.</summary>
    private static Dictionary<string, LocatedValue> Merge(
        StudySection section, IReadOnlyList<SectionLayer> layers)
    {
        Dictionary<string, LocatedValue> values = [];
        PartCard? kind = section.DefaultCard;
        foreach (SectionLayer layer in layers)
        {
            if (layer.NamesKind && layer.KindIn(section) != kind)
                (values, kind) = ([], layer.KindIn(section));
            foreach (LocatedValue value in layer.Values)
                values[value.Entry.Key] = value;
        }
        return values;
    }

    private PartCard? Card(
        StudySection section, Dictionary<string, LocatedValue> values, IReadOnlyList<SectionLayer> layers)
    {
        if (!values.TryGetValue(StudySection.KindKey, out LocatedValue? kind))
        {
            if (section.DefaultCard is null && layers.All(l => l.IsWellFormed))
                faults.Add(
                    layers[^1].Entry.Place, layers[^1].Path,
                    $"`{section.Name}` does not say which one; add `kind:` with one of {Kinds(section)}.");
            return section.DefaultCard;
        }
        if (kind.Entry.Value is not YamlText { IsEmpty: false } text)
            faults.Add(
                kind.Entry.Place, kind.Path,
                $"`kind` is a word, but this is {kind.Entry.Value.Describe()}; "
                + $"give one of {Kinds(section)}.");
        else if (section.Find(text.Text) is { } card)
            return card;
        else
            faults.Add(
                text.Place, kind.Path,
                $"there is no {section.Name} `{text.Text}`"
                + Spelling.Hint(text.Text, section.Cards.Select(c => c.Name)));
        return null;
    }

    private Settings Parameters(
        PartCard card, Dictionary<string, LocatedValue> values, IReadOnlyList<SectionLayer> layers)
    {
        Dictionary<string, object> given = [];
        foreach ((string key, LocatedValue value) in values.Where(v => v.Key != StudySection.KindKey))
            if (Plain(card, value) is { } plain)
                given.Add(key, plain);
        List<Fault> found = [];
        Settings settings = SettingsReader.Read(card, given, found);
        foreach (Fault fault in found)
        {
            if (values.TryGetValue(fault.Key, out LocatedValue? value))
                faults.Add(Spot(value, fault, card), value.Path, fault.Sentence);
            else
                faults.Add(layers[^1].Entry.Place, $"{layers[^1].Path}.{fault.Key}", fault.Sentence);
        }
        return settings;
    }

    /// <summary>An unknown key is at fault itself, otherwise the value behind it is.</summary>
    private static Place Spot(LocatedValue value, Fault fault, PartCard card) =>
        card.Parameters.Any(p => p.Name == fault.Key) ? value.Entry.Value.Place : value.Entry.Place;

    private object? Plain(PartCard card, LocatedValue value)
    {
        YamlNode node = value.Entry.Value;
        if (card.Parameters.FirstOrDefault(p => p.Name == value.Entry.Key) is not { } parameter)
            return "";
        if (node is YamlText text && !node.IsEmpty)
            return text.Text;
        if (node is YamlList list && list.Items.All(i => i is YamlText { IsEmpty: false }))
            return list.Items.Select(i => (object)((YamlText)i).Text).ToList();
        string remedy = node.IsEmpty
            ? $"leave the key out for {parameter.DefaultText}"
            : $"give {parameter.RangeText}";
        string cause = node is YamlList ? "a list of more than plain values" : node.Describe();
        faults.Add(value.Entry.Place, value.Path, $"`{parameter.Name}` is {cause}; {remedy}.");
        return null;
    }

    private static string Kinds(StudySection section) =>
        string.Join(" | ", section.Cards.Select(c => c.Name));
}
