namespace Szilard.Experiments.Specification.Yaml;

/// <summary>Gathers faults; the same fault met again (a base section serves many runs) counts once.</summary>
internal sealed class FaultList
{
    private readonly HashSet<StudyFault> _faults = [];

    /// <summary>How often a fault was met, repetitions included.</summary>
    public int Met { get; private set; }

    public void Add(Place place, string key, string sentence)
    {
        Met++;
        _faults.Add(place.Fault(key, sentence));
    }

    /// <summary>Top to bottom, overrides last.</summary>
    public IReadOnlyList<StudyFault> InOrder() =>
        [.. _faults.OrderBy(f => f.Line == 0).ThenBy(f => f.Line).ThenBy(f => f.Column)];
}
