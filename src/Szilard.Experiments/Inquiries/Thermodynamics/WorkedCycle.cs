using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Thermodynamics.Composite;
using Szilard.Thermodynamics.Gibbs;

namespace Szilard.Experiments.Inquiries.Thermodynamics;

/// <summary>One optimiser step as a cycle of four strokes: label, learn, read out, reload.</summary>
public sealed record WorkedCycle : Computation
{
    private const string Labelling = "heat of labelling", Work = "work of learning",
        Readout = "heat of readout";
    private const string LabelEntropy = "entropy production of labelling",
        ReadEntropy = "entropy production of readout";
    private const string Before = "loss before", After = "loss after", Efficiency = "demon efficiency";
    private const string Held = "information in the labels", Stored = "information stored by the step";
    private const string Closure = "closure error of the first law";

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "worked-cycle", "Four strokes of a 2×2 system of items and labels, booked.",
            "formalism derived from the abstract of D. S. P. Salazar, arXiv:2106.08981")
        {
            Convention = "E = [[0, 1], [2, ½]] → [[−0.1, 1.2], [2.2, 0.3]], even marginals, β_s = 1, β_t = "
                + "2, gauge raw",
        },
        _ => new WorkedCycle());

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities =>
        [Labelling, Work, Readout, LabelEntropy, ReadEntropy,
         Before, After, Efficiency, Held, Stored, Closure];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        Matrix energies = Matrix.FromRows([0, 1], [2, 0.5]),
            learned = Matrix.FromRows([-0.1, 1.2], [2.2, 0.3]);
        Ledger ledger = new(CompositeState.AtEquilibrium(energies, 1));
        List<CompositeState> states = [ledger.State];
        GibbsEnsemble labels = Sinkhorn.Solve(energies, 2, new SinkhornAim { Tolerance = 1e-15 });
        HeatStroke label = ledger.Heat(labels.Labels, HeatKind.Labelling, labels.Charges);
        states.Add(ledger.State);
        WorkStroke work = ledger.Work(learned, WorkKind.Optimiser);
        states.Add(ledger.State);
        HeatStroke readout = ledger.Readout();
        states.Add(ledger.State);
        StateReading before = states[1].Read(), after = states[2].Read();
        return new Outcome(
            [
                new(Labelling, label.Heat), new(Work, work.Work), new(Readout, readout.Heat),
                new(LabelEntropy, label.EntropyProduction), new(ReadEntropy, readout.EntropyProduction),
                new(Before, before.Loss), new(After, after.Loss), new(Efficiency, work.DemonEfficiency),
                new(Held, before.LabelInformation),
                new(Stored, after.StoredInformation - before.StoredInformation),
                new(Closure, ledger.Totals.ClosureError),
            ],
            Diagram("energy", "Internal energy over entropy", "S (nats)", "U", states,
                s => s.Read().InternalEnergy),
            Diagram(
                "temperature", "Effective inverse temperature over entropy", "S (nats)", "β̃ by energy",
                states,
                s => EffectiveTemperature.Of(s).ByEnergy));
    }

    private static Plot Diagram(
        string id, string title, string x, string y, List<CompositeState> states,
        Func<CompositeState, double> height)
    {
        double[] entropies = [.. states.Select(s => s.Read().Entropy)], heights = [.. states.Select(height)];
        string[] strokes = ["1 → 2 labelling", "2 → 3 learning (entropy stays)", "3 → 4 readout"];
        return new Plot(
            id, title, x, y,
            [
                .. strokes.Select((name, k) => new Series(
                    name, SeriesMark.Line, entropies[k..(k + 2)], heights[k..(k + 2)])),
                new Series("off equilibrium", SeriesMark.Points, entropies[1..3], heights[1..3]),
            ])
        {
            Caption = "Points 2 and 3 are no Gibbs states of their energies: areas have no meaning there.",
        };
    }
}
