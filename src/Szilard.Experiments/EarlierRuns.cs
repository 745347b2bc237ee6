using System.Text.Json.Nodes;
using Szilard.Experiments.Specification;
using Szilard.Parts;
using Szilard.Records;

namespace Szilard.Experiments;

/// <summary>The runs that lie under a root, by what they are: a sweep that is run again takes them
/// up.</summary>
internal sealed class EarlierRuns
{
    private readonly ILookup<(string Name, long Seed), RunFolder> _runs;

    private EarlierRuns(ILookup<(string Name, long Seed), RunFolder> runs) => _runs = runs;

    /// <summary>All that can be read under a root.</summary>
    public static EarlierRuns In(string root) => new(
        RunFolder.All(root).Select(folder => (Folder: folder, Record: Readable(folder)))
            .Where(r => r.Record is not null)
            .ToLookup(r => (r.Record!.Name, r.Record.Seed), r => r.Folder));

    /// <summary>The run of that specification, seed and data that went furthest: done before stopped. Null
    /// where there is none, or another process writes it.</summary>
    public RunFolder? Find(RunSpecification run, long seed, string data, TimeProvider time)
    {
        JsonObject wanted = StudyRunner.Specification(run, data);
        return _runs[(run.Name, seed)]
            .Select(folder => (Folder: folder, Record: folder.Record()))
            .Where(r => IsUseful(r.Folder, r.Record, time)
                && JsonNode.DeepEquals(JsonNode.Parse(r.Record.Specification.GetRawText()), wanted))
            .OrderByDescending(r => r.Record.State is RunState.Done or RunState.Diverged)
            .Select(r => r.Folder)
            .FirstOrDefault();
    }

    private static bool IsUseful(RunFolder folder, RunRecord record, TimeProvider time) => record.State switch
    {
        RunState.Done or RunState.Diverged or RunState.Cancelled => true,
        RunState.Running => folder.IsStale(record.State, time),
        _ => false,
    };

    private static RunRecord? Readable(RunFolder folder)
    {
        try
        {
            return folder.Record();
        }
        catch (SzilardException)
        {
            return null;
        }
    }
}
