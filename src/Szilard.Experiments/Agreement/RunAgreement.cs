using Szilard.Experiments.Plans;
using Szilard.Experiments.Singular;
using Szilard.Experiments.Specification;
using Szilard.Observables.Agreement;
using Szilard.Parts;
using Szilard.Records;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Experiments.Agreement;

/// <summary>Statistical beside structural agreement of runs, each at the newest point that its folder holds,
/// all on the same test samples.</summary>
/// <param name="settings">Shuffles and level.</param>
/// <param name="scores">Scores to read.</param>
/// <param name="samples">Shared test samples.</param>
/// <param name="layers">Whether the maximum over layers is looked for.</param>
/// <param name="seed">Seed of samples and shuffles.</param>
/// <param name="threads">Threads; the result does not depend on them.</param>
public sealed class RunAgreement(
    AgreementSettings settings, IReadOnlyList<Part<AgreementScore>> scores, int samples, bool layers,
    long seed, int threads)
{
    /// <summary>The name under which the samples that models share are drawn from a seed.</summary>
    internal const string KeyName = "agreement";

    private const string World = "world";
    private const int MostSamples = 20_000;

    private sealed record Candidate(
        RunFolder Folder, string Name, RunSpecification Run, string Data, long Seed);

    /// <summary>Encodes and compares.</summary>
    /// <param name="folders">At least two runs in one world.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="SzilardException">One run alone, a run twice, different worlds or data, or a run that
    /// diverged or keeps no point.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public AgreementReport Of(IReadOnlyList<RunFolder> folders, CancellationToken stop)
    {
        settings.Checked();
        if (samples is < 16 or > MostSamples)
            throw new SzilardException($"{samples} samples are out of range; give 16 to {MostSamples}.");
        Candidate[] candidates = Candidates(folders);
        using Workers workers = new(threads);
        return AgreementAnalysis.Of(
            Seen(candidates, stop), scores, settings, Key.Split("shuffles"), workers, stop);
    }

    private RandomKey Key => RandomKey.FromSeed(seed).Split(KeyName);

    private List<AgreementSubject> Seen(Candidate[] candidates, CancellationToken stop)
    {
        List<AgreementSubject> subjects = [];
        SharedSamples? shared = null;
        foreach (Candidate candidate in candidates)
        {
            stop.ThrowIfCancellationRequested();
            (_, string path) = TrainedPoints.Of(candidate.Folder)[^1];
            using RunPlan plan = RunPlan.Build(candidate.Run, candidate.Seed, candidate.Data, threads);
            shared ??= SharedSamples.Of(plan.World, samples, Key);
            subjects.Add(shared.Seen(plan, TrainedPoints.ReadAny(plan, path), candidate.Name, layers));
        }
        return subjects;
    }

    private static Candidate[] Candidates(IReadOnlyList<RunFolder> folders)
    {
        if (folders.Select(f => f.Path).Distinct().Count() < folders.Count)
            throw new SzilardException("A run was named twice; it agrees with itself. Name each once.");
        if (folders.Count < 2)
            throw new SzilardException(
                "Agreement is between runs, but one alone was named; give at least two, such as two seeds of "
                + "a study.");
        Candidate[] candidates = [.. folders.Select(Read)];
        foreach (Candidate other in candidates.Skip(1))
            DemandSameWorld(candidates[0], other);
        ILookup<string, Candidate> names = candidates.ToLookup(c => c.Name);
        return
        [
            .. candidates.Select(c =>
                names[c.Name].Count() == 1 ? c : c with { Name = $"{c.Name} ({c.Folder.Name})" }),
        ];
    }

    private static Candidate Read(RunFolder folder)
    {
        RunRecord record = folder.Record();
        (RunSpecification run, string data) = StudyRunner.SpecificationOf(record);
        return new Candidate(folder, $"{record.Name} seed {record.Seed}", run, data, record.Seed);
    }

    private static void DemandSameWorld(Candidate first, Candidate other)
    {
        List<string> differing = [];
        (SectionSettings here, SectionSettings there) = (first.Run[World], other.Run[World]);
        if (first.Data != other.Data)
            differing.Add($"data `{first.Data}` and `{other.Data}`");
        if (here.Kind != there.Kind)
            differing.Add($"world.kind {here.Kind} and {there.Kind}");
        else
            differing.AddRange(
                from pair in here.Settings.Values.Zip(there.Settings.Values)
                let a = Text(pair.First.Value)
                let b = Text(pair.Second.Value)
                where a != b
                select $"world.{pair.First.Key} {a} and {b}");
        if (differing.Count > 0)
            throw new SzilardException(
                $"`{first.Folder.Name}` and `{other.Folder.Name}` saw different worlds: "
                + $"{string.Join(", ", differing)}. Agreement needs the same samples: compare runs of one "
                + "world, or encode the same observations with both and give the arrays: szilard similarity "
                + "--arrays a.npy b.npy");
    }

    private static string Text(object value) => value switch
    {
        double[] list => $"[{string.Join(", ", list.Select(v => Text(v)))}]",
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
