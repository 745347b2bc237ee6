using Szilard.Parts;

namespace Szilard.Experiments.Specification;

/// <summary>What came out of reading a study file: the study, or everything that is wrong with it. A closed
/// family.</summary>
public abstract record StudyReading
{
    /// <summary>The study.</summary>
    /// <exception cref="SzilardException">The file is faulty; the message has one line per fault.</exception>
    public Study Demand() => this switch
    {
        SoundStudy sound => sound.Study,
        FaultyStudy faulty => throw new SzilardException(string.Join(Environment.NewLine, faulty.Faults)),
        _ => throw new ArgumentOutOfRangeException(nameof(StudyReading)),
    };
}

/// <summary>A study without fault.</summary>
public sealed record SoundStudy(Study Study) : StudyReading;

/// <summary>All faults of a study, at least one, in the order of the file, overrides last.</summary>
public sealed record FaultyStudy(IReadOnlyList<StudyFault> Faults) : StudyReading;
