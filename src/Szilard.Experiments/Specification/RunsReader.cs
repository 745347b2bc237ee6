using Szilard.Experiments.Specification.Yaml;
using Szilard.Parts;

namespace Szilard.Experiments.Specification;

/// <summary>Derives the runs: each is the base with its own sections merged over it.</summary>
internal sealed class RunsReader(StudyForm form, YamlMap root, FaultList faults)
{
    private readonly SectionReader _sections = new(faults);
    private readonly YamlEntry? _runs = root.Find(StudyKeys.Runs);

    /// <summary>The runs under <c>runs</c>, or the base alone under the study's name. After a fault some have
    /// defaults or lack sections.</summary>
    public IReadOnlyList<RunSpecification> Read(string studyName)
    {
        CheckBase();
        if (_runs is not null && _runs.Value is not YamlMap && !_runs.Value.IsEmpty)
            faults.Add(
                _runs.Place, StudyKeys.Runs,
                $"runs are a mapping such as `{{ my-run: {{}} }}`, but this is {_runs.Value.Describe()}.");
        IReadOnlyList<YamlEntry> entries = _runs?.Value is YamlMap { Entries.Count: > 0 } map
            ? map.Entries
            : [new YamlEntry(studyName, root.Place, new YamlMap(root.Place, []))];
        DerivedRun[] runs = [.. entries.Select(e => Derive(e, map: _runs?.Value as YamlMap))];
        CheckAcrossSections(runs);
        return [.. runs.Select(r => r.Specification)];
    }

    /// <summary>A base section is read by itself too, in case every run replaces it.</summary>
    private void CheckBase()
    {
        foreach (StudySection section in form.Sections)
            if (Base(section) is { } layer && (layer.NamesKind || section.DefaultCard is not null))
                _sections.Read(section, [layer]);
    }

    private SectionLayer? Base(StudySection section) =>
        root.Find(section.Name) is { } entry ? new SectionLayer(entry, section.Name) : null;

    private DerivedRun Derive(YamlEntry entry, YamlMap? map)
    {
        string prefix = map is { Entries.Count: > 0 } ? $"{StudyKeys.Runs}.{entry.Key}" : "";
        if (prefix.Length > 0)
            HeadReader.CheckName(entry.Key, entry.Place, prefix, faults);
        if (entry.Value is not YamlMap && !entry.Value.IsEmpty)
            faults.Add(
                entry.Place, prefix,
                $"a run is a mapping of sections, but this is {entry.Value.Describe()}; write `{{}}` for "
                + $"the base itself.");
        RefuseUnknownSections(entry, prefix);
        DerivedRun run = new(entry, prefix);
        foreach (StudySection section in form.Sections)
            Add(run, section);
        return run;
    }

    private void RefuseUnknownSections(YamlEntry run, string prefix)
    {
        foreach (YamlEntry entry in (run.Value as YamlMap)?.Entries ?? [])
            if (form.Find(entry.Key) is null)
                faults.Add(
                    entry.Place, $"{prefix}.{entry.Key}",
                    $"a run has no section `{entry.Key}`"
                    + Spelling.Hint(entry.Key, form.Sections.Select(s => s.Name)));
    }

    private void Add(DerivedRun run, StudySection section)
    {
        List<SectionLayer> layers = [];
        if (Base(section) is { } shared)
            layers.Add(shared);
        if ((run.Entry.Value as YamlMap)?.Find(section.Name) is { } own)
            layers.Add(new SectionLayer(own, $"{run.Prefix}.{section.Name}"));
        if (layers.Count == 0 && section.DefaultCard is null)
        {
            string kinds = string.Join(" | ", section.Cards.Select(c => c.Name));
            faults.Add(
                run.Entry.Place, section.Name,
                $"run `{run.Entry.Key}` has no `{section.Name}`; add `{section.Name}: {{ kind: … }}` "
                + $"with one of {kinds}.");
            return;
        }
        if (_sections.Read(section, layers) is { } read)
            run.Sections.Add(section.Name, read);
    }

    private void CheckAcrossSections(IReadOnlyList<DerivedRun> runs)
    {
        var found =
            from run in runs
            where run.Sections.Count == form.Sections.Count && run.Sections.Values.All(s => s.IsSound)
            from fault in form.Check(run.Specification)
            group run.Entry.Key by (Where: run.Locate(fault.Key), fault.Sentence);
        foreach (var fault in found)
        {
            string which = fault.Count() == runs.Count ? "" : $" (in {string.Join(", ", fault)})";
            faults.Add(fault.Key.Where.Place, fault.Key.Where.Path, fault.Key.Sentence + which);
        }
    }
}
