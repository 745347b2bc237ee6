using System.Reflection;
using System.Text.Json.Nodes;
using Szilard.Cli.Verbs;
using Szilard.Experiments;
using Szilard.Experiments.Specification;
using Szilard.Experiments.Verdicts;
using Szilard.Records;
using Szilard.Reports;

namespace Szilard.Cli;

/// <summary>Runs experiments for a verb: shows how they go, writes the reports, prints the result, and finds
/// the exit code.</summary>
/// <param name="surroundings">Where to print.</param>
/// <param name="work">Where and how to run.</param>
/// <param name="command">The command that repeats it.</param>
internal sealed class StudySession(Surroundings surroundings, Work work, string command)
{
    /// <summary>The version of this program.</summary>
    public static string Version { get; } =
        typeof(StudySession).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Runs a study.</summary>
    public int Run(Study study, CancellationToken stop)
    {
        using ProgressTalk talk = new(surroundings, study.Runs.Count * study.Seeds.Count);
        StudyRunner runner = new(Workplace(talk));
        IReadOnlyList<RunFolder> folders = runner.Run(study, stop);
        talk.End();
        return Conclude(folders, records => Claims.Check(study, records), study.Name, study.Claim);
    }

    /// <summary>Goes on with a run.</summary>
    public int Resume(RunFolder folder, CancellationToken stop)
    {
        using ProgressTalk talk = new(surroundings, 1);
        new StudyRunner(Workplace(talk)).Resume(folder, stop);
        talk.End();
        return Conclude([folder], _ => []);
    }

    private Workplace Workplace(ProgressTalk talk) => new(
        work.Root, work.Threads, Version, command, TimeProvider.System, talk.Tell, surroundings.Talk.WriteLine);

    private int Conclude(
        IReadOnlyList<RunFolder> folders, Func<IReadOnlyList<RunRecord>, IReadOnlyList<ClaimOutcome>> judge,
        string title = "", string claim = "")
    {
        RunRecord[] records = [.. folders.Select(f => f.Record())];
        bool cancelled = records.Length == 0 || records.Any(r => r.State == RunState.Cancelled);
        IReadOnlyList<ClaimOutcome> claims = cancelled ? [] : judge(records);
        string report = folders.Count == 0 ? "" : WriteReports(folders, title, claim);
        if (work.Json)
            Json.Write(surroundings.Out, Document(folders, records, claims, report));
        else
            WriteText(records, claims, report);
        if (cancelled)
        {
            foreach (RunFolder folder in folders.Where(f => f.Record().State == RunState.Cancelled))
                surroundings.Talk.WriteLine($"Stopped; go on with: szilard resume {folder.Path}");
            return ExitCode.Cancelled;
        }
        bool failed = claims.Any(c => !c.Held) || records.Any(r => r.State is RunState.Diverged or RunState.Failed);
        return failed ? ExitCode.ClaimFailed : ExitCode.Done;
    }

    /// <summary>One page for each run in its folder, and one for all of them.</summary>
    private string WriteReports(IReadOnlyList<RunFolder> folders, string title, string claim)
    {
        foreach (RunFolder folder in folders)
            AtomicText.Write(folder.ReportPath, ReportPage.Render(RunReport.Of([folder])));
        string all = work.Report.Length > 0 ? work.Report : Path.Combine(work.Root, "report.html");
        AtomicText.Write(all, ReportPage.Render(RunReport.Of(folders, title, claim)));
        return Path.GetFullPath(all);
    }

    private void WriteText(IReadOnlyList<RunRecord> records, IReadOnlyList<ClaimOutcome> claims, string report)
    {
        RunTable.Write(surroundings, records);
        surroundings.Out.WriteLine();
        RunTable.WriteVerdicts(surroundings.Out, records);
        if (claims.Count > 0)
            surroundings.Out.WriteLine();
        foreach (ClaimOutcome claim in claims)
            surroundings.Out.WriteLine($"{(claim.Held ? "holds " : "FAILED")}  {claim.Sentence}: {claim.Measured}");
        if (report.Length > 0)
            surroundings.Talk.WriteLine($"Report: {report}");
    }

    private static JsonObject Document(
        IReadOnlyList<RunFolder> folders, IReadOnlyList<RunRecord> records, IReadOnlyList<ClaimOutcome> claims, string report) => new()
        {
            ["runs"] = new JsonArray([.. folders.Zip(records, RunJson.Write)]),
            ["claims"] = new JsonArray([.. claims.Select(c => new JsonObject
            {
                ["claim"] = c.Sentence,
                ["held"] = c.Held,
                ["measured"] = c.Measured,
            })]),
            ["report"] = report,
        };
}
