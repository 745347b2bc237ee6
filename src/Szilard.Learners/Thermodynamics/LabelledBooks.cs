using System.Numerics.Tensors;
using Szilard.Tensors;
using Szilard.Thermodynamics.Composite;

namespace Szilard.Learners.Thermodynamics;

/// <summary>The strokes of one pair of looks through a step: labels are made, handed to the look and the
/// Hamiltonian that use them, the optimiser and what follows it do work, and the model is read out. Labels
/// that a table keeps are neither made nor read out, but exchanged where the table was made anew.</summary>
internal sealed class LabelledBooks
{
    private readonly Ledger _ledger;
    private readonly List<CompositeState> _states;
    private readonly List<Stroke> _strokes = [];

    private LabelledBooks(CompositeState first, Gauge gauge)
    {
        (_ledger, _states) = (new Ledger(first, gauge), [first]);
    }

    /// <summary>States in order, one more than strokes.</summary>
    public IReadOnlyList<CompositeState> States => _states;

    /// <summary>Strokes in order.</summary>
    public IReadOnlyList<Stroke> Strokes => _strokes;

    /// <summary>How far the books are from closing.</summary>
    public double ClosureError => _ledger.Totals.ClosureError;

    /// <summary>Books a pair.</summary>
    public static LabelledBooks Of(StepPhases phases, int pair, Gauge gauge)
    {
        var (before, learned, projected, settled, followed) = phases.Pair<LabelledItems>(pair);
        LabelledBooks books = Begin(before, gauge);
        books.Work(learned.Energies, WorkKind.Optimiser);
        books.Work(projected.Energies, WorkKind.Projection);
        if (before.TeacherEnergies is { } teaching)
            books.Teach(teaching, projected, settled, followed);
        else
            books.Settle(before, settled, followed);
        return books;
    }

    /// <summary>From the first state to the labels in the hands of the model.</summary>
    private static LabelledBooks Begin(LabelledItems before, Gauge gauge)
    {
        if (before.Labels is KeptLabels kept)
            return new LabelledBooks(CompositeState.Of(
                before.Energies, Joint(kept.Conditional), before.Beta), gauge);
        Matrix made = before.LabelEnergies ?? before.Energies;
        LabelledBooks books = new(CompositeState.AtEquilibrium(made, before.Beta), gauge);
        if (before.Labels is RelaxedLabels bath)
            books.Relax(bath);
        else
            books.Measure(OneHot((MeasuredLabels)before.Labels, made.Columns));
        if (before.TeacherEnergies is { } teaching)
            books.Work(teaching, WorkKind.ViewSwap);
        WorkKind handing = before.TeacherEnergies is null ? WorkKind.ViewSwap : WorkKind.Hamiltonian;
        books.Work(before.Energies, handing);
        return books;
    }

    /// <summary>Back to the teacher while it moves, and to the student again.</summary>
    private void Teach(Matrix teaching, LabelledItems projected, LabelledItems settled,
        LabelledItems followed)
    {
        Work(teaching, WorkKind.Hamiltonian);
        Work(settled.TeacherEnergies!, settled.Settling);
        Work(followed.TeacherEnergies!, WorkKind.MovingAverage);
        Work(projected.Energies, WorkKind.Hamiltonian);
        Readout();
    }

    private void Settle(LabelledItems before, LabelledItems settled, LabelledItems followed)
    {
        if (before.Labels is KeptLabels old)
        {
            Relabel(old, settled);
            return;
        }
        Work(settled.Energies, settled.Settling);
        Work(followed.Energies, WorkKind.MovingAverage);
        Readout();
    }

    /// <summary>New labels from a table that was made anew, under the energies from which it was
    /// made.</summary>
    private void Relabel(KeptLabels old, LabelledItems settled)
    {
        if (settled.Labels is not KeptLabels made || made.Conditional.Rows != old.Conditional.Rows)
            return;
        Work(settled.Energies, WorkKind.Hamiltonian);
        if (made.Conditional.Values.AsSpan().SequenceEqual(old.Conditional.Values))
            return;
        Work(settled.LabelEnergies!, made.Bath is null ? WorkKind.Hamiltonian : WorkKind.ViewSwap);
        if (made.Bath is { } bath)
            Relax(bath);
        if (made.Bath is null || made.AreHard)
            Measure(Joint(made.Conditional));
    }

    private void Work(Matrix energies, WorkKind kind)
    {
        if (energies.Values.AsSpan().SequenceEqual(_ledger.State.Energies.Values))
            return;
        Note(_ledger.Work(energies, kind));
    }

    private void Readout() => Note(_ledger.Readout());

    private void Measure(Matrix labels) => Note(_ledger.Measure(labels));

    /// <summary>To q_ij = exp(−β_t E_ij − μ_j − ν_i), rows on their weights to the last digit.</summary>
    private void Relax(RelaxedLabels bath)
    {
        Matrix energies = _ledger.State.Energies, labels = new(energies.Rows, energies.Columns);
        var nu = new double[energies.Rows];
        for (int i = 0; i < nu.Length; i++)
        {
            Span<double> row = labels.Row(i);
            TensorPrimitives.Multiply<double>(energies.Row(i), -bath.Beta, row);
            TensorPrimitives.Subtract<double>(row, bath.Mu, row);
            double most = TensorPrimitives.Max<double>(row);
            TensorPrimitives.Subtract<double>(row, most, row);
            TensorPrimitives.Exp<double>(row, row);
            double sum = TensorPrimitives.Sum<double>(row), weight = _ledger.State.Weights[i];
            TensorPrimitives.Multiply<double>(row, weight / sum, row);
            nu[i] = most + Math.Log(sum / weight);
        }
        Note(_ledger.Heat(labels, HeatKind.Labelling, new GibbsCharges(bath.Beta, bath.Mu, nu)));
    }

    private void Note(Stroke stroke)
    {
        _strokes.Add(stroke);
        _states.Add(_ledger.State);
    }

    private static Matrix Joint(Matrix conditional) => conditional.Map(q => q / conditional.Rows);

    private static Matrix OneHot(MeasuredLabels measured, int labels)
    {
        Matrix rows = new(measured.Labels.Length, labels);
        for (int i = 0; i < rows.Rows; i++)
            rows[i, measured.Labels[i]] = 1.0 / rows.Rows;
        return rows;
    }
}
