using Szilard.Experiments.Specification.Yaml;
using Szilard.Parts;

namespace Szilard.Experiments.Specification;

/// <summary>Reads <c>expect</c>: a list of mappings with run, meter and at least one bound.</summary>
internal sealed class ExpectationReader(
    IReadOnlyList<string> meters, IReadOnlyList<string> families, IReadOnlyList<string> runs,
    FaultList faults)
{
    public const string Run = "run";
    public const string Meter = "meter";
    public const string Least = "at_least";
    public const string Most = "at_most";
    public const string Better = "beats";

    private const string Example = "`{ run: …, meter: …, at_least: … }`";

    private static readonly string[] _keys = [Run, Meter, Least, Most, Better];

    /// <summary>All expectations; after a fault those that can be made.</summary>
    public IReadOnlyList<Expectation> Read(YamlEntry? entry)
    {
        if (entry is null || entry.Value.IsEmpty)
            return [];
        if (entry.Value is YamlList list)
            return [.. list.Items.SelectMany(One)];
        faults.Add(
            entry.Place, StudyKeys.Expect,
            $"`expect` is a list of {Example}, but this is {entry.Value.Describe()}.");
        return [];
    }

    private List<Expectation> One(YamlNode item, int index)
    {
        string path = $"{StudyKeys.Expect}[{index}]";
        if (item is not YamlMap map)
        {
            faults.Add(
                item.Place, path,
                $"an expectation is `{{ run: …, meter: …, at_least: … }}`, but this is {item.Describe()}.");
            return [];
        }
        foreach (YamlEntry entry in map.Entries.Where(e => !_keys.Contains(e.Key)))
            faults.Add(
                entry.Place,
                $"{path}.{entry.Key}", $"an expectation has no key "
                + $"`{entry.Key}`{Spelling.Hint(entry.Key, _keys)}");
        string run = Word(map, Run, path, runs);
        string meter = Word(map, Meter, path, meters);
        List<Expectation> read = [];
        if (map.Number(Least, path, faults) is { } least)
            read.Add(new AtLeast(run, meter, least));
        if (map.Number(Most, path, faults) is { } most)
            read.Add(new AtMost(run, meter, most));
        if (map.Find(Better) is not null)
            read.Add(new Beats(run, meter, Rival(map, path, run)));
        CheckBounds(map, path, read);
        return read;
    }

    private void CheckBounds(YamlMap map, string path, List<Expectation> read)
    {
        if (map.Find(Least) is null && map.Find(Most) is null && map.Find(Better) is null)
            faults.Add(map.Place, path, $"nothing is expected; add `{Least}`, `{Most}` or `{Better}`.");
        if (read is [AtLeast least, AtMost most, ..] && least.Bound > most.Bound)
            faults.Add(
                map.Place, path,
                $"no reading is at least {least.Bound} and at most {most.Bound}; exchange the bounds.");
    }

    private string Rival(YamlMap map, string path, string run)
    {
        string rival = Word(map, Better, path, runs);
        if (rival == run && rival.Length > 0)
            faults.Add(
                map.Find(Better)!.Value.Place,
                $"{path}.{Better}", $"`{run}` cannot beat itself; name another run.");
        return rival;
    }

    private string Word(YamlMap map, string key, string path, IReadOnlyList<string> known)
    {
        YamlEntry? entry = map.Find(key);
        if (entry is null)
            faults.Add(
                map.Place, path,
                $"the expectation does not name its `{key}`; give one of {string.Join(" | ", known)}.");
        else if (entry.Value is not YamlText text)
            faults.Add(
                entry.Place, $"{path}.{key}", $"`{key}` is a word, but this is {entry.Value.Describe()}.");
        else if (known.Contains(text.Text) || (key == Meter && IsOfFamily(text.Text)))
            return text.Text;
        else
            faults.Add(
                text.Place,
                $"{path}.{key}", $"there is no {Noun(key)} `{text.Text}`{Spelling.Hint(text.Text, known)}");
        return "";
    }

    private bool IsOfFamily(string name) =>
        families.Any(f => name.Length > f.Length + 1 && name.StartsWith($"{f}.", StringComparison.Ordinal));

    private static string Noun(string key) => key == Better ? Run : key;
}
