namespace Szilard.Parts;

/// <summary>One thing that is wrong with what a user gave.</summary>
/// <param name="Key">The key at fault, dotted from the root: <c>world.rho</c>.</param>
/// <param name="Sentence">Cause, numbers, remedy, in one sentence.</param>
public sealed record Fault(string Key, string Sentence);

/// <summary>What a user gave cannot be used. The command line prints the message and exits with 1; misuse of
/// an API throws <see cref="ArgumentException"/> instead.</summary>
public sealed class SzilardException : Exception
{
    /// <summary>Cause, the numbers, the remedy.</summary>
    public SzilardException(string message) : base(message)
    {
    }

    /// <summary>Cause, the numbers, the remedy, and what lies beneath.</summary>
    public SzilardException(string message, Exception inner) : base(message, inner)
    {
    }
}
