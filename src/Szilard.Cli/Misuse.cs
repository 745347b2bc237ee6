using System.CommandLine;
using System.CommandLine.Invocation;
using Szilard.Parts;

namespace Szilard.Cli;

/// <summary>Turns what the parser could not match into one sentence with the nearest valid word.</summary>
internal static class Misuse
{
    /// <summary>What is wrong with the command line, or null when nothing is.</summary>
    public static string? Describe(ParseResult parsed)
    {
        if (parsed.Action is not ParseErrorAction)
            return null;
        Command command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is not [string word, ..])
            return WithHelp(command, parsed.Errors[0].Message.TrimEnd('.'));
        if (word.StartsWith('-'))
            return WithHelp(
                command, $"`{Called(command)}` has no option `{word}`{Hint(word, Options(parsed))}");
        return command.Subcommands.Count > 0
            ? WithHelp(command, $"There is no verb `{word}`{Hint(word, Verbs(command))}")
            : WithHelp(command, $"`{Called(command)}` has no use for `{word}`");
    }

    private static string WithHelp(Command command, string sentence)
    {
        string end = sentence.EndsWith('?') ? " " : ". ";
        return $"{sentence}{end}`{Called(command)} --help` says more.";
    }

    private static string Hint(string word, IEnumerable<string> known) => Spelling.Hint(word, known);

    private static IEnumerable<string> Verbs(Command command) => command.Subcommands.Select(c => c.Name);

    private static IEnumerable<string> Options(ParseResult parsed) =>
        parsed.CommandResult.Command.Options
            .Concat(parsed.RootCommandResult.Command.Options.Where(o => o.Recursive))
            .Select(o => o.Name)
            .Distinct();

    private static string Called(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Called(parent)} {command.Name}" : "szilard";
}
