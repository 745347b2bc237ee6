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
    Action<string> Remark);

/// <summary>Runs every run of a study for every seed, several at once where there are threads for
/// it.</summary>
/// <param name="workplace">Where.</param>
public sealed class StudyRunner(Workplace workplace)
{
    private const string DataKey = "data";
    private const string RunKey = "run";

    /// <summary>Runs the study. Runs that a cancellation leaves unbegun have no folder.</summary>
    /// <returns>The folders of all runs that were begun, in the order of the study, seed by seed.</returns>
    /// <exception cref="SzilardException">A run failed; the others are kept.</exception>
    public IReadOnlyList<RunFolder> Run(Study study, CancellationToken stop)
    {
        (RunSpecification Run, long Seed)[] jobs =
            [.. from run in study.Runs from seed in study.Seeds select (run, seed)];
        var folders = new RunFolder?[jobs.Length];
        int degree = Math.Min(workplace.Threads, jobs.Length), even = jobs.Length - (jobs.Length % degree);
        Wave(0, even, degree);
        Wave(even, jobs.Length, jobs.Length - even);
        return [.. folders.OfType<RunFolder>()];

        void Wave(int start, int end, int together)
        {
            if (start >= end)
                return;
            int threads = Math.Max(1, workplace.Threads / together);
            InParallel(start, end, together, i =>
            {
                if (!stop.IsCancellationRequested)
                    folders[i] = Begin(jobs[i].Run, jobs[i].Seed, study.Data, threads, stop);
            });
        }
    }

    /// <summary>Takes one run up again.</summary>
    /// <exception cref="SzilardException">Another process writes it, it is done, or it cannot be
    /// read.</exception>
    public RunRecord Resume(RunFolder folder, CancellationToken stop)
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
        using RunPlan plan = RunPlan.Build(run, record.Seed, data, workplace.Threads);
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

    private RunFolder Begin(RunSpecification run, long seed, string data, int threads, CancellationToken stop)
    {
        using RunPlan plan = RunPlan.Build(run, seed, data, threads);
        JsonObject specification = new() { [DataKey] = data, [RunKey] = SpecificationJson.Write(run) };
        using var document = JsonDocument.Parse(specification.ToJsonString());
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
        List<Exception> failures = [];
        Thread[] threads = [.. Enumerable.Range(0, together).Select(_ => new Thread(Work))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        if (failures is [Exception only])
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(only);
        if (failures.Count > 1)
            throw new SzilardException(
                string.Join(Environment.NewLine, failures.Select(f => f.Message).Distinct()), failures[0]);

        void Work()
        {
            int i;
            while ((i = Interlocked.Increment(ref next)) < end)
            {
                try
                {
                    job(i);
                }
                catch (Exception failure)
                {
                    lock (failures)
                        failures.Add(failure);
                }
            }
        }
    }
}
