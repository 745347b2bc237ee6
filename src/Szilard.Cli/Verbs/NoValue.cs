using Szilard.Parts;

namespace Szilard.Cli.Verbs;

/// <summary>Refuses a result in which nothing has a value.</summary>
internal static class NoValue
{
    /// <summary>Returns where at least one number is finite. What was printed stays: its remarks give every
    /// reason.</summary>
    /// <param name="asked">The numbers that were asked for, each with its remark.</param>
    /// <exception cref="SzilardException">None is finite; the message gives the first reason.</exception>
    public static void Refuse(IReadOnlyList<(double Value, string Remark)> asked)
    {
        if (asked.Any(a => double.IsFinite(a.Value)))
            return;
        string reason = asked.Select(a => a.Remark).FirstOrDefault(r => r.Length > 0) ?? "";
        throw new SzilardException(asked.Count == 1
            ? $"What was asked for has no value: {reason}"
            : $"None of the {asked.Count} numbers asked for has a value; remarks say why, the first: "
                + reason);
    }
}
