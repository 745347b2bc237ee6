using Szilard.Experiments.Plans;
using Szilard.Experiments.Singular;
using Szilard.Experiments.Specification;
using Szilard.Learners;
using Szilard.Observables.Conditionals;
using Szilard.Parts;
using Szilard.Records;
using Szilard.Tensors;
using Szilard.Worlds;
using Szilard.Worlds.Latents;

namespace Szilard.Experiments.Conditionals;

/// <summary>The conditional that a run's representation shows, beside that of its world: which pairs it was
/// taught.</summary>
/// <param name="Inferred">In representation space, after the affine map to the latents where those are
/// known.</param>
/// <param name="OfLatents">The same read off the latents themselves, what the instrument finds in the truth;
/// null where the latents, or the children's, are not known.</param>
/// <param name="Facts">The world's own words; null for a dataset.</param>
/// <param name="Step">Steps that the run had taken.</param>
public sealed record RunConditional(
    ConditionalInference Inferred, ConditionalInference? OfLatents, WorldFacts? Facts, long Step)
{
    /// <summary>Reads the newest point that the folder holds on fresh test pairs: the left side as it is, the
    /// right side redrawn.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="pairs">How many pairs.</param>
    /// <param name="threads">Threads; the result does not depend on it.</param>
    /// <exception cref="SzilardException">The run diverged, keeps no point, has no views, or its
    /// representation is degenerate.</exception>
    public static RunConditional Of(RunFolder folder, int pairs, int threads)
    {
        (long step, string path) = TrainedPoints.Of(folder)[^1];
        RunRecord record = folder.Record();
        (RunSpecification run, string data) = StudyRunner.SpecificationOf(record);
        using RunPlan plan = RunPlan.Build(run, record.Seed, data, threads);
        if (plan.HasTargets)
            throw new SzilardException(
                $"`{folder.Name}` was taught targets; without two views there is no conditional.");
        LearnerState state = TrainedPoints.Read(plan, path);
        RandomKey key = plan.Key.Split("conditional");
        Situations sample = plan.World.Sample(pairs, Split.Test, key);
        Matrix anchors = plan.Learner.Encode(state, plan.Views.Plain(sample)).ToMatrix();
        Matrix children = plan.Learner.Encode(
            state, plan.Views.Show(sample, key.Split("views")).Right).ToMatrix();
        PairSample seen = sample.Latents is { } latents
            ? PairSample.Mapped(anchors, children, latents) : PairSample.Of(anchors, children);
        return new RunConditional(
            ConditionalInference.Of(seen, key.Split("inference")), Truth(plan, sample, key), plan.Facts,
            step);
    }

    private static ConditionalInference? Truth(RunPlan plan, Situations sample, RandomKey key) =>
        plan.World is LatentWorld world && sample.Latents is { } latents
            ? ConditionalInference.Of(
                PairSample.Of(latents, world.Pair(latents, key.Split("views")).Right), key.Split("inference"))
            : null;
}
