using System.CommandLine;
using System.Text.Json.Nodes;
using Szilard.Experiments.Agreement;
using Szilard.Records;
using Szilard.Reports;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard report RUN…</c>: one page about runs, from their folders.</summary>
internal static class ReportVerb
{
    private const string Examples = """
        szilard report 3f9a
        szilard report 3f9a 77c0 --output comparison.html
        """;

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        RunArguments runs = new(ArgumentArity.OneOrMore);
        Option<string> output = new("--output")
        {
            Description = "Where the page goes.",
            HelpName = "file",
            DefaultValueFactory = _ => "report.html",
        };
        Option<bool> json = StudyOptions.Json();
        Verb verb = new("report", "Write one self-contained page about runs.", Examples) { output, json };
        runs.AddTo(verb);
        verb.SetAction(parsed =>
        {
            IReadOnlyList<RunFolder> folders = runs.Read(parsed);
            string page = Path.GetFullPath(parsed.GetRequiredValue(output));
            AtomicText.Write(page, ReportPage.Render(RunReport.Of(folders) with
            {
                SeedAgreements = SeedAgreement.Of(
                    folders, Environment.ProcessorCount, CancellationToken.None),
            }));
            if (parsed.GetValue(json))
                Json.Write(surroundings.Out, new JsonObject
                {
                    ["report"] = page,
                    ["runs"] = new JsonArray([.. folders.Select(f => (JsonNode)f.Path)]),
                });
            else
                surroundings.Out.WriteLine(page);
        });
        return verb;
    }
}
