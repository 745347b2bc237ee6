using Szilard.Observables;

namespace Szilard.Reports;

/// <summary>Small matters of language.</summary>
public static class Words
{
    /// <summary><c>1 run</c>, <c>3 runs</c>: the noun takes an s unless there is exactly one.</summary>
    public static string Count(long number, string noun) =>
        $"{NumberText.Count(number)} {noun}{(number == 1 ? "" : "s")}";

    /// <summary>The text with a full stop at its end, where it has no other mark.</summary>
    public static string Sentence(string text)
    {
        string trimmed = text.Trim();
        return trimmed.Length == 0 || trimmed[^1] is '.' or '!' or '?' or '…' ? trimmed : trimmed + ".";
    }

    /// <summary>The text with a capital first letter.</summary>
    public static string Capital(string text) =>
        text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
