using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Text.Json.Nodes;
using Szilard.Cli.Verbs;
using Szilard.Experiments;
using Szilard.Experiments.Agreement;
using Szilard.Experiments.Specification;
using Szilard.Experiments.Sweeps;
using Szilard.Experiments.Verdicts;
using Szilard.Parts;
using Szilard.Records;
using Szilard.Reports;

namespace Szilard.Cli;

/// <summary>What came of training.</summary>
/// <param name="Study">What was run; null where a single run was gone on with.</param>
/// <param name="Folders">The runs that were begun.</param>
/// <param name="Records">Their records, in the same order.</param>
/// <param name="Claims">What the study expected, and whether it held; none where runs were stopped.</param>
/// <param name="Failures">What the runs said that failed.</param>
internal sealed record Trained(
    Study? Study, IReadOnlyList<RunFolder> Folders, IReadOnlyList<RunRecord> Records,
    IReadOnlyList<ClaimOutcome> Claims, IReadOnlyList<string> Failures)
{
    /// <summary>Every reading over every knob; null for a study without a grid.</summary>
    public SweepResult? Sweep { get; } = Study?.Knobs.Count > 0 ? SweepResult.Of(Study, Records) : null;

    /// <summary>How far the seeds of each run agree; empty where none has two that are done.</summary>
    public IReadOnlyList<SeedAgreement> SeedAgreements { get; init; } = [];

    /// <summary>True where something was stopped.</summary>
    public bool IsCancelled => Records.Count == 0
        ? Failures.Count == 0
        : Records.Any(r => r.State == RunState.Cancelled);

    /// <summary>True where all that was expected held and nothing failed.</summary>
    public bool Held => Failures.Count == 0 && Claims.All(c => c.Held)
        && !Records.Any(r => r.State is RunState.Diverged or RunState.Failed);
}

/// <summary>Runs experiments for a verb: shows how they go, prints the result, writes the reports, and finds
/// the exit code.</summary>
/// <param name="surroundings">Where to print.</param>
/// <param name="work">Where and how to run.</param>
/// <param name="command">The command that repeats it.</param>
internal sealed class StudySession(Surroundings surroundings, Work work, string command)
{
    /// <summary>How many runs go on at once at most; default: one per thread.</summary>
    public int Together { get; init; } = work.Threads;

    /// <summary>True where runs of before are taken up; default: every run begins anew.</summary>
    public bool GoesOn { get; init; }

    /// <summary>The version of this program.</summary>
    public static string Version { get; } = typeof(StudySession).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Runs a study and shows what came of it.</summary>
    public int Run(Study study, CancellationToken stop) => Show(Train(study, stop));

    /// <summary>Runs a study. With a grid it goes through to the end whatever becomes of single
    /// runs.</summary>
    public Trained Train(Study study, CancellationToken stop)
    {
        using ProgressTalk talk = new(surroundings, study.Cells.Count * study.Seeds.Count);
        StudyRunner runner = new(Workplace(talk));
        StudyOutcome outcome = study.Knobs.Count > 0
            ? runner.RunThrough(study, stop)
            : new StudyOutcome(runner.Run(study, stop), []);
        talk.End();
        Trained trained = new(
            study, outcome.Folders, [.. outcome.Folders.Select(f => f.Record())], [], outcome.Failures);
        if (trained.IsCancelled)
            return trained;
        trained.Sweep?.Prepare(work.Threads);
        return trained with
        {
            Claims = Claims.Check(study, trained.Records),
            SeedAgreements = SeedAgreement.Of(trained.Folders, work.Threads, stop),
        };
    }

    /// <summary>Goes on with a run and shows what came of it.</summary>
    public int Resume(RunFolder folder, CancellationToken stop)
    {
        using ProgressTalk talk = new(surroundings, 1);
        RunRecord record = new StudyRunner(Workplace(talk)).Resume(folder, stop);
        talk.End();
        return Show(new Trained(null, [folder], [record], [], []));
    }

    /// <summary>Prints the results and writes the reports.</summary>
    /// <returns>The exit code.</returns>
    public int Show(Trained trained)
    {
        if (!work.Json)
            WriteText(trained);
        string report = WriteReports(trained);
        if (work.Json)
            Json.Write(surroundings.Out, Document(trained, report));
        return CodeOf(trained, report);
    }

    /// <summary>One page for each run in its folder, and one for all of them. Where one cannot be written the
    /// results are shown all the same.</summary>
    /// <returns>Where the page for all lies; empty where there is none.</returns>
    public string WriteReports(Trained trained)
    {
        if (trained.Folders.Count == 0)
            return "";
        string all = Path.GetFullPath(
            work.Report.Length > 0 ? work.Report : Path.Combine(work.Root, "report.html"));
        try
        {
            (RunRecord, RunSection)[] runs = WritePages(trained);
            ReportModel model = RunReport.Of(runs, trained.Study?.Name ?? "", trained.Study?.Claim ?? "");
            AtomicText.Write(all, ReportPage.Render(model with
            {
                Claims = trained.Claims,
                Sweep = trained.Sweep,
                SeedAgreements = trained.SeedAgreements,
            }));
        }
        catch (SzilardException fault)
        {
            surroundings.Talk.WriteLine(fault.Message);
            return "";
        }
        surroundings.Talk.WriteLine($"Report: {all}");
        return all;
    }

    /// <summary>The pages of runs, as many at once as runs.</summary>
    /// <returns>What the page for all shows of them.</returns>
    private (RunRecord, RunSection)[] WritePages(Trained trained)
    {
        var runs = new (RunRecord, RunSection)[trained.Folders.Count];
        try
        {
            Parallel.For(0, runs.Length, new ParallelOptions { MaxDegreeOfParallelism = Together }, i =>
            {
                (RunFolder folder, RunRecord record) = (trained.Folders[i], trained.Records[i]);
                runs[i] = (record, RunReport.Section(folder, record));
                AtomicText.Write(folder.ReportPath, ReportPage.Render(RunReport.Of([runs[i]])));
            });
        }
        catch (AggregateException faults)
        {
            ExceptionDispatchInfo.Throw(faults.InnerException!);
        }
        return runs;
    }

    /// <summary>How runs that were stopped are gone on with, and what failed.</summary>
    /// <returns>The exit code.</returns>
    public int CodeOf(Trained trained, string report)
    {
        foreach (RunFolder folder in trained.Folders.Where(f => f.Record().State == RunState.Cancelled))
            surroundings.Talk.WriteLine(
                $"Stopped; go on with: {(GoesOn ? command : $"szilard resume {folder.Path}")}");
        foreach (string failure in trained.Failures)
            surroundings.Talk.WriteLine(failure);
        if (trained.IsCancelled)
            return ExitCode.Cancelled;
        if (!trained.Held)
            return ExitCode.ClaimFailed;
        return report.Length > 0 ? ExitCode.Done : ExitCode.Misuse;
    }

    private Workplace Workplace(ProgressTalk talk) => new(
        work.Root, work.Threads, Version, command, TimeProvider.System, talk.Tell,
        surroundings.Talk.WriteLine)
    {
        Together = Together,
        GoesOn = GoesOn,
    };

    private void WriteText(Trained trained)
    {
        if (trained.Sweep is { } sweep)
        {
            SweepTable.Write(surroundings, sweep);
        }
        else
        {
            RunTable.Write(surroundings, trained.Records);
            LedgerTable.Write(surroundings, trained.Records);
            surroundings.Out.WriteLine();
            RunTable.WriteVerdicts(surroundings.Out, trained.Records);
        }
        SeedAgreementTable.Write(surroundings, trained.SeedAgreements, trained.Records);
        if (trained.Claims.Count > 0)
            surroundings.Out.WriteLine();
        foreach (ClaimOutcome claim in trained.Claims)
            surroundings.Out.WriteLine(
                $"{(claim.Held ? "holds " : "FAILED")}  {claim.Sentence}: {claim.Measured}");
    }

    /// <summary>The runs as <c>runs export</c> gives them, with claims, grid and report.</summary>
    private static JsonNode Document(Trained trained, string report)
    {
        using MemoryStream runs = new();
        RunExport.Json(trained.Folders, runs);
        JsonNode document = JsonNode.Parse(runs.ToArray())!;
        document["claims"] = new JsonArray([.. trained.Claims.Select(c => new JsonObject
        {
            ["claim"] = c.Sentence,
            ["held"] = c.Held,
            ["measured"] = c.Measured,
        })]);
        if (trained.Sweep is { } sweep)
            document["sweep"] = SweepTable.Document(sweep);
        document["seed_agreement"] = SeedAgreementTable.Document(trained.SeedAgreements);
        document["report"] = report;
        return document;
    }
}
