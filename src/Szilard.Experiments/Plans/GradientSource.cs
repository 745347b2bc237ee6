using Szilard.Experiments.Specification;
using Szilard.Learners.Encoders;
using Szilard.Learners.Optimisers;
using Szilard.Parts;
using Szilard.Physics.Learning;
using Szilard.Physics.Rules;

namespace Szilard.Experiments.Plans;

/// <summary>Where gradients come from: networks pass errors back, bodies have rules.</summary>
internal static class GradientSource
{
    /// <summary>What networks do.</summary>
    public static PartCard Backpropagation { get; } = new(
        "backpropagation", "Networks: the gradient by reverse differentiation.",
        "Rumelhart, Hinton, Williams, Learning representations by back-propagating errors, Nature 1986")
    {
        Formula = "dL/dθ",
        Convention = "bodies cannot; they take one of the other rules",
    };

    /// <summary>All that a study can name.</summary>
    public static IReadOnlyList<PartCard> Cards { get; } = [Backpropagation, .. Rule.Catalogue.Cards];

    /// <summary>True where a body encodes, not a network.</summary>
    public static bool IsBody(RunSpecification run) =>
        BodyDesign.Catalogue.Find(run["encoder"].Kind) is not null;

    /// <summary>Bodies without a rule, networks with one, and what bodies have not.</summary>
    public static IEnumerable<Fault> Faults(RunSpecification run)
    {
        (string encoder, string rule) = (run["encoder"].Kind, run["rule"].Kind);
        bool passesBack = rule == Backpropagation.Name;
        if (IsBody(run) && passesBack)
            yield return new Fault(
                "rule.kind",
                $"`{encoder}` is a body, through which nothing is passed back; give it a rule, as `rule: {{ "
                    + $"kind: {EquilibriumPropagation.Part.Card.Name} }}`.");
        if (!IsBody(run) && !passesBack && encoder != IdentityDesign.Part.Card.Name)
            yield return new Fault(
                "rule.kind",
                $"`{rule}` moves the synapses of a body, but `{encoder}` is a network; use `rule: {{ kind: "
                    + $"{Backpropagation.Name} }}`, or a body: {Bodies}.");
        if (IsBody(run) && run.Settings("training").Number("averaging") is > 0 and var averaging)
            yield return new Fault(
                "training.averaging",
                $"`averaging: {averaging}` keeps a second copy of the weights, which a body has not; give "
                    + "0.");
        if (IsBody(run) && run["optimiser"].Kind == Sam.Part.Card.Name)
            yield return new Fault(
                "optimiser.kind",
                "`sam` asks for a second gradient uphill of the first, which a rule of a body does not give; "
                    + $"use `optimiser: {{ kind: {Sgd.Part.Card.Name} }}`.");
    }

    private static string Bodies => string.Join(", ", BodyDesign.Catalogue.Cards.Select(c => $"`{c.Name}`"));
}
