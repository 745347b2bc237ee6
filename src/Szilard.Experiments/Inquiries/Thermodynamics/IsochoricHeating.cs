using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Thermodynamics.Composite;
using Szilard.Thermodynamics.Gibbs;

namespace Szilard.Experiments.Inquiries.Thermodynamics;

/// <summary>Equipartition heats a collapsed model: an isochoric stroke that ends in a generalized Gibbs
/// ensemble.</summary>
public sealed record IsochoricHeating : Computation
{
    private const string Heat = "heat into the collapsed model", Produced = "entropy production";
    private const string Held = "information in its labels", Charges = "charges' part",
        Healthy = "heat of a model that tells apart";

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "isochoric-heating", "Labels of a collapsed 2×2 model under equipartition.",
            "derived here; the abstract of D. S. P. Salazar, arXiv:2106.08981, names the stroke")
        {
            Convention = "E = [[0, 1], [0, 1]], T = 1 for model and labels; the other model: E = [[0, g], "
                + "[g, 0]], g = 2, labels at T = ½",
        },
        _ => new IsochoricHeating());

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities => [Heat, Produced, Held, Charges, Healthy];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        (HeatStroke stroke, double information) = Label(Matrix.FromRows([0.0, 1], [0, 1]), 1);
        double healthy = Label(Matrix.FromRows([0.0, 2], [2, 0]), 2).Stroke.Heat;
        double[] mixtures = [.. Enumerable.Range(0, 101).Select(k => k * 0.01)];
        double[] heats = [.. mixtures.Select(
            m => Label(Matrix.FromRows([0.0, 1], [m, 1 - m]), 2).Stroke.Heat)];
        return new Outcome(
            [
                new(Heat, stroke.Heat), new(Produced, stroke.EntropyProduction), new(Held, information),
                new(Charges, stroke.ChargeChange), new(Healthy, healthy),
            ],
            new Plot(
                "heat", "Heat of labelling, from a collapsed model to one that tells apart", "m in E = [[0, "
                    + "1], [m, 1 − m]]",
                "Q", new Series("β_s = 1, β_t = 2", SeriesMark.Line, mixtures, heats))
            {
                Caption = "Labelling usually cools, since its bath is colder; where the model is collapsed "
                    + "equipartition pushes mass up in energy, and it heats.",
            });
    }

    private static (HeatStroke Stroke, double Information) Label(Matrix energies, double labelBeta)
    {
        Ledger ledger = new(CompositeState.AtEquilibrium(energies, 1));
        GibbsEnsemble labels = Sinkhorn.Solve(energies, labelBeta, new SinkhornAim { Tolerance = 1e-14 });
        HeatStroke stroke = ledger.Heat(labels.Labels, HeatKind.Labelling, labels.Charges);
        return (stroke, labels.MutualInformation);
    }
}
