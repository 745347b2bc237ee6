using Szilard.Experiments.Specification;
using Szilard.Learners.Encoders;
using Szilard.Learners.Objectives;
using Szilard.Parts;
using Szilard.Worlds.Latents;

namespace Szilard.Experiments.Plans;

/// <summary>What a run of an energy model needs of its other sections.</summary>
internal static class EnergyCheck
{
    /// <summary>The machine belongs to its objective and to no other; energies are those of single samples;
    /// chains follow the weights themselves.</summary>
    public static IEnumerable<Fault> Faults(RunSpecification run)
    {
        (string objective, string encoder) = (run["objective"].Kind, run["encoder"].Kind);
        if (objective != MachineLikelihood.Part.Card.Name && objective != JointEnergy.Part.Card.Name)
            return [];
        return
        [
            .. Encoder(objective, encoder), .. Batches(run.Settings("encoder")), .. Averages(run, objective),
            .. Labels(run, objective),
        ];
    }

    /// <summary>True where an encoder has that normalisation, over the batch.</summary>
    public static bool Normalises(Settings encoder, string key) =>
        encoder.Card.Parameters.Any(p => p.Name == key) && encoder.Choice(key) == "batch";

    private static IEnumerable<Fault> Encoder(string objective, string encoder)
    {
        bool machine = objective == MachineLikelihood.Part.Card.Name,
            rbm = encoder == RbmDesign.Part.Card.Name;
        if (machine != rbm && encoder != IdentityDesign.Part.Card.Name)
            yield return new Fault("encoder.kind", machine
                ? $"`{objective}` learns a restricted Boltzmann machine, not `{encoder}`; use `encoder: {{ "
                    + "kind: rbm }}`."
                : $"`{objective}` learns a network; use `mlp` or `convolutional`, or `objective: {{ kind: "
                    + "contrastive-divergence }`.");
    }

    private static IEnumerable<Fault> Batches(Settings encoder) =>
        from key in (string[])["normalisation", "projector_normalisation"]
        where Normalises(encoder, key)
        select new Fault(
            $"encoder.{key}",
            $"`{key}: batch` makes the energy of one sample depend on the others; use `layer` or `none`.");

    private static IEnumerable<Fault> Averages(RunSpecification run, string objective)
    {
        if (run.Settings("training").Number("averaging") is > 0 and var averaging)
            yield return new Fault(
                "training.averaging",
                $"`averaging: {averaging}` keeps a second copy of the weights, which the chains of "
                    + $"`{objective}` do not follow; give 0.");
    }

    private static IEnumerable<Fault> Labels(RunSpecification run, string objective)
    {
        if (objective == JointEnergy.Part.Card.Name && run["world"].Kind == LatentWorld.Card.Name
            && run.Settings("objective").Choice("labels") == "given")
            yield return new Fault(
                "objective.labels",
                "`labels: given` needs classes, but a latent world has none; use a dataset, or `labels: "
                    + "none`.");
    }
}
