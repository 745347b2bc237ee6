using Szilard.Experiments.Specification.Yaml;
using Szilard.Parts;

namespace Szilard.Experiments.Specification;

/// <summary>Turns the text of a study file into a study, or into the full list of what is wrong with it.
/// No text makes it throw.</summary>
public sealed class StudyReader
{
    private readonly StudyForm _form;
    private readonly FaultList _faults;
    private readonly YamlMap _root;
    private readonly bool _regridded;

    private StudyReader(StudyForm form, FaultList faults, YamlMap root, bool regridded) =>
        (_form, _faults, _root, _regridded) = (form, faults, root, regridded);

    /// <summary>Reads a study file.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="fileName">How faults call the file.</param>
    /// <param name="form">What a study can say.</param>
    /// <param name="overrides">Assignments such as <c>world.rho=0.9</c>, applied to the document before the
    /// runs are derived from it; a run that says otherwise keeps its own. The value is YAML.</param>
    /// <param name="knobs">Knobs such as <c>world.rho=0.9,0.95</c> beside those of the document; default:
    /// none.</param>
    public static StudyReading Read(
        string text, string fileName, StudyForm form, IReadOnlyList<string> overrides,
        IReadOnlyList<string>? knobs = null)
    {
        FaultList faults = new();
        if (StudyDocument.Read(text, fileName, faults) is not { } root)
            return new FaultyStudy(faults.InOrder());
        Overrides changes = new(form, faults);
        YamlMap document = changes.AddKnobs(changes.Apply(root, overrides), knobs ?? []);
        Study study = new StudyReader(form, faults, document, knobs?.Count > 0).Read();
        return faults.Met > 0 ? new FaultyStudy(faults.InOrder()) : new SoundStudy(study);
    }

    private Study Read()
    {
        RefuseUnknownKeys();
        HeadReader head = new(_root, _faults);
        string name = head.Name();
        IReadOnlyList<long> seeds = head.Seeds();
        (IReadOnlyList<Knob> knobs, IReadOnlyList<Cell> cells) = new GridReader(
            _form, _root, seeds.Count, _faults).Read(name);
        ExpectationReader expectations = new(_form.Meters, _form.Families, knobs, cells, _regridded, _faults);
        return new Study(
            name, head.Text(StudyKeys.Claim), head.Text(StudyKeys.Data), seeds, cells,
            expectations.Read(_root.Find(StudyKeys.Expect)))
        {
            Source = head.Text(StudyKeys.Source),
            Minutes = _root.Number(StudyKeys.Minutes, "", _faults) ?? double.NaN,
            Knobs = knobs,
        };
    }

    private void RefuseUnknownKeys()
    {
        string[] known = [.. StudyKeys.All, .. _form.Sections.Select(s => s.Name)];
        foreach (YamlEntry entry in _root.Entries.Where(e => !known.Contains(e.Key)))
            _faults.Add(
                entry.Place, entry.Key, $"a study has no key `{entry.Key}`{Remedy(entry.Key, known)}");
    }

    /// <summary>The nearest key, or the section whose parts have a parameter of that name.</summary>
    private string Remedy(string key, IReadOnlyList<string> known)
    {
        StudySection? home = _form.Sections.FirstOrDefault(
            s => s.Cards.Any(c => c.Parameters.Any(p => p.Name == key)));
        return home is not null
            ? $"; it belongs under `{home.Name}`."
            : Spelling.Hint(key, known);
    }
}
