using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Thermodynamics.Composite;

/// <summary>What is known of a process that was recorded elsewhere.</summary>
public sealed record RecordedProcess
{
    /// <summary>E of each state, items × labels, at least one.</summary>
    public required IReadOnlyList<Matrix> Energies { get; init; }

    /// <summary>q: one for all states, or one for each.</summary>
    public required IReadOnlyList<Matrix> Labels { get; init; }

    /// <summary>β_s of the model.</summary>
    public double ModelBeta { get; init; } = 1;

    /// <summary>β_t of the bath in which labels are made.</summary>
    public double LabelBeta { get; init; } = 1;

    /// <summary>r; null for 1/N each.</summary>
    public double[]? Weights { get; init; }

    /// <summary>The gauge in which work is counted.</summary>
    public Gauge Gauge { get; init; }

    /// <summary>Books it: between two states first the energies change (work), then the labels (heat). Labels that are
    /// the model's own at β_s are a readout, labels of Gibbs form at β_t a labelling, hard labels a measurement;
    /// of any others the bath is not known, and with it their entropy production.</summary>
    /// <exception cref="SzilardException">Arrays that do not fit each other, or hold no energies or
    /// probabilities.</exception>
    public ProcessBooks Book()
    {
        if (Energies.Count == 0)
            throw new SzilardException("A process has at least one state; give its energies.");
        if (Labels.Count != 1 && Labels.Count != Energies.Count)
            throw new SzilardException(
                $"{Energies.Count} arrays of energies and {Labels.Count} of labels were given; give one of labels for "
                + "all states, or one for each.");
        CompositeCheck.Beta(LabelBeta, "beta_t");
        CompositeState first = CompositeState.Of(Energies[0], Labels[0], ModelBeta, Weights);
        Ledger ledger = new(first, Gauge);
        List<CompositeState> states = [first];
        List<Stroke> strokes = [];
        for (int k = 1; k < Energies.Count; k++)
        {
            Matrix energies = Energies[k], labels = Labels[Math.Min(k, Labels.Count - 1)];
            if (!Same(energies, ledger.State.Energies))
                strokes.Add(ledger.Work(energies, WorkKind.Optimiser));
            if (!Same(labels, ledger.State.Labels))
                strokes.Add(Relabel(ledger, labels));
            states.Add(ledger.State);
        }
        return new ProcessBooks(states, strokes, ledger.Totals);
    }

    private HeatStroke Relabel(Ledger ledger, Matrix labels)
    {
        CompositeState next = ledger.State.WithLabels(labels);
        if (next.Labels.Values.Contains(0))
            return ledger.Measure(labels);
        GibbsCharges own = GibbsCharges.OfModel(next);
        if (GibbsCharges.Find(next.Energies, labels, ModelBeta) is { } model && model.Mu.All(m => Math.Abs(m) < 1e-6))
            return ledger.Heat(labels, HeatKind.Readout, own);
        return GibbsCharges.Find(next.Energies, labels, LabelBeta) is { } bath
            ? ledger.Heat(labels, HeatKind.Labelling, bath)
            : ledger.Relax(labels);
    }

    private static bool Same(Matrix a, Matrix b) =>
        ReferenceEquals(a, b) || (a.Columns == b.Columns && a.Values.AsSpan().SequenceEqual(b.Values));
}

/// <summary>The books of a process.</summary>
/// <param name="States">Its states, in order.</param>
/// <param name="Strokes">What was booked between them.</param>
/// <param name="Totals">Sums.</param>
public sealed record ProcessBooks(
    IReadOnlyList<CompositeState> States, IReadOnlyList<Stroke> Strokes, LedgerTotals Totals);
