using Szilard.Experiments.Specification.Yaml;
using Szilard.Parts;

namespace Szilard.Experiments.Specification;

/// <summary>Reads <c>over</c>, a mapping from keys to lists of values, and derives a cell for each run at
/// each point of the grid. A knob that a run does not take, since it has another kind or says otherwise,
/// leaves that run alone.</summary>
/// <param name="form">What a study can say.</param>
/// <param name="root">The document.</param>
/// <param name="seeds">How many seeds each cell is run with.</param>
/// <param name="faults">Receives what is wrong.</param>
internal sealed class GridReader(StudyForm form, YamlMap root, int seeds, FaultList faults)
{
    private sealed record Setting(string Key, IReadOnlyList<YamlNode> Values)
    {
        public string Text(int index) => TextOf(Values[index]);
    }

    private readonly YamlMap _base = root with
    {
        Entries = [.. root.Entries.Where(e => e.Key != StudyKeys.Over)],
    };

    /// <summary>The knobs, and the cells of all runs.</summary>
    public (IReadOnlyList<Knob> Knobs, IReadOnlyList<Cell> Cells) Read(string studyName)
    {
        Setting[] settings = Settings();
        int[][] points = Points(settings);
        List<IReadOnlyList<RunSpecification>> derived = [];
        foreach (int[] point in points)
            derived.Add(new RunsReader(form, At(settings, point), faults).Read(studyName));
        bool whole = derived.TrueForAll(d => d.Count == derived[0].Count);
        Cell[] cells = whole
            ?
            [
                .. Enumerable.Range(0, derived[0].Count)
                    .SelectMany(r => Cells(settings, points, [.. derived.Select(d => d[r])])),
            ]
            : [.. derived[0].Select(r => new Cell(r.Name, [], r))];
        RefuseIdle(settings, cells);
        return (
            [.. settings.Select(s => new Knob(s.Key, [.. s.Values.Select(TextOf)]))], Named(cells));
    }

    private Setting[] Settings()
    {
        YamlEntry? over = root.Find(StudyKeys.Over);
        if (over is null)
            return [];
        if (over.Value is not YamlMap map)
        {
            faults.Add(
                over.Place, StudyKeys.Over,
                $"a grid is a mapping such as `{{ training.batch: [32, 128] }}`, but this is "
                + $"{over.Value.Describe()}.");
            return [];
        }
        Setting[] read = [.. map.Entries.Select(Knob).OfType<Setting>()];
        long points = read.Aggregate(1L, (n, s) => Math.Min(n * s.Values.Count, int.MaxValue));
        int runs = (root.Find(StudyKeys.Runs)?.Value as YamlMap)?.Entries.Count ?? 1;
        if (Study.Excess(points * Math.Max(1, runs), seeds) is not { } excess)
            return read;
        faults.Add(
            over.Place, StudyKeys.Over,
            $"{excess} The grid is {string.Join(" × ", read.Select(s => s.Values.Count))}.");
        return [];
    }

    private Setting? Knob(YamlEntry entry)
    {
        string path = $"{StudyKeys.Over}.{entry.Key}";
        if (entry.Value is not YamlList { Items.Count: > 0 } list)
        {
            faults.Add(
                entry.Place, path,
                $"a knob takes a list of values such as `[32, 128]`, but this is {entry.Value.Describe()}.");
            return null;
        }
        if (list.Items.FirstOrDefault(i => i is YamlMap || i.IsEmpty) is { } odd)
        {
            faults.Add(odd.Place, path, $"a knob takes plain values or lists, but this is {odd.Describe()}.");
            return null;
        }
        string? twice = list.Items.Select(TextOf).GroupBy(t => t).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (twice is not null)
            faults.Add(
                entry.Place, path, $"{twice} is given twice, which would repeat the same runs; keep one.");
        else if (IsKnown(entry))
            return new Setting(entry.Key, list.Items);
        return null;
    }

    /// <summary>A section and a key that some part of it has.</summary>
    private bool IsKnown(YamlEntry entry)
    {
        string path = $"{StudyKeys.Over}.{entry.Key}";
        string[] words = entry.Key.Split('.');
        StudySection? section = words.Length == 2 ? form.Find(words[0]) : null;
        if (section is null)
        {
            faults.Add(
                entry.Place, path, "a knob is `section.key`, for example `training.batch`"
                + Spelling.Hint(words[0], form.Sections.Select(s => s.Name)));
            return false;
        }
        IEnumerable<string> own = section.Cards.SelectMany(c => c.Parameters).Select(p => p.Name).Distinct();
        string[] keys = section.HasKind ? [.. own, StudySection.KindKey] : [.. own];
        if (keys.Contains(words[1]))
            return true;
        StudySection? home = form.Sections.FirstOrDefault(
            s => s.Cards.Any(c => c.Parameters.Any(p => p.Name == words[1])));
        string remedy = home is null ? Spelling.Hint(words[1], keys) : $"; write `{home.Name}.{words[1]}`.";
        faults.Add(entry.Place, path, $"`{section.Name}` has no key `{words[1]}`{remedy}");
        return false;
    }

    private static int[][] Points(Setting[] settings)
    {
        IEnumerable<int[]> points = [[]];
        foreach (Setting setting in settings)
            points = points.SelectMany(
                p => Enumerable.Range(0, setting.Values.Count).Select(i => (int[])[.. p, i]));
        return [.. points];
    }

    /// <summary>The document at a point: kinds first, since another kind has other keys.</summary>
    private YamlMap At(Setting[] settings, int[] point)
    {
        Overrides overrides = new(form, faults);
        YamlMap document = _base;
        foreach (int k in Enumerable.Range(0, settings.Length).OrderBy(k => !IsKind(settings[k])))
            document = overrides.Put(document, settings[k].Key, settings[k].Values[point[k]]);
        return document;
    }

    private static bool IsKind(Setting setting) =>
        setting.Key.EndsWith("." + StudySection.KindKey, StringComparison.Ordinal);

    /// <summary>One run over the grid: a cell for each point that differs in a knob that changes
    /// it.</summary>
    private static IEnumerable<Cell> Cells(Setting[] settings, int[][] points, RunSpecification[] runs)
    {
        Dictionary<string, RunSpecification> at = [];
        for (int i = 0; i < points.Length; i++)
            at[string.Join(',', points[i])] = runs[i];
        bool[] matters =
        [
            .. settings.Select((s, k) => s.Values.Count == 1
                || points.Any(p => !at[string.Join(',', p)].Equals(at[Reset(p, k)]))),
        ];
        for (int i = 0; i < points.Length; i++)
        {
            if (points[i].Where((value, k) => !matters[k] && value != 0).Any())
                continue;
            KeyValuePair<string, string>[] values =
            [
                .. settings.Select((s, k) => (Knob: s, k)).Where(s => matters[s.k])
                    .Select(s => KeyValuePair.Create(s.Knob.Key, s.Knob.Text(points[i][s.k]))),
            ];
            yield return new Cell(runs[i].Name, values, runs[i]);
        }
    }

    private static string Reset(int[] point, int knob) =>
        string.Join(',', point.Select((value, k) => k == knob ? 0 : value));

    private void RefuseIdle(Setting[] settings, Cell[] cells)
    {
        if (faults.Met > 0)
            return;
        foreach (Setting idle in settings.Where(
            s => s.Values.Count > 1 && !cells.Any(c => c.ValueOf(s.Key) is not null)))
            faults.Add(
                root.Find(StudyKeys.Over)!.Place, $"{StudyKeys.Over}.{idle.Key}",
                $"`{idle.Key}` changes no run: each says otherwise, or is the same at {idle.Text(0)} and "
                + $"{idle.Text(1)}; vary another key.");
    }

    /// <summary>Gives each cell a name of its own: <c>whitening-batch-8</c>.</summary>
    internal static Cell[] Named(Cell[] cells)
    {
        string[] names = [.. cells.Select(NameOf)];
        return
        [
            .. cells.Select((c, i) => c with
            {
                Run = c.Run with
                {
                    Name = names[i].Length <= HeadReader.LongestName && names.Count(n => n == names[i]) == 1
                        ? names[i]
                        : $"{Shortened(c.Of)}-cell-{i + 1}",
                },
            }),
        ];
    }

    private static string Shortened(string name) => name[..Math.Min(name.Length, 48)].TrimEnd('-');

    private static string NameOf(Cell cell) => cell.At.Count == 0
        ? cell.Of
        : HeadReader.Kebab(cell.Of + "-" + string.Join(
            '-', cell.At.Select(a => $"{a.Key[(a.Key.LastIndexOf('.') + 1)..]}-{a.Value}")));

    /// <summary>A value as YAML on one line.</summary>
    internal static string TextOf(YamlNode node) => node switch
    {
        YamlText text => text.Text,
        YamlList list => $"[{string.Join(", ", list.Items.Select(TextOf))}]",
        _ => node.Describe(),
    };
}
