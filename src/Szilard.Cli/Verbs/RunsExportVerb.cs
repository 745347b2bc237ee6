using System.CommandLine;
using System.Text;
using Szilard.Parts;
using Szilard.Records;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard runs export</c>: runs as tables for other programs.</summary>
internal static class RunsExportVerb
{
    private static readonly string[] _formats = ["csv", "json"];

    private const string Examples = """
        szilard runs export --output runs.csv
        szilard runs export 3f9a 77c0 --metrics > curves.csv
        szilard runs export --format json
        """;

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        RunArguments runs = new(ArgumentArity.ZeroOrMore);
        Option<string> format = new("--format")
        {
            Description = "csv or json.",
            HelpName = "format",
            DefaultValueFactory = _ => "csv",
        };
        format.CompletionSources.Add(_ => _formats);
        Option<bool> metrics = new("--metrics")
        {
            Description = "Every reading over time instead of one row per run.",
        };
        Option<string?> output =
            StudyOptions.Text("--output", "file", "Where to write; default: standard output.");
        Option<bool> json = new("--json") { Description = "The same as --format json." };
        Verb verb = new("export", "Write runs as CSV or JSON; all runs where none is named.", Examples)
        {
            format, metrics, output, json,
        };
        runs.AddTo(verb);
        verb.SetAction(parsed =>
        {
            IReadOnlyList<RunFolder> chosen = runs.Read(parsed);
            if (chosen.Count == 0)
                chosen = [.. RunFolder.All(runs.Root(parsed))];
            string kind = parsed.GetValue(json) ? "json" : parsed.GetRequiredValue(format);
            string text = Render(chosen, kind, parsed.GetValue(metrics));
            if (parsed.GetValue(output) is { } file)
                AtomicText.Write(file, text);
            else
                surroundings.Out.Write(text);
        });
        return verb;
    }

    private static string Render(IReadOnlyList<RunFolder> runs, string format, bool metrics)
    {
        using StringWriter text = new() { NewLine = "\n" };
        switch (format, metrics)
        {
            case ("csv", true):
                RunExport.MetricsCsv(runs, text);
                return text.ToString();
            case ("csv", false):
                RunExport.Csv(runs, text);
                return text.ToString();
            case ("json", false):
                using (MemoryStream stream = new())
                {
                    RunExport.Json(runs, stream);
                    return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
                }
            case ("json", true):
                throw new SzilardException(
                    "Readings over time are exported as CSV only; leave out `--format json` and `--json`.");
            default:
                throw new SzilardException($"There is no format `{format}`{Spelling.Hint(format, _formats)}");
        }
    }
}
