using Szilard.Experiments.Specification;
using Szilard.Learners.Encoders;
using Szilard.Learners.Objectives;
using Szilard.Parts;
using Szilard.Worlds.Generated;
using Szilard.Worlds.Latents;
using Szilard.Worlds.Views;

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
            .. Told(run),
            .. Turned(run),
            .. Reached(run),
            .. Layer(run),
            .. EnergyCheck.Faults(run),
            .. learns ? Batch(run, training.Integer("batch")) : [],
        ];
    }

    /// <summary>Only a network has layers to look at.</summary>
    private static IEnumerable<Fault> Layer(RunSpecification run)
    {
        if (run.Settings("evaluation").Integer("layer") != 0
            && (GradientSource.IsBody(run) || run["encoder"].Kind == IdentityDesign.Part.Card.Name))
            yield return new Fault(
                "evaluation.layer", $"`{run["encoder"].Kind}` has no layers to look at; leave `layer` at 0.");
    }

    private static IEnumerable<Fault> World(RunSpecification run)
    {
        if (GeneratedForm.Find(run["world"].Kind) is not { } form)
            return [];
        Settings world = run.Settings("world");
        IEnumerable<Fault> faults = form.Card == LatentWorld.Card ? LatentWorld.Check(world) : [];
        return faults.Select(f => f with { Key = Under("world", f.Key) })
            .Concat(form.NeedsData ? [] : Targets(run, form.Latents(world), form.Classes(world)));
    }

    /// <summary>In a generated world the targets are the latents themselves, or its classes where the views
    /// say so.</summary>
    private static IEnumerable<Fault> Targets(RunSpecification run, int latents, int classes)
    {
        ViewForm views = ViewForm.Of(run["views"].Kind);
        bool told = views.GivesTargets && LabelViews.Target(run.Settings("views")) == true;
        if (told && classes == 0)
            yield return new Fault(
                "views.target", $"`target: classes` needs classes, but `{run["world"].Kind}` has none; use "
                + "latents.");
        if (run["objective"].Kind == SupervisedClassification.Part.Card.Name && !told)
            yield return new Fault(
                "objective.kind",
                "`supervised-classification` needs classes, but the targets of a generated world are its "
                    + "latents; use `supervised-regression`"
                    + (classes > 0 ? ", or `views: { kind: label, target: classes }`." : "."));
        int targets = told ? classes : latents;
        if (views.GivesTargets && targets > 0
            && (GradientSource.IsBody(run) || run["encoder"].Kind == MlpDesign.Part.Card.Name)
            && run.Settings("encoder").Integer("outputs") is var outputs && outputs != 0
            && outputs != targets)
            yield return new Fault(
                "encoder.outputs",
                $"`outputs: {outputs}` cannot {(told ? "tell" : "regress")} {targets} "
                    + $"{(told ? "classes" : "latents")}; give {targets}, or 0.");
    }

    private static IEnumerable<Fault> Views(RunSpecification run)
    {
        (string world, string objective) = (run["world"].Kind, run["objective"].Kind);
        ViewForm views = ViewForm.Of(run["views"].Kind);
        if (views.Refusal(world, ViewForm.Shown(world)) is { } refusal)
            yield return new Fault("views.kind", refusal);
        bool target = Objective.Catalogue.Get(objective).Build(run.Settings("objective")).RightIsTarget;
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
        if (objective.NeedsItems && GeneratedForm.Find(run["world"].Kind) is { } form
            && !form.HasItems(run.Settings("world")))
        {
            string remedy = form.Card == LatentWorld.Card ? "give `world.samples`" : "use `clusters` or a "
                + "dataset";
            yield return new Fault(
                "objective.kind",
                $"`{name}` keeps a label for every item of the training set, but this world draws new ones "
                    + $"without end; {remedy}, or use `swav`, which labels each batch anew.");
        }
        if (objective.KeepsState && GradientSource.IsBody(run))
            yield return new Fault(
                "objective.kind",
                $"`{name}` keeps a teacher, a queue, a table or prototypes beside a network, which a body "
                    + "has not; use `nt-xent` or `simsiam`, or a network as encoder.");
    }

    /// <summary>A head that predicts what changed must be told what changed.</summary>
    private static IEnumerable<Fault> Told(RunSpecification run)
    {
        (string views, string objective) = (run["views"].Kind, run["objective"].Kind);
        if (!ViewForm.Of(views).TellsActions
            && Objective.Catalogue.Get(objective).Build(run.Settings("objective")).NeedsActions)
            yield return new Fault(
                "views.kind",
                $"`{objective}` predicts what changed between two views, but `{views}` views do not tell; "
                    + $"use `{RedrawViews.Card.Name}` or `{AugmentedViews.Card.Name}`, or "
                    + "`objective.weight: 0`.");
    }

    /// <summary>Who counts reachable candidates alone must be told which are.</summary>
    private static IEnumerable<Fault> Reached(RunSpecification run)
    {
        if (!Objective.Catalogue.Get(run["objective"].Kind).Build(run.Settings("objective")).NeedsReach)
            yield break;
        if (GradientSource.IsBody(run))
            yield return new Fault(
                "objective.support", "`support: reachable` is told to networks, not to bodies; use "
                    + "`support: all`.");
        if (run["views"].Kind != RedrawViews.Card.Name)
            yield return new Fault(
                "views.kind", $"`support: reachable` asks what the world's own pairs can reach, but `"
                    + $"{run["views"].Kind}` views have another law; use `{RedrawViews.Card.Name}`.");
        if (GeneratedForm.Find(run["world"].Kind)?.TellsReach(run.Settings("world")) != true)
            yield return new Fault(
                "objective.support", "`support: reachable` needs pairs that are cut off but still reach some "
                    + "other samples: `latent` with a `cone`, or a `reach` on `space: real` or box, between "
                    + "an anchor and its child. Of latents that do not move no other sample is reachable, "
                    + "and where everything is, `support: all` is the same.");
    }

    /// <summary>A head that predicts a turn must be shown one, and only pictures are turned.</summary>
    private static IEnumerable<Fault> Turned(RunSpecification run)
    {
        (string world, string objective) = (run["world"].Kind, run["objective"].Kind);
        bool augments = run["views"].Kind == AugmentedViews.Card.Name;
        if (!Objective.Catalogue.Get(objective).Build(run.Settings("objective")).NeedsTurns
            || (augments && run.Settings("views").Flag(AugmentedViews.TurnsKey)))
            yield break;
        string needs = $"`{objective}` predicts by how many quarters a picture was turned, but ";
        yield return !ViewForm.Shown(world).HasFlag(Sight.Images)
            ? new Fault(
                "objective.kind", $"{needs}`{world}` shows vectors; use a world of pictures, or `s-tec`.")
            : new Fault(
                augments ? $"views.{AugmentedViews.TurnsKey}" : "views.kind",
                $"{needs}these views turn none; use `views: {{ kind: {AugmentedViews.Card.Name}, "
                    + $"{AugmentedViews.TurnsKey}: true }}`, or `objective.weight: 0`.");
    }

    private static IEnumerable<Fault> Batch(RunSpecification run, int batch)
    {
        string objective = run["objective"].Kind;
        if (batch == 1
            && objective is not (
                "simsiam" or "byol" or "moco-v2" or "diet" or "contrastive-divergence" or "jem"
                or "supervised-regression" or "supervised-classification"))
            yield return new Fault(
                "training.batch", $"`batch: 1` leaves {objective} without other samples; use at least 2.");
        if (batch < 4 && run.Settings("objective").Card == Whitening.Part.Card
            && run.Settings("objective").Choice("estimator") == "split")
            yield return new Fault(
                "training.batch", $"`batch: {batch}` cannot be split into two covariances; use at least 4.");
        if (batch == 1 && EnergyCheck.Normalises(run.Settings("encoder"), "normalisation"))
            yield return new Fault(
                "training.batch",
                "`batch: 1` leaves batch normalisation without a variance; use at least 2.");
    }

    private static string Under(string section, string key) =>
        key.StartsWith(section + ".", StringComparison.Ordinal) ? key : $"{section}.{key}";
}
