using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Thermodynamics.Composite;

/// <summary>Books of a composite whose energies and labels change one after the other, so that ΔU = ΣW + ΣQ +
/// ΣR holds without a residue of second order. It watches beside the loop and changes nothing in
/// it.</summary>
public sealed class Ledger
{
    private const double Dust = 1e-12;

    /// <summary>A ledger that begins in a state.</summary>
    /// <param name="state">Where it begins.</param>
    /// <param name="gauge">From where energies are counted; entropy, heat and excess work do not depend on
    /// it.</param>
    public Ledger(CompositeState state, Gauge gauge = Gauge.Raw)
    {
        (State, Totals) = (state, new LedgerTotals(gauge));
    }

    /// <summary>The state after the last stroke.</summary>
    public CompositeState State { get; private set; }

    /// <summary>All that was booked.</summary>
    public LedgerTotals Totals { get; }

    /// <summary>Energies change at fixed labels.</summary>
    /// <param name="energies">E′.</param>
    /// <param name="kind">Who does the work.</param>
    public WorkStroke Work(Matrix energies, WorkKind kind)
    {
        CompositeState after = State.WithEnergies(energies);
        Matrix from = State.Gauged(Totals.Gauge), to = after.Gauged(Totals.Gauge);
        double free = Totals.Gauge == Gauge.SelfInformation
            ? 0
            : after.EquilibriumFreeEnergy - State.EquilibriumFreeEnergy
            + Shift(State, from) - Shift(after, to);
        WorkStroke stroke = new(
            kind, Difference(State.Labels, from, to), free, Excess(State, after), State.Read().Divergence);
        return Book(stroke, after);
    }

    /// <summary>Labels relax at fixed energies to a state of Gibbs form.</summary>
    /// <param name="labels">q′.</param>
    /// <param name="kind">How.</param>
    /// <param name="bath">The multipliers of q′.</param>
    /// <param name="tolerance">How far below 0 entropy production may come by rounding, relative to its
    /// terms: more where arrays were kept in single precision.</param>
    /// <exception cref="SzilardException">q′ is not of that form.</exception>
    public HeatStroke Heat(Matrix labels, HeatKind kind, GibbsCharges bath, double tolerance = Dust)
    {
        CompositeState after = State.WithLabels(labels, open: true);
        double heat = Difference(State.Gauged(Totals.Gauge), State.Labels, labels);
        double raw = bath.Beta * Difference(State.Energies, State.Labels, labels);
        double entropy = EntropyChange(labels), charges = bath.Change(State.Labels, labels);
        double production = entropy - raw - charges;
        if (production < -tolerance * Math.Max(1, Math.Abs(entropy) + Math.Abs(raw) + Math.Abs(charges)))
            throw new SzilardException(
                $"A relaxation would produce the entropy {production:G6} < 0: the labels are not the state "
                + "exp(−βE − μ_j − ν_i) of the multipliers that were given. Give those of the same sweep, or "
                + "book hard labels as a measurement.");
        return Book(new HeatStroke(kind, heat, entropy, charges, production, 0), after);
    }

    /// <summary>Labels return to the model's own Gibbs distribution.</summary>
    public HeatStroke Readout() => Heat(State.Model(), HeatKind.Readout, GibbsCharges.OfModel(State));

    /// <summary>Labels are made hard, or told from outside: a measurement, booked apart since no bath is
    /// known that it relaxed to.</summary>
    /// <param name="labels">q′, any.</param>
    public HeatStroke Measure(Matrix labels)
    {
        CompositeState after = State.WithLabels(labels, open: true);
        double before = State.Read().LabelEntropy, left = after.Read().LabelEntropy;
        double heat = Difference(State.Gauged(Totals.Gauge), State.Labels, labels);
        return Book(
            new HeatStroke(HeatKind.Measurement, heat, EntropyChange(labels), 0, double.NaN, before - left),
            after);
    }

    /// <summary>Labels change at fixed energies in contact with a bath that is not known: heat is booked,
    /// entropy production cannot be.</summary>
    /// <param name="labels">q′, any.</param>
    public HeatStroke Relax(Matrix labels)
    {
        double heat = Difference(State.Gauged(Totals.Gauge), State.Labels, labels);
        return Book(
            new HeatStroke(HeatKind.Relaxation, heat, EntropyChange(labels), double.NaN, double.NaN, 0),
            State.WithLabels(labels, open: true));
    }

    /// <summary>Energies and labels change at once: each acts on the mean of the other before and after,
    /// which closes as well but differs from either order by ½ΣΔqΔE.</summary>
    /// <returns>W and Q.</returns>
    public (double Work, double Heat) Midpoint(Matrix energies, Matrix labels, WorkKind work, HeatKind heat)
    {
        CompositeState after = State.WithLabels(labels, open: true).WithEnergies(energies);
        Matrix from = State.Gauged(Totals.Gauge), to = after.Gauged(Totals.Gauge);
        double w = (Difference(State.Labels, from, to) + Difference(labels, from, to)) / 2;
        double q = (Difference(from, State.Labels, labels) + Difference(to, State.Labels, labels)) / 2;
        double start = CompositeState.Overlap(State.Labels, from);
        Totals.Add(
            new WorkStroke(work, w, double.NaN, 0, 0), CompositeState.Overlap(State.Labels, to) - start);
        double end = CompositeState.Overlap(labels, to);
        Totals.Add(
            new HeatStroke(heat, q, 0, 0, double.NaN, 0), end - CompositeState.Overlap(State.Labels, to));
        State = after;
        return (w, q);
    }

    /// <summary>The bath of the model goes to another temperature: neither energies nor labels change, so
    /// that there is no work and no heat; loss and free energies count from another equilibrium.</summary>
    /// <param name="beta">β &gt; 0 from now on.</param>
    /// <exception cref="SzilardException">β ≤ 0.</exception>
    public void Thermostat(double beta) =>
        State = CompositeState.Of(State.Energies, State.Labels, beta, State.Weights);

    /// <summary>Other items take the place of these, or the same with other labels: an open system.</summary>
    public ResetStroke Reset(CompositeState state)
    {
        double change = Energy(state) - Energy(State);
        return Book(new ResetStroke(change, EntropyChange(state.Labels)), state);
    }

    private T Book<T>(T stroke, CompositeState after)
        where T : Stroke
    {
        Totals.Add(stroke, Energy(after) - Energy(State));
        State = after;
        return stroke;
    }

    private double EntropyChange(Matrix labels) =>
        CompositeState.EntropyOf(labels.Values) - CompositeState.EntropyOf(State.Labels.Values);

    /// <summary>U in the gauge of the ledger.</summary>
    private double Energy(CompositeState state) =>
        CompositeState.Overlap(state.Labels, state.Gauged(Totals.Gauge));

    /// <summary>ΔL at fixed labels, summed term by term so that small changes of large losses keep their
    /// digits.</summary>
    private static double Excess(CompositeState before, CompositeState after)
    {
        CompensatedSum sum = default;
        for (int i = 0; i < before.Energies.Rows; i++)
        {
            double partition = after.LogPartition[i] - before.LogPartition[i];
            for (int j = 0; j < before.Energies.Columns; j++)
            {
                double change = before.Beta * (after.Energies[i, j] - before.Energies[i, j]);
                sum.Add(before.Labels[i, j] * (change + partition));
            }
        }
        return sum.Value;
    }

    /// <summary>Σ r_i a_i, by how much the gauge lowers U and F_eq.</summary>
    private static double Shift(CompositeState state, Matrix gauged)
    {
        CompensatedSum sum = default;
        for (int i = 0; i < state.Weights.Length; i++)
            sum.Add(state.Weights[i] * (state.Energies[i, 0] - gauged[i, 0]));
        return sum.Value;
    }

    private static double Difference(Matrix weights, Matrix from, Matrix to)
    {
        CompensatedSum sum = default;
        for (int k = 0; k < weights.Values.Length; k++)
            sum.Add(weights.Values[k] * (to.Values[k] - from.Values[k]));
        return sum.Value;
    }
}
