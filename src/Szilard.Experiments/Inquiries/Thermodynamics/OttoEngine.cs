using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Thermodynamics.Composite;

namespace Szilard.Experiments.Inquiries.Thermodynamics;

/// <summary>Two levels between a hot and a cold bath: the efficiency is that of the ratio of the
/// gaps.</summary>
public sealed record OttoEngine : Computation
{
    private const double Ratio = 1.5, Hot = 1, Cold = 0.5;
    private const string Net = "net work on the engine", In = "heat from the hot bath",
        Out = "heat from the cold bath";
    private const string Efficiency = "efficiency", Produced = "entropy production",
        Closure = "closure error";

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "otto-engine", "An Otto cycle of a two-level system, booked.",
            "textbook: H. Quan et al., Quantum thermodynamic cycles and quantum heat engines, PRE 76, 2007, "
                + "eq. 17")
        {
            Convention = "gaps 1.5 at T = 1 and 1 at T = ½; W > 0 on the engine",
        },
        _ => new OttoEngine());

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities => [Net, In, Out, Efficiency, Produced, Closure];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        (double net, double hot, double cold, double produced, double closure) = Cycle(Ratio);
        double[] ratios = [.. Enumerable.Range(1, 60).Select(k => 1 + (k * 0.02))];
        return new Outcome(
            [
                new(Net, net), new(In, hot), new(Out, cold), new(Efficiency, -net / hot),
                new(Produced, produced),
                new(Closure, closure),
            ],
            new Plot(
                "work", "Work that the engine gives, over the ratio of its gaps", "κ", "−W",
                new Series("booked", SeriesMark.Line, ratios, [.. ratios.Select(k => -Cycle(k).Net)]),
                new Series(
                    "no engine beyond T_h/T_c", SeriesMark.Dashed, [Hot / Cold, Hot / Cold], [-0.05, 0.04])));
    }

    private static (double Net, double Hot, double Cold, double Produced, double Closure) Cycle(double ratio)
    {
        Matrix narrow = Matrix.FromRows([0.0, 1]), wide = Matrix.FromRows([0, ratio]);
        CompositeState cold = CompositeState.AtEquilibrium(narrow, 1 / Cold);
        CompositeState hot = CompositeState.AtEquilibrium(wide, 1 / Hot);
        Ledger ledger = new(cold);
        double compress = ledger.Work(wide, WorkKind.Optimiser).Work;
        HeatStroke heating = ledger.Heat(hot.Labels, HeatKind.Labelling, GibbsCharges.OfModel(hot));
        double expand = ledger.Work(narrow, WorkKind.Optimiser).Work;
        HeatStroke cooling = ledger.Heat(cold.Labels, HeatKind.Readout, GibbsCharges.OfModel(cold));
        return (
            compress + expand, heating.Heat, cooling.Heat, ledger.Totals.TotalEntropyProduction,
            ledger.Totals.ClosureError);
    }
}
