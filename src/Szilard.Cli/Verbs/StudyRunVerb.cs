using System.CommandLine;
using System.Text.Json.Nodes;
using Szilard.Experiments.Inquiries;
using Szilard.Parts;
using Szilard.Reports;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard study run NAME…</c>: tries claims.</summary>
internal static class StudyRunVerb
{
    private const string Examples = """
        szilard study run falk-8
        szilard study run falk-4b falk-4c --report figures.html
        szilard study run --all --json
        """;

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        Argument<string[]> names = new("name")
        {
            Description = "Which claims (szilard study list).",
            HelpName = "name",
            Arity = ArgumentArity.ZeroOrMore,
        };
        names.CompletionSources.Add(_ => InquiryShelf.Names);
        Option<bool> all = new("--all") { Description = "All of them." };
        Option<string?> data = StudyOptions.Text("--data", "folder", "Data, for claims that need some.");
        Option<long> seed = StudyOptions.Seed("Seed of all that is random.");
        WorkOptions work = new();
        Verb verb = new("run", "Recompute, compare, report; exit code 2 where a claim fails.", Examples)
        {
            names, all, data, seed,
        };
        work.AddTo(verb);
        verb.SetAction((parsed, stop) =>
        {
            IReadOnlyList<Inquiry> chosen = Chosen(parsed.GetValue(names) ?? [], parsed.GetValue(all));
            Work how = work.Read(parsed);
            return Task.Run(
                () => Run(
                    surroundings, chosen, how, parsed.GetValue(data) ?? "", parsed.GetValue(seed), stop),
                CancellationToken.None);
        });
        return verb;
    }

    private static IReadOnlyList<Inquiry> Chosen(string[] names, bool all)
    {
        if (all == names.Length > 0)
            throw new SzilardException(
                all ? "`--all` names them all; leave the names out." : "Name a study, or give --all.");
        return [.. (all ? InquiryShelf.Names : names.Distinct()).Select(InquiryShelf.Read)];
    }

    private static int Run(
        Surroundings surroundings, IReadOnlyList<Inquiry> chosen, Work work, string data, long seed,
        CancellationToken stop)
    {
        using Workers workers = new(work.Threads);
        List<InquiryResult> results = [];
        foreach (Inquiry inquiry in chosen)
        {
            surroundings.Talk.WriteLine($"{inquiry.Name} …");
            InquiryResult result = inquiry.Run(new ComputationContext(
                RandomKey.FromSeed(seed).Split(inquiry.Name), workers, data,
                surroundings.Talk.WriteLine, stop));
            results.Add(result);
            if (!work.Json)
                WriteText(surroundings, result);
        }
        string report = WriteReport(surroundings, results, work, Repetition.Of(
            ["study", "run", .. chosen.Select(i => i.Name), "--seed", $"{seed}"], [], data));
        if (work.Json)
            Json.Write(surroundings.Out, Document(results, report));
        if (!results.TrueForAll(r => r.Held))
            return ExitCode.ClaimFailed;
        return report.Length > 0 ? ExitCode.Done : ExitCode.Misuse;
    }

    /// <summary>Where the report lies; empty where it cannot be written, which loses no result.</summary>
    private static string WriteReport(
        Surroundings surroundings, List<InquiryResult> results, Work work, string command)
    {
        string path = Path.GetFullPath(
            work.Report.Length > 0 ? work.Report : Path.Combine(work.Root, "studies.html"));
        try
        {
            AtomicText.Write(path, InquiryPage.Render(results, command));
        }
        catch (SzilardException fault)
        {
            surroundings.Talk.WriteLine(fault.Message);
            return "";
        }
        surroundings.Talk.WriteLine($"Report: {path}");
        return path;
    }

    private static void WriteText(Surroundings surroundings, InquiryResult result)
    {
        surroundings.Out.WriteLine(result.Inquiry.Claim);
        ResultTable.Write(
            surroundings, ["quantity", "predicted", "measured", "verdict"],
            [.. result.Findings.Select(f => (string[])
            [
                f.Prediction.Quantity, f.Prediction.Text, FindingText.Measured(f),
                f.Held ? "holds" : "FAILED",
            ])]);
        surroundings.Out.WriteLine(
            $"{result.Inquiry.Name}: {(result.Held ? "the claim holds" : "THE CLAIM FAILED")} "
            + $"({result.Seconds:F1} s).");
        surroundings.Out.WriteLine();
    }

    private static JsonObject Document(List<InquiryResult> results, string report) => new()
    {
        ["studies"] = new JsonArray([.. results.Select(r => new JsonObject
        {
            ["name"] = r.Inquiry.Name,
            ["claim"] = r.Inquiry.Claim,
            ["held"] = r.Held,
            ["seconds"] = r.Seconds,
            ["findings"] = new JsonArray([.. r.Findings.Select(Node)]),
        })]),
        ["report"] = report,
    };

    private static JsonObject Node(Finding finding) => new()
    {
        ["quantity"] = finding.Prediction.Quantity,
        ["predicted"] = finding.Prediction.Text,
        ["measured"] = Json.Finite(finding.Measured.Value),
        ["standard_error"] = Json.Finite(finding.Measured.StandardError),
        ["held"] = finding.Held,
    };
}
