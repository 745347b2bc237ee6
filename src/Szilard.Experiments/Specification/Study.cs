namespace Szilard.Experiments.Specification;

/// <summary>A claim with the runs that test it, as resolved from a study file.</summary>
/// <param name="Name">Kebab-case.</param>
/// <param name="Claim">One sentence; empty where the file makes none.</param>
/// <param name="Data">Folder or file with data, absolute where the study came from a file; empty where it
/// names none.</param>
/// <param name="Seeds">Each run is repeated once per seed; distinct, at least one.</param>
/// <param name="Runs">At least one, with distinct names, in the order of the file.</param>
/// <param name="Expectations">What must hold afterwards, in the order of the file.</param>
public sealed record Study(
    string Name,
    string Claim,
    string Data,
    IReadOnlyList<long> Seeds,
    IReadOnlyList<RunSpecification> Runs,
    IReadOnlyList<Expectation> Expectations);
