using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Szilard.Parts;

namespace Szilard.Experiments.Specification;

/// <summary>A resolved specification as JSON, complete with defaults: what <c>run.json</c> keeps. Reading it
/// back gives an equal specification, so that a resumed run is the same run.</summary>
public static class SpecificationJson
{
    private const string NameKey = "name";

    /// <summary><c>{"name": …, "world": {"kind": …, …}, "training": {…}, …}</c>.</summary>
    public static JsonObject Write(RunSpecification run)
    {
        JsonObject json = new() { [NameKey] = run.Name };
        foreach ((string name, SectionSettings section) in run.Sections)
            json[name] = Section(section);
        return json;
    }

    /// <summary>The specification that <see cref="Write"/> wrote. Parameters that the file lacks take their
    /// defaults.</summary>
    /// <exception cref="SzilardException">The file was damaged, or written for other parts; the message names
    /// every fault.</exception>
    public static RunSpecification Read(JsonNode? json, StudyForm form)
    {
        if (json is not JsonObject root || Text(root[NameKey]) is not { } name)
            throw new SzilardException(
                "The specification is not an object with a `name`; the file is damaged.");
        List<string> faults = [];
        foreach (string key in root.Select(p => p.Key).Where(k => k != NameKey && form.Find(k) is null))
            faults.Add($"There is no section `{key}`{Spelling.Hint(key, form.Sections.Select(s => s.Name))}");
        Dictionary<string, SectionSettings> sections = [];
        foreach (StudySection section in form.Sections)
            if (Section(section, root[section.Name], faults) is { } read)
                sections.Add(section.Name, read);
        return faults.Count == 0
            ? new RunSpecification(name, sections)
            : throw new SzilardException(string.Join(Environment.NewLine, faults));
    }

    private static JsonObject Section(SectionSettings section)
    {
        JsonObject json = new() { [StudySection.KindKey] = section.Kind };
        foreach ((string key, object value) in section.Settings.Values)
            json[key] = Value(value);
        return json;
    }

    private static JsonNode Value(object value) => value switch
    {
        double d => JsonValue.Create(d),
        long l => JsonValue.Create(l),
        bool b => JsonValue.Create(b),
        string s => JsonValue.Create(s),
        double[] list => new JsonArray([.. list.Select(v => (JsonNode)JsonValue.Create(v))]),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private static SectionSettings? Section(StudySection section, JsonNode? json, List<string> faults)
    {
        if (json is null && section is { MayBeAbsent: true, DefaultCard: { } usual })
            return new SectionSettings(usual.Name, SettingsReader.Defaults(usual));
        if (json is not JsonObject given)
            faults.Add($"Section `{section.Name}` is missing.");
        else if (Text(given[StudySection.KindKey]) is not { } kind)
            faults.Add($"Section `{section.Name}` does not say its `kind`.");
        else if (section.Find(kind) is not { } card)
            faults.Add(
                $"There is no {section.Name} "
                + $"`{kind}`{Spelling.Hint(kind, section.Cards.Select(c => c.Name))}");
        else
            return new SectionSettings(kind, Settings(section.Name, card, given, faults));
        return null;
    }

    private static Settings Settings(string section, PartCard card, JsonObject json, List<string> faults)
    {
        Dictionary<string, object> given = [];
        foreach ((string key, JsonNode? value) in json.Where(p => p.Key != StudySection.KindKey))
            given.Add(key, Plain(value));
        List<Fault> found = [];
        Settings settings = SettingsReader.Read(card, given, found);
        faults.AddRange(found.Select(f => $"{section}.{f.Key}: {f.Sentence}"));
        return settings;
    }

    /// <summary>What <see cref="SettingsReader"/> understands; anything else as its JSON text, which it will
    /// refuse where it matters.</summary>
    private static object Plain(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.Number => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture),
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => value.AsArray().Select(Plain).ToList(),
        _ => value?.ToJsonString() ?? "null",
    };

    private static string? Text(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;
}
