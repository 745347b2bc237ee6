using Szilard.Experiments.Specification.Yaml;
using Szilard.Experiments.Sweeps;
using Szilard.Experiments.Verdicts;
using Szilard.Observables.Statistics;
using Szilard.Parts;

namespace Szilard.Experiments.Specification;

/// <summary>Reads <c>expect</c>: a list of mappings with run, meter and at least one bound. In a study with a
/// grid, <c>at</c> chooses among the cells of the run (all of them by default), and with <c>over</c> the
/// bounds speak about the exponent of a power law in that knob. Where the command line changed the grid,
/// expectations of points that are no longer in it are left out.</summary>
internal sealed class ExpectationReader(
    IReadOnlyList<string> meters, IReadOnlyList<string> families, IReadOnlyList<Knob> knobs,
    IReadOnlyList<Cell> cells, bool regridded, FaultList faults)
{
    public const string Run = "run";
    public const string Meter = "meter";
    public const string Least = "at_least";
    public const string Most = "at_most";
    public const string Better = "beats";
    public const string Verdict = "verdict";
    public const string By = "by";
    public const string BeforeLoss = "before_loss";
    public const string At = "at";
    public const string Over = "over";
    public const string Of = "of";
    public const string Value = "value";
    public const string Deficit = "deficit";

    private const string Example = "`{ run: …, meter: …, at_least: … }`";

    private static readonly string[] _keys =
        [Run, Meter, Least, Most, Better, At, Over, Of, Verdict, By, BeforeLoss];

    private readonly string[] _runs = [.. cells.Select(c => c.Of).Distinct()];

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
        string run = Word(map, Run, path, _runs);
        IReadOnlyList<Cell> chosen = Chosen(map, path, [.. cells.Where(c => c.Of == run)]);
        if (map.Find(Verdict) is not null)
            return Verdicts(map, path, chosen);
        string meter = Word(map, Meter, path, meters);
        (double? least, double? most) = (map.Number(Least, path, faults), map.Number(Most, path, faults));
        CheckBounds(map, path, least, most);
        if (map.Find(Over) is not null)
            return Exponents(map, path, meter, chosen, least, most);
        RefuseOf(map, path);
        string rival = map.Find(Better) is null ? "" : Rival(map, path, run);
        List<Expectation> read = [];
        foreach (Cell cell in chosen)
        {
            if (least is { } bottom)
                read.Add(new AtLeast(cell.Run.Name, meter, bottom));
            if (most is { } top)
                read.Add(new AtMost(cell.Run.Name, meter, top));
            if (rival.Length > 0)
                read.Add(new Beats(cell.Run.Name, meter, Beside(cell, rival, map, path)));
        }
        return read;
    }

    private List<Expectation> Verdicts(YamlMap map, string path, IReadOnlyList<Cell> chosen)
    {
        string verdict = Word(map, Verdict, path, Judgement.States);
        foreach (string key in (string[])[Meter, Least, Most, Better, Over, Of])
            if (map.Find(key) is { } entry)
                faults.Add(entry.Place, $"{path}.{key}", $"a verdict has no `{key}`; make it an expectation "
                    + "of its own.");
        string before = (map.Find(BeforeLoss)?.Value as YamlText)?.Text ?? "false";
        if (before is not ("true" or "false"))
            faults.Add(
                map.Find(BeforeLoss)!.Place, $"{path}.{BeforeLoss}",
                $"`{BeforeLoss}` is true or false, but this is `{before}`.");
        double? by = map.Number(By, path, faults);
        return [.. chosen.Select(c => new Judged(c.Run.Name, verdict, (long?)by, before == "true"))];
    }

    /// <summary>The cells of a run that <c>at</c> means.</summary>
    private IReadOnlyList<Cell> Chosen(YamlMap map, string path, Cell[] own)
    {
        if (map.Find(At) is not { } at)
            return own;
        if (at.Value is not YamlMap point)
        {
            faults.Add(
                at.Place, $"{path}.{At}",
                $"`{At}` is a mapping such as `{{ training.batch: 32 }}`, but this is "
                    + $"{at.Value.Describe()}.");
            return [];
        }
        Cell[] chosen = own;
        foreach (YamlEntry entry in point.Entries)
        {
            string value = GridReader.TextOf(entry.Value);
            string[] known = [.. own.Select(c => c.ValueOf(entry.Key)).OfType<string>().Distinct()];
            if (known.Length == 0)
                faults.Add(
                    entry.Place, $"{path}.{At}.{entry.Key}",
                    $"`{entry.Key}` is no knob of this "
                        + $"run{Spelling.Hint(entry.Key, knobs.Select(k => k.Key))}");
            else if (!known.Contains(value) && !regridded)
                faults.Add(
                    entry.Place, $"{path}.{At}.{entry.Key}",
                    $"the grid has no {entry.Key} {value}; it has {string.Join(", ", known)}.");
            chosen = [.. chosen.Where(c => c.ValueOf(entry.Key) == value)];
        }
        return chosen;
    }

    /// <summary>One power law for each value of the other knobs.</summary>
    private List<Expectation> Exponents(
        YamlMap map, string path, string meter, IReadOnlyList<Cell> chosen, double? least, double? most)
    {
        string knob = Word(map, Over, path, [.. knobs.Select(k => k.Key)]);
        bool deficit = map.Find(Of) is not null && Word(map, Of, path, [Value, Deficit]) == Deficit;
        if (map.Find(Better) is { } better)
            faults.Add(better.Place, $"{path}.{Better}", $"an exponent beats nothing; leave `{Better}` out.");
        if (knob.Length == 0)
            return [];
        List<Expectation> read = [];
        foreach (var line in chosen.GroupBy(c => string.Join(
            ", ", c.At.Where(a => a.Key != knob).Select(a => $"{a.Key} {a.Value}"))))
        {
            (double Knob, string Run)[] points =
                [.. line.Where(c => KnobValue.Number(c.ValueOf(knob)) > 0)
                    .Select(c => (KnobValue.Number(c.ValueOf(knob)), c.Run.Name))];
            if (points.Length < PowerLaw.LeastPoints && regridded)
                continue;
            if (points.Length < PowerLaw.LeastPoints)
                faults.Add(
                    map.Find(Over)!.Place, $"{path}.{Over}",
                    $"a power law needs {PowerLaw.LeastPoints} values above 0 of `{knob}`, but there are "
                    + $"{points.Length}; add some to the grid.");
            else
                read.Add(new Exponent(
                    line.Key.Length == 0 ? line.First().Of : $"{line.First().Of} ({line.Key})", meter, knob,
                    deficit,
                    points, least, most));
        }
        return read;
    }

    private void RefuseOf(YamlMap map, string path)
    {
        if (map.Find(Of) is { } of)
            faults.Add(
                of.Place, $"{path}.{Of}", $"`{Of}` belongs to a power law; add `{Over}` or leave it out.");
    }

    /// <summary>The rival's cell at the same point, as far as the knobs change the rival.</summary>
    private string Beside(Cell cell, string rival, YamlMap map, string path)
    {
        Cell[] same = [.. cells.Where(
            c => c.Of == rival && c.At.All(a => cell.ValueOf(a.Key) is not { } own || own == a.Value))];
        if (same.Length == 1)
            return same[0].Run.Name;
        faults.Add(
            map.Find(Better)!.Place, $"{path}.{Better}",
            $"`{rival}` has {same.Length} cells beside {cell.Run.Name}; compare it at one value of each "
                + "knob.");
        return "";
    }

    private void CheckBounds(YamlMap map, string path, double? least, double? most)
    {
        if (map.Find(Least) is null && map.Find(Most) is null && map.Find(Better) is null)
            faults.Add(
                map.Place, path, $"nothing is expected; add `{Least}`, `{Most}`, `{Better}` or `{Verdict}`.");
        if (least > most)
            faults.Add(
                map.Place, path, $"no reading is at least {least} and at most {most}; exchange the bounds.");
    }

    private string Rival(YamlMap map, string path, string run)
    {
        string rival = Word(map, Better, path, _runs);
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
