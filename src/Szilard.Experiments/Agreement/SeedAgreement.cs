using System.Numerics.Tensors;
using Szilard.Experiments.Plans;
using Szilard.Experiments.Singular;
using Szilard.Experiments.Specification;
using Szilard.Observables.Agreement;
using Szilard.Parts;
using Szilard.Records;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Experiments.Agreement;

/// <summary>Statistical identifiability of one run: how far its seeds represent the same samples alike, up to
/// an affine map, whatever the truth.</summary>
/// <param name="Run">The run.</param>
/// <param name="Seeds">Its finished seeds.</param>
/// <param name="Scores">R² of each pair of seeds, their mean squared canonical correlation; none where there
/// is a remark.</param>
/// <param name="Chance">What representations that share nothing read on average: max(p, q)/(n − 1).</param>
/// <param name="Remark">Why there is no score; empty where there is one.</param>
/// <remarks>Nelson, Fumero, Karaletsos, Locatello 2026, arXiv:2603.11970. Each seed is asked again about
/// <see cref="Samples"/> test samples that all seeds share, as <c>szilard similarity --meters cca.r2</c> does;
/// the representation that a run folder keeps is of samples of its own.</remarks>
public sealed record SeedAgreement(
    string Run, int Seeds, IReadOnlyList<double> Scores, double Chance, string Remark)
{
    /// <summary>Test samples that the seeds share.</summary>
    public const int Samples = 1000;

    private const long SampleSeed = 1;

    private sealed record Shown(double[] Scores, double Chance);

    /// <summary>Mean over the pairs; NaN where there is none.</summary>
    public double Mean => Scores.Count == 0 ? double.NaN : Scores.Average();

    /// <summary>The agreement of every run with two finished seeds or more.</summary>
    /// <param name="folders">Runs, those of one name being seeds of one another.</param>
    /// <param name="threads">Threads, one run each at a time; the result does not depend on them.</param>
    /// <param name="stop">Ends it early, without what is not done.</param>
    public static IReadOnlyList<SeedAgreement> Of(
        IReadOnlyList<RunFolder> folders, int threads, CancellationToken stop)
    {
        (string Name, (RunFolder Folder, RunRecord Record)[] Seeds)[] runs =
        [
            .. folders.Select(f => (Folder: f, Record: f.Record()))
                .Where(r => r.Record.State == RunState.Done)
                .GroupBy(r => r.Record.Name).Select(g => (g.Key, g.ToArray())).Where(g => g.Item2.Length > 1),
        ];
        var found = new SeedAgreement?[runs.Length];
        using Workers workers = new(threads);
        workers.Run(runs.Length, i =>
        {
            if (!stop.IsCancellationRequested)
                found[i] = OfRun(runs[i].Name, runs[i].Seeds);
        });
        return [.. found.OfType<SeedAgreement>()];
    }

    private static SeedAgreement OfRun(string name, (RunFolder Folder, RunRecord Record)[] seeds)
    {
        try
        {
            if (seeds.Select(s => s.Record.Specification.GetRawText()).Distinct().Count() > 1)
                throw new SzilardException("Runs of this name differ in more than their seed.");
            Shown shown = Compare([.. Arrays(seeds)]);
            return new(name, seeds.Length, shown.Scores, shown.Chance, "");
        }
        catch (SzilardException obstacle)
        {
            return new(name, seeds.Length, [], double.NaN, obstacle.Message);
        }
    }

    /// <summary>What each seed makes of the shared samples, at the layer that the study judges.</summary>
    private static IEnumerable<Matrix> Arrays((RunFolder Folder, RunRecord Record)[] seeds)
    {
        SharedSamples? shared = null;
        foreach ((RunFolder folder, RunRecord record) in seeds)
        {
            (RunSpecification run, string data) = StudyRunner.SpecificationOf(record);
            using RunPlan plan = RunPlan.Build(run, record.Seed, data, threads: 1);
            shared ??= SharedSamples.Of(
                plan.World, Samples, RandomKey.FromSeed(SampleSeed).Split(RunAgreement.KeyName));
            (_, string path) = TrainedPoints.Of(folder)[^1];
            yield return plan.Learner.EncodeLayer(
                TrainedPoints.ReadAny(plan, path), plan.Views.Plain(shared.Situations),
                plan.Evaluation.Layer).ToMatrix();
        }
    }

    private static Shown Compare(Matrix[] arrays)
    {
        using Workers workers = new(1);
        if (Array.Exists(arrays, a => !TensorPrimitives.IsFiniteAll<double>(a.Values)))
            throw new SzilardException("A representation is not finite.");
        AgreementScore score = AgreementScores.All.Get("cca.r2").BuildDefault();
        if (score.Obstacle(arrays[0], arrays[1]) is { } obstacle)
            throw new SzilardException(obstacle);
        IPreparedArray[] ready = [.. arrays.Select(a => score.Prepare(a, workers))];
        int[] order = [.. Enumerable.Range(0, arrays[0].Rows)];
        double[] scores =
        [
            .. from second in Enumerable.Range(1, ready.Length - 1)
               from first in Enumerable.Range(0, second)
               select ready[first].With(ready[second], order),
        ];
        return Array.Exists(scores, double.IsNaN)
            ? throw new SzilardException("A representation is constant.")
            : new Shown(scores, (double)arrays[0].Columns / (arrays[0].Rows - 1));
    }
}
