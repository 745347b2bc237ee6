using Szilard.Experiments.Specification;
using Szilard.Learners.Encoders;
using Szilard.Learners.Objectives;
using Szilard.Parts;
using Szilard.Worlds.Latents;

namespace Szilard.Experiments.Plans;

/// <summary>What no section of a run sees alone.</summary>
internal static class PlanCheck
{
    public static IEnumerable<Fault> Faults(RunSpecification run)
    {
        Settings training = run.Settings("training");
        bool learns = training.Integer("steps") > 0 && run["encoder"].Kind != IdentityDesign.Part.Card.Name;
        return
        [
            .. World(run),
            .. GradientSource.Faults(run),
            .. Views(run),
            .. Kept(run),
            .. learns ? Batch(run, training.Integer("batch")) : [],
        ];
    }

    private static IEnumerable<Fault> World(RunSpecification run)
    {
        if (run["world"].Kind != LatentWorld.Card.Name)
            return [];
        Settings world = run.Settings("world");
        return LatentWorld.Check(world).Select(f => f with { Key = Under("world", f.Key) })
            .Concat(Targets(run, world.Integer("dimensions")));
    }

    /// <summary>In a latent world the targets are the latents themselves.</summary>
    private static IEnumerable<Fault> Targets(RunSpecification run, int latents)
    {
        if (run["objective"].Kind == SupervisedClassification.Part.Card.Name)
            yield return new Fault(
                "objective.kind",
                "`supervised-classification` needs classes, but the targets of a latent world are its "
                    + "latents; use `supervised-regression`.");
        if (ViewForm.Of(run["views"].Kind).GivesTargets
            && (GradientSource.IsBody(run) || run["encoder"].Kind == MlpDesign.Part.Card.Name)
            && run.Settings("encoder").Integer("outputs") is var outputs && outputs != 0
            && outputs != latents)
            yield return new Fault(
                "encoder.outputs",
                $"`outputs: {outputs}` cannot regress {latents} latents; give {latents}, or 0.");
    }

    private static IEnumerable<Fault> Views(RunSpecification run)
    {
        (string world, string objective) = (run["world"].Kind, run["objective"].Kind);
        ViewForm views = ViewForm.Of(run["views"].Kind);
        if (views.Refusal(world, ViewForm.Shown(world)) is { } refusal)
            yield return new Fault("views.kind", refusal);
        bool target = Objective.Catalogue.Get(objective).BuildDefault().RightIsTarget;
        if (target != views.GivesTargets)
        {
            yield return new Fault("views.kind", target
                ? $"`{objective}` needs targets: use `views: {{ kind: label }}`."
                : $"`{views.Card.Name}` views give targets, but `{objective}` compares two views; use a "
                    + "supervised objective.");
        }
    }

    /// <summary>Tables need a dataset, and what no gradient moves needs a network.</summary>
    private static IEnumerable<Fault> Kept(RunSpecification run)
    {
        (string name, Objective objective) =
            (run["objective"].Kind, Objective.Catalogue.Get(run["objective"].Kind).BuildDefault());
        if (objective.NeedsItems && run["world"].Kind == LatentWorld.Card.Name
            && run.Settings("world").Integer("samples") == 0)
            yield return new Fault(
                "objective.kind",
                $"`{name}` keeps a label for every item of the training set, but this world draws new ones "
                    + "without end; give `world.samples`, or use `swav`, which labels each batch anew.");
        if (objective.KeepsState && GradientSource.IsBody(run))
            yield return new Fault(
                "objective.kind",
                $"`{name}` keeps a teacher, a queue, a table or prototypes beside a network, which a body "
                    + "has not; use `nt-xent` or `simsiam`, or a network as encoder.");
    }

    private static IEnumerable<Fault> Batch(RunSpecification run, int batch)
    {
        string objective = run["objective"].Kind;
        if (batch == 1
            && objective is not (
                "simsiam" or "byol" or "moco-v2" or "supervised-regression" or "supervised-classification"))
            yield return new Fault(
                "training.batch", $"`batch: 1` leaves {objective} without other samples; use at least 2.");
        if (batch < 4 && run.Settings("objective").Card == Whitening.Part.Card
            && run.Settings("objective").Choice("estimator") == "split")
            yield return new Fault(
                "training.batch", $"`batch: {batch}` cannot be split into two covariances; use at least 4.");
        if (batch == 1 && EncoderDesign.Catalogue.Find(run["encoder"].Kind) is not null
            && run.Settings("encoder").Choice("normalisation") == "batch")
            yield return new Fault(
                "training.batch",
                "`batch: 1` leaves batch normalisation without a variance; use at least 2.");
    }

    private static string Under(string section, string key) =>
        key.StartsWith(section + ".", StringComparison.Ordinal) ? key : $"{section}.{key}";
}
