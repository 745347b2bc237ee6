using Szilard.Experiments.Ledgers;
using Szilard.Experiments.Plans;
using Szilard.Experiments.Specification;
using Szilard.Experiments.Verdicts;
using Szilard.Learners.Encoders;
using Szilard.Learners.Energies;
using Szilard.Learners.Objectives;
using Szilard.Learners.Optimisers;
using Szilard.Learners.Thermodynamics;
using Szilard.Observables;
using Szilard.Parts;
using Szilard.Physics.Learning;
using Szilard.Physics.Synapses.Kernels;
using Szilard.Physics.Synapses.Nonlinearities;
using Szilard.Physics.Synapses.Protocols;
using Szilard.Worlds.Datasets;
using Szilard.Worlds.Generated;
using Szilard.Worlds.Latents;
using Szilard.Worlds.Views;

namespace Szilard.Experiments;

/// <summary>All parts of one sort, as <c>szilard list</c> shows them.</summary>
/// <param name="Name">In the plural: <c>objectives</c>.</param>
/// <param name="Cards">The parts.</param>
public sealed record Shelf(string Name, IReadOnlyList<PartCard> Cards);

/// <summary>Everything that can be named: what a study can say, and the parts on their shelves.</summary>
/// <param name="Form">What a study can say.</param>
/// <param name="Shelves">The parts by sort.</param>
public sealed record Laboratory(StudyForm Form, IReadOnlyList<Shelf> Shelves);

/// <summary>The one place where catalogues meet: a new catalogue is one line here.</summary>
public static class Catalogues
{
    private static readonly Shelf[] _shelves =
    [
        new("worlds", [.. GeneratedForm.All.Select(f => f.Card), .. DatasetFormat.All.Select(f => f.Card)]),
        new("views", [.. ViewForm.All.Select(f => f.Card)]),
        new("encoders", [.. EncoderDesign.Catalogue.Cards, .. BodyDesign.Catalogue.Cards]),
        new("bodies", [.. BodyDesign.Catalogue.Cards]),
        new("objectives", [.. Objective.Catalogue.Cards]),
        new("optimisers", [.. Optimiser.Catalogue.Cards]),
        new("meters", [.. Meters.All.Cards]),
        new("kernels", [.. Kernel.Catalogue.Cards]),
        new("protocols", [.. Protocol.Catalogue.Cards]),
        new("nonlinearities", [.. Nonlinearity.Catalogue.Cards]),
        new("rules", GradientSource.Cards),
    ];

    /// <summary>Readings that are taken beside the meters and that claims can speak about.</summary>
    public static IReadOnlyList<string> LossReadings { get; } =
        ["loss", "loss.excess", RunHistory.PlateauSince];

    /// <summary>The laboratory with all parts that exist.</summary>
    public static Laboratory Laboratory { get; } = new(
        new StudyForm(
            [
                new("world", "What is true, and what is seen of it.", Cards("worlds"), LatentWorld.Card.Name),
                new("views", "How it is looked at twice.", Cards("views"), RedrawViews.Card.Name),
                new("encoder", "What represents it.", Cards("encoders"), MlpDesign.Part.Card.Name),
                new("objective", "What is wanted of the representation.", Cards("objectives"),
                    InfoNce.Part.Card.Name),
                new("rule", "Where gradients come from.", Cards("rules"), GradientSource.Backpropagation.Name)
                    { MayBeAbsent = true },
                new("optimiser", "How parameters follow gradients.", Cards("optimisers"),
                    Adam.DecoupledPart.Card.Name),
                new("training", TrainingSettings.Card.Summary, [TrainingSettings.Card]),
                new("evaluation", EvaluationSettings.Card.Summary, [EvaluationSettings.Card]),
                new("ledger", LedgerSettings.Card.Summary, [LedgerSettings.Card]) { MayBeAbsent = true },
            ],
            [.. Cards("meters").Select(
                c => c.Name), .. LossReadings, .. BodyReadings.Names, .. EnergyReadings.Names, ToldHead.Accuracy,
                .. LedgerReadings.Names])
        {
            Families = [.. BodyReadings.Families, .. Meters.OfParts],
            Check = PlanCheck.Faults,
        },
        _shelves);

    private static IReadOnlyList<PartCard> Cards(string shelf) => _shelves.First(s => s.Name == shelf).Cards;
}
