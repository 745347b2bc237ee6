using Szilard.Experiments.Plans;
using Szilard.Experiments.Specification;
using Szilard.Learners.Encoders;
using Szilard.Learners.Objectives;
using Szilard.Learners.Optimisers;
using Szilard.Observables;
using Szilard.Parts;
using Szilard.Worlds.Datasets;
using Szilard.Worlds.Latents;
using Szilard.Worlds.Views;

namespace Szilard.Experiments;

/// <summary>All that a study can be made of.</summary>
public static class Laboratory
{
    /// <summary>The worlds.</summary>
    public static IReadOnlyList<PartCard> Worlds { get; } = [LatentWorld.Card, .. DatasetFormat.All.Select(f => f.Card)];

    /// <summary>The ways to look twice.</summary>
    public static IReadOnlyList<PartCard> Views { get; } =
        [RedrawViews.Card, AugmentedViews.Card, VectorViews.Card, LabelViews.Card];

    /// <summary>The readings that are taken beside the meters.</summary>
    public static IReadOnlyList<string> LossReadings { get; } = ["loss", "loss.excess"];

    /// <summary>What a study file can say.</summary>
    public static StudyForm Form { get; } = new(
        [
            new StudySection("world", "What is true and what is seen of it.", Worlds, LatentWorld.Card.Name),
            new StudySection("views", "How it is looked at twice.", Views, RedrawViews.Card.Name),
            new StudySection("encoder", "What represents it.", [.. EncoderDesign.Catalogue.Cards], "mlp"),
            new StudySection("objective", "What is wanted of the representation.", [.. Objective.Catalogue.Cards], "info-nce"),
            new StudySection("optimiser", "How parameters follow gradients.", [.. Optimiser.Catalogue.Cards], "adamw"),
            new StudySection("training", TrainingSettings.Card.Summary, [TrainingSettings.Card]),
            new StudySection("evaluation", EvaluationSettings.Card.Summary, [EvaluationSettings.Card]),
        ],
        [.. Meters.All.Cards.Select(c => c.Name), .. LossReadings])
    {
        Check = PlanCheck.Faults,
    };
}
