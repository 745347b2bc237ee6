using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Thermodynamics.Composite;

/// <summary>What is known of a process that was recorded elsewhere.</summary>
public sealed record RecordedProcess
{
    /// <summary>Arrays may have been kept in single precision: how far, in nats and relative to βE, labels
    /// may lie from the form of Gibbs.</summary>
    private const double Single = 1e-5;

    /// <summary>E of each state, items × labels, at least one.</summary>
    public required IReadOnlyList<Matrix> Energies { get; init; }

    /// <summary>q: one for all states, or one for each.</summary>
    public required IReadOnlyList<Matrix> Labels { get; init; }

    /// <summary>β_s of the model: one for all states, or one for each.</summary>
    public IReadOnlyList<double> ModelBetas { get; init; } = [1];

    /// <summary>β_t of the bath in which labels are made.</summary>
    public double LabelBeta { get; init; } = 1;

    /// <summary>r; null for 1/N each.</summary>
    public double[]? Weights { get; init; }

    /// <summary>The gauge in which work is counted.</summary>
    public Gauge Gauge { get; init; }

    /// <summary>Books it: between two states first the energies change (work), then the model's temperature
    /// (neither), then the labels (heat). Labels that are the model's own at β_s are a readout, of Gibbs form
    /// at β_t a labelling, hard labels a measurement; of any others the bath is not known, and with it their
    /// entropy production. What a reader of the books should doubt is said in their notes.</summary>
    /// <exception cref="SzilardException">Arrays that do not fit each other, or hold no energies or
    /// probabilities.</exception>
    public ProcessBooks Book()
    {
        RequireCounts();
        CompositeState first = CompositeState.Of(Energies[0], Labels[0], ModelBetas[0], Weights);
        Ledger ledger = new(first, Gauge);
        List<CompositeState> states = [first];
        List<BookedChange> changes = [];
        for (int k = 1; k < Energies.Count; k++)
        {
            Matrix energies = Energies[k], labels = Labels[Math.Min(k, Labels.Count - 1)];
            if (!Same(energies, ledger.State.Energies))
                changes.Add(Booked(k, ledger, () => ledger.Work(energies, WorkKind.Optimiser)));
            if (Beta(k) != ledger.State.Beta)
                ledger.Thermostat(Beta(k));
            if (!Same(labels, ledger.State.Labels))
                changes.Add(Booked(k, ledger, () => Relabel(ledger, labels)));
            states.Add(ledger.State);
        }
        return new ProcessBooks(
            states, [.. changes.Select(c => c.Stroke)], ledger.Totals,
            ProcessNotes.Of(states, changes, Gauge));
    }

    private void RequireCounts()
    {
        if (Energies.Count == 0)
            throw new SzilardException("A process has at least one state; give its energies.");
        if (Labels.Count != 1 && Labels.Count != Energies.Count)
            throw new SzilardException(
                $"{Energies.Count} arrays of energies and {Labels.Count} of labels were given; give one of "
                    + "labels for all states, or one for each.");
        if (ModelBetas.Count != 1 && ModelBetas.Count != Energies.Count)
            throw new SzilardException(
                $"{Energies.Count} arrays of energies and {ModelBetas.Count} inverse temperatures of the "
                    + "model were given; give one for all states, or one for each.");
        CompositeCheck.Beta(LabelBeta, "beta_t");
        foreach (double beta in ModelBetas)
            CompositeCheck.Beta(beta, "beta_s");
        for (int k = 1; k < Energies.Count; k++)
            CompositeCheck.SameShape(Energies[0], Energies[k], k);
    }

    private double Beta(int state) => ModelBetas[Math.Min(state, ModelBetas.Count - 1)];

    private static BookedChange Booked(int state, Ledger ledger, Func<Stroke> book)
    {
        CompositeState before = ledger.State;
        Stroke stroke = book();
        return new BookedChange(state, before, ledger.State, stroke);
    }

    private HeatStroke Relabel(Ledger ledger, Matrix labels)
    {
        CompositeState next = ledger.State.WithLabels(labels);
        if (next.Labels.Values.Contains(0))
            return ledger.Measure(labels);
        double most = next.Energies.Values.Max(Math.Abs), near = Single * Math.Max(1, next.Beta * most);
        GibbsCharges own = GibbsCharges.OfModel(next);
        if (GibbsCharges.Find(next.Energies, labels, next.Beta, near) is { } model
            && model.Mu.All(m => Math.Abs(m) < near))
            return ledger.Heat(labels, HeatKind.Readout, own, near);
        return GibbsCharges.Find(
            next.Energies, labels, LabelBeta, Single * Math.Max(1, LabelBeta * most)) is { } bath
            ? ledger.Heat(labels, HeatKind.Labelling, bath, near)
            : ledger.Relax(labels);
    }

    private static bool Same(Matrix a, Matrix b) =>
        ReferenceEquals(a, b) || (a.Columns == b.Columns && a.Values.AsSpan().SequenceEqual(b.Values));
}

/// <summary>The books of a process.</summary>
/// <param name="States">Its states, in order.</param>
/// <param name="Strokes">What was booked between them.</param>
/// <param name="Totals">Sums.</param>
/// <param name="Notes">What is to be doubted, or was not booked, each with its reason and a remedy; empty
/// where all is well.</param>
public sealed record ProcessBooks(
    IReadOnlyList<CompositeState> States, IReadOnlyList<Stroke> Strokes, LedgerTotals Totals,
    IReadOnlyList<string> Notes);
