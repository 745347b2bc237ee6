using System.Reflection;
using System.Text.Json.Nodes;
using Szilard.Cli.Verbs;
using Szilard.Experiments;
using Szilard.Experiments.Specification;
using Szilard.Experiments.Verdicts;
using Szilard.Parts;
using Szilard.Records;
using Szilard.Reports;

namespace Szilard.Cli;

/// <summary>Runs experiments for a verb: shows how they go, prints the result, writes the reports, and finds
/// the exit code.</summary>
/// <param name="surroundings">Where to print.</param>
/// <param name="work">Where and how to run.</param>
/// <param name="command">The command that repeats it.</param>
internal sealed class StudySession(Surroundings surroundings, Work work, string command)
{
    /// <summary>The version of this program.</summary>
    public static string Version { get; } = typeof(StudySession).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Runs a study.</summary>
    public int Run(Study study, CancellationToken stop)
    {
        using ProgressTalk talk = new(surroundings, study.Runs.Count * study.Seeds.Count);
        IReadOnlyList<RunFolder> folders = new StudyRunner(Workplace(talk)).Run(study, stop);
        talk.End();
        RunRecord[] records = [.. folders.Select(f => f.Record())];
        bool whole = records.Length > 0 && !records.Any(IsCancelled);
        return Conclude(folders, records, whole ? Claims.Check(study, records) : [], study.Name, study.Claim);
    }

    /// <summary>Goes on with a run.</summary>
    public int Resume(RunFolder folder, CancellationToken stop)
    {
        using ProgressTalk talk = new(surroundings, 1);
        RunRecord record = new StudyRunner(Workplace(talk)).Resume(folder, stop);
        talk.End();
        return Conclude([folder], [record], []);
    }

    private Workplace Workplace(ProgressTalk talk) => new(
        work.Root, work.Threads, Version, command, TimeProvider.System, talk.Tell,
        surroundings.Talk.WriteLine);

    private int Conclude(
        IReadOnlyList<RunFolder> folders, RunRecord[] records, IReadOnlyList<ClaimOutcome> claims,
        string title = "", string claim = "")
    {
        if (!work.Json)
            WriteText(records, claims);
        string report = WriteReports(folders, claims, title, claim);
        if (work.Json)
            Json.Write(surroundings.Out, Document(folders, claims, report));
        foreach (RunFolder folder in folders.Where(f => IsCancelled(f.Record())))
            surroundings.Talk.WriteLine($"Stopped; go on with: szilard resume {folder.Path}");
        if (records.Length == 0 || records.Any(IsCancelled))
            return ExitCode.Cancelled;
        if (claims.Any(c => !c.Held) || records.Any(r => r.State is RunState.Diverged or RunState.Failed))
            return ExitCode.ClaimFailed;
        return report.Length > 0 ? ExitCode.Done : ExitCode.Misuse;
    }

    private static bool IsCancelled(RunRecord record) => record.State == RunState.Cancelled;

    /// <summary>One page for each run in its folder, and one for all of them. Where one cannot be written the
    /// results are shown all the same.</summary>
    /// <returns>Where the page for all lies; empty where there is none.</returns>
    private string WriteReports(
        IReadOnlyList<RunFolder> folders, IReadOnlyList<ClaimOutcome> claims, string title, string claim)
    {
        if (folders.Count == 0)
            return "";
        string all = Path.GetFullPath(
            work.Report.Length > 0 ? work.Report : Path.Combine(work.Root, "report.html"));
        try
        {
            foreach (RunFolder folder in folders)
                AtomicText.Write(folder.ReportPath, ReportPage.Render(RunReport.Of([folder])));
            ReportModel model = RunReport.Of(folders, title, claim) with { Claims = claims };
            AtomicText.Write(all, ReportPage.Render(model));
        }
        catch (SzilardException fault)
        {
            surroundings.Talk.WriteLine(fault.Message);
            return "";
        }
        surroundings.Talk.WriteLine($"Report: {all}");
        return all;
    }

    private void WriteText(RunRecord[] records, IReadOnlyList<ClaimOutcome> claims)
    {
        RunTable.Write(surroundings, records);
        LedgerTable.Write(surroundings, records);
        surroundings.Out.WriteLine();
        RunTable.WriteVerdicts(surroundings.Out, records);
        if (claims.Count > 0)
            surroundings.Out.WriteLine();
        foreach (ClaimOutcome claim in claims)
            surroundings.Out.WriteLine(
                $"{(claim.Held ? "holds " : "FAILED")}  {claim.Sentence}: {claim.Measured}");
    }

    /// <summary>The runs as <c>runs export</c> gives them, with claims and report.</summary>
    private static JsonNode Document(
        IReadOnlyList<RunFolder> folders, IReadOnlyList<ClaimOutcome> claims, string report)
    {
        using MemoryStream runs = new();
        RunExport.Json(folders, runs);
        JsonNode document = JsonNode.Parse(runs.ToArray())!;
        document["claims"] = new JsonArray([.. claims.Select(c => new JsonObject
        {
            ["claim"] = c.Sentence,
            ["held"] = c.Held,
            ["measured"] = c.Measured,
        })]);
        document["report"] = report;
        return document;
    }
}
