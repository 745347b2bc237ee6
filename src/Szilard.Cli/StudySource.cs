using Szilard.Experiments.Inquiries;
using Szilard.Experiments.Specification;

namespace Szilard.Cli;

/// <summary>Where a verb takes a study from: a file, or the shelf of studies that travel with the
/// program.</summary>
internal static class StudySource
{
    /// <summary>The study of that path or name.</summary>
    /// <exception cref="Parts.SzilardException">There is none, or it is faulty.</exception>
    public static Study Read(
        string name, StudyForm form, IReadOnlyList<string> overrides, IReadOnlyList<string>? knobs = null) =>
        !File.Exists(name) && InquiryShelf.Trains(name)
            ? InquiryShelf.ReadStudy(name, overrides, knobs)
            : StudyFile.Read(name, form, overrides, knobs).Demand();
}
