using System.Reflection;
using Szilard.Parts;

namespace Szilard.Experiments.Inquiries;

/// <summary>The inquiries of <c>studies/</c>, which travel inside the assembly.</summary>
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

    /// <summary>One of them.</summary>
    /// <exception cref="SzilardException">There is none of that name.</exception>
    public static Inquiry Read(string name)
    {
        using Stream stream = Own.GetManifestResourceStream(Prefix + name + Suffix)
            ?? throw new SzilardException(
                $"There is no study `{name}`{Spelling.Hint(name, Names)}");
        using StreamReader reader = new(stream);
        return InquiryReader.Read(reader.ReadToEnd(), $"{Prefix}{name}{Suffix}", Computations.All);
    }

    private static Assembly Own => typeof(InquiryShelf).Assembly;
}
