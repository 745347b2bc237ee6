using System.CommandLine;
using Szilard.Records;

namespace Szilard.Cli.Verbs;

/// <summary>The runs that a verb is about, and the folder in which they are looked for.</summary>
internal sealed class RunArguments
{
    private const string Meaning = "folder, name of the folder, id, or the beginning of either.";

    private readonly Argument<string[]> _runs;
    private readonly Option<string?> _root = WorkOptions.RootOption();

    /// <summary>As many runs as the arity allows.</summary>
    public RunArguments(ArgumentArity arity)
    {
        _runs = new("run") { Description = $"Runs: {Meaning}", HelpName = "run", Arity = arity };
        _runs.CompletionSources.Add(_ => Known);
    }

    /// <summary>The argument of verbs about one run.</summary>
    public static Argument<string> One()
    {
        Argument<string> run = new("run") { Description = $"A run: {Meaning}", HelpName = "run" };
        run.CompletionSources.Add(_ => Known);
        return run;
    }

    private static IEnumerable<string> Known =>
        RunFolder.All(WorkOptions.RootOf(null)).Select(f => f.Name);

    /// <summary>Adds argument and option to a verb.</summary>
    public void AddTo(Verb verb)
    {
        verb.Arguments.Add(_runs);
        verb.Options.Add(_root);
    }

    /// <summary>The folder of all runs.</summary>
    public string Root(ParseResult parsed) => WorkOptions.RootOf(parsed.GetValue(_root));

    /// <summary>The folders in the order given.</summary>
    /// <exception cref="Parts.SzilardException">A word means no run, or several.</exception>
    public IReadOnlyList<RunFolder> Read(ParseResult parsed) =>
        [.. (parsed.GetValue(_runs) ?? []).Select(run => RunFolder.Find(Root(parsed), run))];
}
