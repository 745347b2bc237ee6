using Szilard.Parts;

namespace Szilard.Experiments.Specification;

/// <summary>What a study file can say: the sections of a run, the meters that can be named, and the checks
/// that look across sections. The reader, the schema and the listing know parts only through this.</summary>
/// <param name="Sections">The sections of a run, in the order in which they are written.</param>
/// <param name="Meters">The names of the readings that <c>expect</c> can speak about.</param>
public sealed record StudyForm(IReadOnlyList<StudySection> Sections, IReadOnlyList<string> Meters)
{
    /// <summary>Faults that no section sees alone (<c>batch: 1</c> with InfoNCE), with keys such as
    /// <c>training.batch</c>. Called only for runs whose sections are sound. Default: none.</summary>
    public Func<RunSpecification, IEnumerable<Fault>> Check { get; init; } = _ => [];

    /// <summary>Readings that exist for each of several things, as <c>rule.cosine</c> does for each parameter
    /// under <c>rule.cosine.weight-1</c>. Default: none.</summary>
    public IReadOnlyList<string> Families { get; init; } = [];

    /// <summary>The section of that name, or null.</summary>
    public StudySection? Find(string name) => Sections.FirstOrDefault(s => s.Name == name);
}
