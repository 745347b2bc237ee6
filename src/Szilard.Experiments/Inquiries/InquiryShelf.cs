using System.Reflection;
using Szilard.Experiments.Specification;
using Szilard.Parts;

namespace Szilard.Experiments.Inquiries;

/// <summary>The studies of <c>studies/</c>, which travel inside the assembly. Each is an inquiry, which
/// computes, or a study, which trains.</summary>
public static class InquiryShelf
{
    private const string Prefix = "studies/", Suffix = "/study.yaml";

    /// <summary>Their names, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names =>
    [
        .. Own.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether a study of that name is there and trains: its text names no computation.</summary>
    public static bool Trains(string name) =>
        Names.Contains(name) && !Text(name).Split('\n').Any(
            line => line.StartsWith(InquiryReader.Compute + ":", StringComparison.Ordinal));

    /// <summary>An inquiry.</summary>
    /// <exception cref="SzilardException">There is none of that name.</exception>
    public static Inquiry Read(string name) =>
        InquiryReader.Read(Text(name), FileName(name), Computations.All);

    /// <summary>A study that trains.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="overrides">Assignments such as <c>world.rho=0.9</c>.</param>
    /// <param name="knobs">Knobs beside its own; default: none.</param>
    /// <exception cref="SzilardException">There is none of that name, or an override is faulty.</exception>
    public static Study ReadStudy(
        string name, IReadOnlyList<string> overrides, IReadOnlyList<string>? knobs = null) =>
        StudyReader.Read(Text(name), FileName(name), Catalogues.Laboratory.Form, overrides, knobs).Demand();

    private static string FileName(string name) => $"{Prefix}{name}{Suffix}";

    private static string Text(string name)
    {
        using Stream stream = Own.GetManifestResourceStream(FileName(name))
            ?? throw new SzilardException($"There is no study `{name}`{Spelling.Hint(name, Names)}");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    private static Assembly Own => typeof(InquiryShelf).Assembly;
}
