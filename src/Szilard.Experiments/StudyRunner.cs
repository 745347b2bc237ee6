using System.Runtime.ExceptionServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Szilard.Experiments.Plans;
using Szilard.Experiments.Specification;
using Szilard.Parts;
using Szilard.Records;

namespace Szilard.Experiments;

/// <summary>Where a study is run and who is told.</summary>
/// <param name="Root">Folder of all runs.</param>
/// <param name="Threads">Threads that may work at once; results do not depend on it.</param>
/// <param name="Version">Version of the program, for the record.</param>
/// <param name="Command">The command that repeats the study, for the record.</param>
/// <param name="Time">The clock.</param>
/// <param name="Tell">Told of every step; called from several threads.</param>
/// <param name="Remark">Told of what is unusual.</param>
public sealed record Workplace(
    string Root, int Threads, string Version, string Command, TimeProvider Time, Action<RunProgress> Tell,
    Action<string> Remark)
{
    /// <summary>How many runs go on at once at most; default: one per thread.</summary>
    public int Together { get; init; } = Threads;

    /// <summary>True where runs that lie in the root are taken as they are, and gone on with where they were
    /// stopped; default: every run begins anew.</summary>
    public bool GoesOn { get; init; }
}

/// <summary>What came of running a study.</summary>
/// <param name="Folders">The folders of all runs that were begun, in the order of the study, seed by
/// seed.</param>
/// <param name="Failures">What the runs said that failed, with their names.</param>
public sealed record StudyOutcome(IReadOnlyList<RunFolder> Folders, IReadOnlyList<string> Failures);

/// <summary>Runs every run of a study for every seed, several at once where there are threads for
/// it.</summary>
/// <param name="workplace">Where.</param>
public sealed class StudyRunner(Workplace workplace)
{
    private const string DataKey = "data";
    private const string RunKey = "run";

    /// <summary>Runs the study. Runs that a cancellation leaves unbegun have no folder.</summary>
    /// <returns>The folders of all runs that were begun, in the order of the study, seed by seed.</returns>
    /// <exception cref="SzilardException">Runs failed; the others are kept. A failure that is a defect of the
    /// program is thrown as it came.</exception>
    public IReadOnlyList<RunFolder> Run(Study study, CancellationToken stop)
    {
        (RunFolder?[] folders, IReadOnlyList<(int Job, Exception Cause)> failures) = RunAll(study, stop);
        if (failures.Count == 0)
            return [.. folders.OfType<RunFolder>()];
        Exception first = failures[0].Cause;
        Exception? defect = failures.Select(f => f.Cause).FirstOrDefault(
            cause => cause is not SzilardException);
        if (defect is not null || failures.Count == 1)
            ExceptionDispatchInfo.Throw(defect ?? first);
        throw new SzilardException(
            string.Join(Environment.NewLine, failures.Select(f => f.Cause.Message).Distinct()), first);
    }

    /// <summary>Runs the study to its end whatever becomes of single runs. A failure that is a defect of the
    /// program is told with its trace.</summary>
    public StudyOutcome RunThrough(Study study, CancellationToken stop)
    {
        (RunFolder?[] folders, IReadOnlyList<(int Job, Exception Cause)> failures) = RunAll(study, stop);
        return new StudyOutcome(
            [.. folders.OfType<RunFolder>()],
            [.. failures.Select(f =>
                $"{study.Cells[f.Job / study.Seeds.Count].Run.Name} (seed "
                    + $"{study.Seeds[f.Job % study.Seeds.Count]}): "
                + (f.Cause is SzilardException ? f.Cause.Message : f.Cause.ToString()))]);
    }

    private (RunFolder?[] Folders, IReadOnlyList<(int Job, Exception Cause)> Failures) RunAll(
        Study study, CancellationToken stop)
    {
        (RunSpecification Run, long Seed)[] jobs =
            [.. from run in study.Runs from seed in study.Seeds select (run, seed)];
        var folders = new RunFolder?[jobs.Length];
        List<(int, Exception)> failures = [];
        EarlierRuns? earlier = workplace.GoesOn ? EarlierRuns.In(workplace.Root) : null;
        int degree = Math.Min(workplace.Together, jobs.Length), even = jobs.Length - (jobs.Length % degree);
        Wave(0, even, degree);
        Wave(even, jobs.Length, jobs.Length - even);
        return (folders, [.. failures.OrderBy(f => f.Item1)]);

        void Wave(int start, int end, int together)
        {
            if (start >= end)
                return;
            int threads = Math.Max(1, workplace.Threads / together);
            InParallel(start, end, together, i =>
            {
                try
                {
                    if (!stop.IsCancellationRequested)
                        folders[i] = Take(jobs[i].Run, jobs[i].Seed, study.Data, threads, earlier, stop);
                }
                catch (Exception failure)
                {
                    lock (failures)
                        failures.Add((i, failure));
                }
            });
        }
    }

    /// <summary>A run of before, gone on with where it was stopped; else a new one.</summary>
    private RunFolder Take(
        RunSpecification run, long seed, string data, int threads, EarlierRuns? earlier,
        CancellationToken stop)
    {
        if (earlier?.Find(run, seed, data, workplace.Time) is not { } folder)
            return Begin(run, seed, data, threads, stop);
        if (folder.Record().State is not (RunState.Done or RunState.Diverged))
            Resume(folder, threads, stop);
        return folder;
    }

    /// <summary>Takes one run up again.</summary>
    /// <exception cref="SzilardException">Another process writes it, it is done, or it cannot be
    /// read.</exception>
    public RunRecord Resume(RunFolder folder, CancellationToken stop) =>
        Resume(folder, workplace.Threads, stop);

    private RunRecord Resume(RunFolder folder, int threads, CancellationToken stop)
    {
        RunRecord record = folder.Record();
        if (record.State == RunState.Diverged)
        {
            throw new SzilardException(
                $"`{folder.Name}` diverged: {record.Verdict?.Evidence} Resumed, it would do so again, bit "
                    + "for bit; start a new run with a lower `optimiser.rate`.");
        }
        if (record.State == RunState.Done)
            throw new SzilardException(
                $"`{folder.Name}` is done; there is nothing to resume. Start a new run for more steps.");
        (RunSpecification run, string data) = SpecificationOf(record);
        using RunPlan plan = RunPlan.Build(run, record.Seed, data, threads);
        using RunWriter writer = folder.Write(workplace.Time);
        return Guarded(
            writer, () => new Experiment(plan, writer, workplace.Tell).Resume(workplace.Remark, stop));
    }

    /// <summary>What a folder's specification says of its parts and data.</summary>
    public static (RunSpecification Run, string Data) SpecificationOf(RunRecord record)
    {
        JsonNode specification = JsonNode.Parse(record.Specification.GetRawText())!;
        return (
            SpecificationJson.Read(specification[RunKey], Catalogues.Laboratory.Form),
            (string?)specification[DataKey] ?? "");
    }

    /// <summary>What a record keeps of a run and its data.</summary>
    internal static JsonObject Specification(RunSpecification run, string data) =>
        new() { [DataKey] = data, [RunKey] = SpecificationJson.Write(run) };

    private RunFolder Begin(RunSpecification run, long seed, string data, int threads, CancellationToken stop)
    {
        using RunPlan plan = RunPlan.Build(run, seed, data, threads);
        using var document = JsonDocument.Parse(Specification(run, data).ToJsonString());
        RunStart start = new(
            run.Name, run["world"].Kind, run["objective"].Kind, seed, document.RootElement.Clone(),
            HostFacts.Here(workplace.Version))
        {
            Command = workplace.Command,
            Remarks = plan.Remarks,
        };
        using RunWriter writer = RunFolder.Create(workplace.Root, start, workplace.Time);
        Guarded(writer, () => new Experiment(plan, writer, workplace.Tell).Begin(stop));
        return writer.Folder;
    }

    /// <summary>A run that fails says so in its folder, as far as the disk lets it.</summary>
    private static RunRecord Guarded(RunWriter writer, Func<RunRecord> run)
    {
        try
        {
            return run();
        }
        catch (SzilardException failure)
        {
            try
            {
                writer.Finish(RunState.Failed, [], message: failure.Message);
            }
            catch (SzilardException)
            {
                // The disk that made it fail may not take this either; the first message helps.
            }
            throw;
        }
    }

    private static void InParallel(int start, int end, int together, Action<int> job)
    {
        int next = start - 1;
        Thread[] threads = [.. Enumerable.Range(0, together).Select(_ => new Thread(Work))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();

        void Work()
        {
            int i;
            while ((i = Interlocked.Increment(ref next)) < end)
                job(i);
        }
    }
}
