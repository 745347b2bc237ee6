using System.CommandLine;
using Szilard.Parts;

namespace Szilard.Cli.Verbs;

/// <summary>Where and how a verb runs experiments.</summary>
/// <param name="Root">Folder of all runs.</param>
/// <param name="Threads">Threads at work; results do not depend on it.</param>
/// <param name="Report">Where the report goes; empty for the folder of all runs.</param>
/// <param name="Json">True where machines read the result.</param>
internal sealed record Work(string Root, int Threads, string Report, bool Json);

/// <summary>The options of verbs that run experiments.</summary>
internal sealed class WorkOptions
{
    private readonly Option<string?> _root = RootOption();
    private readonly Option<int> _threads = new("--threads")
    {
        Description = "Threads at work; results are the same bits for any number.",
        HelpName = "count",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };
    private readonly Option<string?> _report = StudyOptions.Text(
        "--report", "file", "Where the report goes; default: report.html in the folder of all runs.");
    private readonly Option<bool> _json = StudyOptions.Json();

    /// <summary><c>--root</c>, the folder of all runs.</summary>
    public static Option<string?> RootOption() =>
        StudyOptions.Text("--root", "folder", "Folder of all runs; default: $SZILARD_RUNS, or runs.");

    /// <summary>The folder that the option, the environment or the default names.</summary>
    public static string RootOf(string? given) =>
        given ?? (Environment.GetEnvironmentVariable("SZILARD_RUNS") is { Length: > 0 } set ? set : "runs");

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Verb verb)
    {
        verb.Options.Add(_root);
        verb.Options.Add(_threads);
        verb.Options.Add(_report);
        verb.Options.Add(_json);
    }

    /// <summary>What was given.</summary>
    public Work Read(ParseResult parsed)
    {
        int threads = parsed.GetValue(_threads);
        if (threads is < 1 or > 1024)
            throw new SzilardException($"`--threads {threads}` is out of range; give 1 to 1024.");
        return new Work(
            RootOf(parsed.GetValue(_root)), threads, parsed.GetValue(_report) ?? "", parsed.GetValue(_json));
    }
}
