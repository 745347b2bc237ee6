using System.CommandLine;

namespace Szilard.Cli;

/// <summary>A command with an example, which its help shows.</summary>
/// <param name="name">The word on the command line.</param>
/// <param name="description">One sentence.</param>
/// <param name="examples">Command lines with what they do behind <c>#</c>, one per line.</param>
internal sealed class Verb(string name, string description, string examples) : Command(name, description)
{
    /// <summary>Command lines, one per line.</summary>
    public string Examples => examples;
}
