using Szilard.Experiments.Specification;
using Szilard.Learners.Objectives;
using Szilard.Parts;
using Szilard.Worlds.Latents;
using Szilard.Worlds.Views;

namespace Szilard.Experiments.Plans;

/// <summary>What no section of a run sees alone.</summary>
internal static class PlanCheck
{
    public static IEnumerable<Fault> Faults(RunSpecification run)
    {
        Settings training = run.Settings("training");
        bool learns = training.Integer("steps") > 0 && run["encoder"].Kind != "identity";
        return
        [
            .. World(run),
            .. Views(run),
            .. EvaluationSettings.Check(run.Settings("evaluation")),
            .. learns ? Batch(run, training.Integer("batch")) : [],
        ];
    }

    private static IEnumerable<Fault> World(RunSpecification run)
    {
        if (run["world"].Kind != LatentWorld.Card.Name)
            return [];
        Settings world = run.Settings("world");
        return LatentWorld.Check(world).Select(f => f with { Key = Under("world", f.Key) })
            .Concat(Overcomplete(run, world));
    }

    private static IEnumerable<Fault> Overcomplete(RunSpecification run, Settings world)
    {
        int latents = world.Integer("dimensions");
        if (run["views"].Kind == LabelViews.Card.Name && run["encoder"].Kind == "mlp"
            && run.Settings("encoder").Integer("outputs") is var outputs && outputs != 0
                && outputs != latents)
        {
            yield return new Fault(
                "encoder.outputs",
                $"`outputs: {outputs}` cannot regress {latents} latents; give {latents}, or 0.");
        }
    }

    private static IEnumerable<Fault> Views(RunSpecification run)
    {
        (string world, string views) = (run["world"].Kind, run["views"].Kind);
        bool latent = world == LatentWorld.Card.Name;
        if (!latent && views == RedrawViews.Card.Name)
            yield return new Fault(
                "views.kind",
                $"`redraw` needs known latents, but `{world}` has none; use `augment` for images or `jitter` "
                    + "for vectors.");
        if (latent && views == AugmentedViews.Card.Name)
            yield return new Fault(
                "views.kind",
                "`augment` needs images, but the latent world gives vectors; use `redraw` or `jitter`.");
        bool target = Objective.Catalogue.Get(run["objective"].Kind).BuildDefault().RightIsTarget;
        if (target != (views == LabelViews.Card.Name))
        {
            yield return new Fault("views.kind", target
                ? $"`{run["objective"].Kind}` needs targets: use `views: {{ kind: label }}`."
                : $"`label` views give targets, but `{run["objective"].Kind}` compares two views; "
                    + "use a supervised objective.");
        }
    }

    private static IEnumerable<Fault> Batch(RunSpecification run, int batch)
    {
        string objective = run["objective"].Kind;
        if (batch == 1
            && objective is not ("simsiam" or "supervised-regression" or "supervised-classification"))
            yield return new Fault(
                "training.batch", $"`batch: 1` leaves {objective} without other samples; use at least 2.");
        if (batch < 4 && run.Settings("objective").Card == Whitening.Part.Card
            && run.Settings("objective").Choice("estimator") == "split")
            yield return new Fault(
                "training.batch", $"`batch: {batch}` cannot be split into two covariances; use at least 4.");
        if (batch == 1 && run["encoder"].Kind != "identity"
            && run.Settings("encoder").Choice("normalisation") == "batch")
            yield return new Fault(
                "training.batch",
                "`batch: 1` leaves batch normalisation without a variance; use at least 2.");
    }

    private static string Under(string section, string key) =>
        key.StartsWith(section + ".", StringComparison.Ordinal) ? key : $"{section}.{key}";
}
