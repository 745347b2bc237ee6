using Szilard.Experiments.Plans;
using Szilard.Learners;
using Szilard.Parts;
using Szilard.Records;

namespace Szilard.Experiments.Singular;

/// <summary>The points of a run's training that its folder still holds: snapshots, and the newest
/// checkpoints.</summary>
public static class TrainedPoints
{
    /// <summary>Steps and files, in order of steps, a step once.</summary>
    /// <param name="folder">The run.</param>
    /// <exception cref="SzilardException">It diverged, or it keeps none.</exception>
    public static IReadOnlyList<(long Step, string Path)> Of(RunFolder folder)
    {
        if (folder.Record() is { State: RunState.Diverged } diverged)
            throw new SzilardException(
                $"`{folder.Name}` diverged: {diverged.Verdict?.Evidence} It has no minimum to look at; start "
                    + "a new run with a lower `optimiser.rate`.");
        (long, string)[] kept =
        [
            .. folder.Snapshots().Concat(folder.Checkpoints().Select(c => (c.Step, Path: folder.DataOf(c))))
                .Where(p => File.Exists(p.Path)).DistinctBy(p => p.Step).OrderBy(p => p.Step),
        ];
        return kept.Length > 0
            ? kept
            : throw new SzilardException(
                $"`{folder.Name}` has no checkpoint: it was stopped before its first, or they were deleted. "
                    + "Run it again, with `training.snapshots` to see its course.");
    }

    /// <summary>The network as it was at a point.</summary>
    /// <param name="plan">The run's parts.</param>
    /// <param name="path">A snapshot or a checkpoint.</param>
    /// <exception cref="SzilardException">The run has no network, or the file is of another one.</exception>
    public static NeuralState Read(RunPlan plan, string path)
    {
        if (ReadAny(plan, path) is not NeuralState state)
            throw new SzilardException(
                $"`{plan.Specification["encoder"].Kind}` is a body that relaxes; learning coefficients are "
                + "of networks, whose loss is a function of weights.");
        return state.Trainable.Any()
            ? state
            : throw new SzilardException(
                $"`{plan.Specification.Name}` has nothing that learns, so that its loss has no "
                + "singularities.");
    }

    /// <summary>Any learner, network or body, as it was at a point.</summary>
    /// <param name="plan">The run's parts.</param>
    /// <param name="path">A snapshot or a checkpoint.</param>
    /// <exception cref="SzilardException">The file is of another learner.</exception>
    public static LearnerState ReadAny(RunPlan plan, string path)
    {
        LearnerState fresh = plan.Learner.Begin(plan.World.ObservationShape, plan.Key.Split("learner"));
        RunCheckpoint kept = RunCheckpoint.Read(path);
        Dictionary<string, StateArray> byName = kept.Arrays.ToDictionary(a => a.Name);
        StateArray[] whole =
            [.. plan.Learner.Save(fresh).Select(a => byName.Remove(a.Name, out var k) ? k : a)];
        return plan.Learner.Load(fresh, kept.Step, [.. whole, .. byName.Values]);
    }
}
