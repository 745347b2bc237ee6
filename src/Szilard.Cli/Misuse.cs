using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Szilard.Parts;

namespace Szilard.Cli;

/// <summary>Turns what the parser could not match into one sentence with the nearest valid word.</summary>
internal static class Misuse
{
    /// <summary>What is wrong with the command line, or null when nothing is.</summary>
    public static string? Describe(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (Stray(parsed) is { } option)
            return WithHelp(
                command, $"`{Called(command)}` has no option `{option}`{Hint(option, Options(parsed))}");
        if (parsed.Action is not ParseErrorAction)
            return null;
        if (parsed.UnmatchedTokens is not [string word, ..])
            return WithHelp(command, Sentence(command, parsed.Errors[0]));
        return command.Subcommands.Count > 0
            ? WithHelp(command, $"There is no verb `{word}`{Hint(word, Verbs(command))}")
            : WithHelp(command, $"`{Called(command)}` has no use for `{word}`");
    }

    /// <summary>A word that looks like an option but is none; an argument may have swallowed it.</summary>
    private static string? Stray(ParseResult parsed) => parsed.UnmatchedTokens
        .Concat(
            from argument in parsed.CommandResult.Children.OfType<ArgumentResult>()
            from token in argument.Tokens
            select token.Value)
        .FirstOrDefault(word => word is ['-', _, ..]);

    /// <summary>The parser's own words, but for those that speak of types or say what is not so.</summary>
    private static string Sentence(Command command, ParseError error)
    {
        SymbolResult? wrong = error.SymbolResult;
        Option? option = (wrong as OptionResult ?? wrong?.Parent as OptionResult)?.Option;
        return wrong switch
        {
            { Tokens: [var word, ..] } when option is not null =>
                $"`{option.Name} {word.Value}` is no "
                + (option.ValueType == typeof(double) ? "number" : "whole number"),
            ArgumentResult { Tokens.Count: > 0 and var given, Argument: { Arity: var arity } argument } =>
                $"`{Called(command)}` needs at least {arity.MinimumNumberOfValues} of <{argument.Name}>, "
                + $"but {given} was given",
            CommandResult when command.Subcommands.Count > 0 =>
                $"`{Called(command)}` needs a verb: {string.Join(", ", Verbs(command))}",
            _ => error.Message.TrimEnd('.'),
        };
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
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent
            ? $"{Called(parent)} {command.Name}"
            : "szilard";
}
