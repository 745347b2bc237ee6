using Szilard.Experiments.Specification.Yaml;
using Szilard.Parts;
using YamlDotNet.Core;

namespace Szilard.Experiments.Specification;

/// <summary>Writes <c>world.rho=0.9</c> into the document as if the file had said so, so that the readers
/// see one document and report a bad override like any other fault.</summary>
internal sealed class Overrides(StudyForm form, FaultList faults)
{
    private const int Shown = 60; // characters of a knob, which may have a hundred values

    /// <summary>The document after all overrides, the later one winning.</summary>
    public YamlMap Apply(YamlMap root, IReadOnlyList<string> overrides) => overrides.Aggregate(root, Apply);

    private YamlMap Apply(YamlMap root, string assignment)
    {
        Place place = new($"--set {assignment}", 0, 0);
        int equals = assignment.IndexOf('=', StringComparison.Ordinal);
        string[] path = assignment[..Math.Max(0, equals)].Split('.');
        if (path.Any(string.IsNullOrWhiteSpace))
        {
            faults.Add(place, "", "an override is written `key.key=value`, for example `world.rho=0.9`.");
            return root;
        }
        YamlNode? value = Value(assignment[(equals + 1)..], place, path);
        return value is null ? root : Set(root, path, 0, value);
    }

    private YamlNode? Value(string text, Place place, string[] path)
    {
        try
        {
            return YamlTree.Read(text, _ => place, faults);
        }
        catch (YamlException problem)
        {
            string cause = StudyDocument.Cause(problem, text, 1);
            faults.Add(place, string.Join('.', path), $"`{text}` is not a YAML value: {cause}.");
            return null;
        }
    }

    /// <summary>The document with one value written into it, as if the file had said so.</summary>
    public YamlMap Put(YamlMap root, string key, YamlNode value) => Set(root, key.Split('.'), 0, value);

    /// <summary>The document with <c>over</c> extended by knobs such as <c>world.rho=0.9,0.95</c>; a knob of
    /// the file with the same key is replaced.</summary>
    public YamlMap AddKnobs(YamlMap root, IReadOnlyList<string> knobs) => knobs.Aggregate(root, AddKnob);

    private YamlMap AddKnob(YamlMap root, string knob)
    {
        Place place = new($"--over {(knob.Length > Shown ? knob[..Shown] + "…" : knob)}", 0, 0);
        int equals = knob.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1 || equals == knob.Length - 1)
        {
            faults.Add(
                place, "", "a knob is written `key=value,value`, for example `training.batch=32,128`.");
            return root;
        }
        string key = knob[..equals].Trim();
        if (Value($"[{knob[(equals + 1)..]}]", place, [key]) is not { } values)
            return root;
        YamlMap grid = root.Find(StudyKeys.Over)?.Value as YamlMap ?? new YamlMap(place, []);
        return Replace(root, StudyKeys.Over, Replace(grid, key, values));
    }

    private YamlMap Set(YamlMap map, string[] path, int depth, YamlNode value)
    {
        string key = path[depth];
        YamlEntry? old = map.Find(key);
        if (depth == path.Length - 1)
            return Replace(key == StudySection.KindKey ? Emptied(map, path, value) : map, key, value);
        if (!CanEnter(map, old, path, depth, value.Place))
            return map;
        YamlMap child = old?.Value as YamlMap ?? new YamlMap(value.Place, []);
        return Replace(map, key, Set(child, path, depth + 1, value));
    }

    private bool CanEnter(YamlMap map, YamlEntry? old, string[] path, int depth, Place place)
    {
        string dotted = string.Join('.', path[..(depth + 1)]);
        if (old is null && depth == 1 && path[0] == StudyKeys.Runs)
        {
            string hint = Spelling.Hint(path[1], map.Entries.Select(e => e.Key));
            faults.Add(place, dotted, $"there is no run `{path[1]}`{hint}");
            return false;
        }
        if (old is null || old.Value is YamlMap || old.Value.IsEmpty)
            return true;
        faults.Add(
            place, dotted,
            $"`{dotted}` is {old.Value.Describe()}, which has no `{path[depth + 1]}`; set it as a whole.");
        return false;
    }

    /// <summary>Another kind has other parameters: what the file said of the old kind goes.</summary>
    private YamlMap Emptied(YamlMap section, string[] path, YamlNode kind)
    {
        string? before = (section.Find(StudySection.KindKey)?.Value as YamlText)?.Text
            ?? form.Find(path[Math.Max(0, path.Length - 2)])?.DefaultCard?.Name;
        return before == (kind as YamlText)?.Text
            ? section
            : section with { Entries = [.. section.Entries.Where(e => e.Place.Line == 0)] };
    }

    private static YamlMap Replace(YamlMap map, string key, YamlNode value)
    {
        YamlEntry? old = map.Find(key);
        YamlEntry entry = new(key, value is YamlMap && old is not null ? old.Place : value.Place, value);
        IEnumerable<YamlEntry> entries = old is null
            ? map.Entries.Append(entry)
            : map.Entries.Select(e => e == old ? entry : e);
        return map with { Entries = [.. entries] };
    }
}
