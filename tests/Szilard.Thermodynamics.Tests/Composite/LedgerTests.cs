using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Thermodynamics.Composite;
using Szilard.Thermodynamics.Gibbs;

namespace Szilard.Thermodynamics.Tests.Composite;

/// <summary>The first and the second law on random processes.</summary>
public class LedgerTests
{
    [Theory]
    [InlineData(Gauge.Raw)]
    [InlineData(Gauge.RowMinimum)]
    [InlineData(Gauge.RowMean)]
    [InlineData(Gauge.SelfInformation)]
    public void Books_close_over_any_strokes(Gauge gauge)
    {
        Ledger ledger = new(Samples.Random(1), gauge);
        for (int step = 0; step < 20; step++)
        {
            GibbsEnsemble labels = Sinkhorn.Solve(
                ledger.State.Energies, 3, new SinkhornAim { Rows = ledger.State.Weights, Sweeps = 3 });
            HeatStroke heat = ledger.Heat(labels.Labels, HeatKind.Labelling, labels.Charges);
            Assert.True(heat.EntropyProduction >= -1e-12, $"{heat.EntropyProduction}");
            ledger.Work(Samples.Energies(step), (WorkKind)(step % 7));
            Assert.True(ledger.Readout().EntropyProduction >= -1e-12);
            ledger.Midpoint(
                Samples.Energies(100 + step), Samples.Random(step).Labels, WorkKind.Data,
                HeatKind.Relaxation);
            ledger.Reset(Samples.Random(200 + step));
        }
        Assert.True(Math.Abs(ledger.Totals.ClosureError) <= 1e-12 * ledger.Totals.Size);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Heat_entropy_and_excess_work_do_not_know_the_gauge(long seed)
    {
        CompositeState state = Samples.Random(seed);
        Matrix next = Samples.Energies(seed);
        foreach (Gauge gauge in Enum.GetValues<Gauge>())
        {
            Ledger raw = new(state), other = new(state, gauge);
            WorkStroke first = raw.Work(next, WorkKind.Optimiser),
                second = other.Work(next, WorkKind.Optimiser);
            Assert.Equal(first.ExcessWork, second.ExcessWork, 1e-12);
            Assert.Equal(state.Beta * (second.Work - second.FreeEnergyChange), second.ExcessWork, 1e-11);
            HeatStroke one = raw.Readout(), two = other.Readout();
            Assert.Equal(one.Heat, two.Heat, 1e-12);
            Assert.Equal(one.EntropyProduction, two.EntropyProduction, 1e-12);
        }
    }

    /// <summary>Identities (7) and (10): excess work is the fall of the divergence, and minus what was
    /// stored.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Excess_work_is_the_change_of_the_loss_and_of_what_is_stored(long seed)
    {
        CompositeState before = Samples.Random(seed);
        Ledger ledger = new(before);
        WorkStroke stroke = ledger.Work(Samples.Energies(seed), WorkKind.Optimiser);
        StateReading from = before.Read(), to = ledger.State.Read();
        Assert.Equal(to.Loss - from.Loss, stroke.ExcessWork, 1e-12);
        Assert.Equal(to.Divergence - from.Divergence, stroke.ExcessWork, 1e-12);
        Assert.Equal(from.StoredInformation - to.StoredInformation, stroke.ExcessWork, 1e-12);
        Assert.True(stroke.ExcessWork >= -from.Divergence - 1e-12);
        Assert.True(stroke.DemonEfficiency <= 1);
    }

    /// <summary>The generalised second law (8), with the divergences summed here.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Entropy_production_is_the_divergence_from_the_target_however_many_sweeps(int sweeps)
    {
        CompositeState state = Samples.Random(7);
        GibbsEnsemble target = Sinkhorn.Solve(state.Energies, 2, new SinkhornAim { Sweeps = sweeps });
        HeatStroke stroke = new Ledger(state).Heat(target.Labels, HeatKind.Labelling, target.Charges);
        Assert.Equal(Samples.Divergence(state.Labels, target.Labels), stroke.EntropyProduction, 1e-12);
    }

    /// <summary>The left-point split leaves −ΣΔqΔE over; either order and the midpoint do not.</summary>
    [Fact]
    public void A_left_point_split_does_not_close()
    {
        CompositeState state = Samples.Random(3);
        Matrix e = Samples.Energies(3), q = Samples.Random(3, beta: 0.4).Model();
        double left = 0, crossed = 0;
        for (int k = 0; k < e.Values.Length; k++)
        {
            double de = e.Values[k] - state.Energies.Values[k], dq = q.Values[k] - state.Labels.Values[k];
            left += (state.Labels.Values[k] * de) + (state.Energies.Values[k] * dq);
            crossed += de * dq;
        }
        double change = state.WithLabels(q).WithEnergies(e).InternalEnergy - state.InternalEnergy;
        Assert.Equal(crossed, change - left, 1e-12);
        Assert.True(Math.Abs(crossed) > 0.01);
        (double work, double heat) = new Ledger(state).Midpoint(e, q, WorkKind.Data, HeatKind.Relaxation);
        Assert.Equal(change, work + heat, 1e-12);
    }

    [Fact]
    public void A_measurement_gains_information_and_produces_no_entropy()
    {
        CompositeState state = Samples.Random(9);
        Matrix hard = new(5, 4);
        for (int i = 0; i < 5; i++)
            hard[i, i % 4] = state.Weights[i];
        Ledger ledger = new(state);
        double entropy = state.Read().LabelEntropy;
        HeatStroke stroke = ledger.Measure(hard);
        Assert.Equal(entropy, stroke.InformationGained, 1e-12);
        Assert.True(double.IsNaN(stroke.EntropyProduction));
        Assert.Equal(0, ledger.Totals.TotalEntropyProduction);
        Assert.Equal(0, ledger.Totals.ClosureError, 1e-12);
    }

    [Fact]
    public void Labels_of_another_form_are_no_relaxation()
    {
        CompositeState state = CompositeState.AtEquilibrium(Samples.Before, 1);
        Matrix hard = Matrix.FromRows([0.5, 0], [0, 0.5]);
        SzilardException refusal = Assert.Throws<SzilardException>(
            () => new Ledger(state).Heat(hard, HeatKind.Labelling, GibbsCharges.OfModel(state)));
        Assert.Contains("measurement", refusal.Message);
    }

    [Fact]
    public void Shards_add_and_gauges_do_not_mix()
    {
        LedgerTotals both = new(Gauge.Raw);
        double work = 0;
        foreach (long seed in new long[] { 1, 2, 3 })
        {
            Ledger ledger = new(Samples.Random(seed));
            work += ledger.Work(Samples.Energies(seed), WorkKind.Optimiser).Work;
            ledger.Readout();
            both.Add(ledger.Totals);
        }
        Assert.Equal(work, both.TotalWork, 1e-12);
        Assert.Equal(6, both.Strokes);
        Assert.Equal(0, both.ClosureError, 1e-12);
        Assert.Throws<SzilardException>(() => both.Add(new LedgerTotals(Gauge.RowMean)));
    }

    [Fact]
    public void Multipliers_are_found_in_labels_of_gibbs_form_only()
    {
        CompositeState state = Samples.Random(11);
        GibbsEnsemble target = Sinkhorn.Solve(state.Energies, 2, new SinkhornAim { Rows = state.Weights });
        GibbsCharges? found = GibbsCharges.Find(state.Energies, target.Labels, 2);
        Assert.NotNull(found);
        Assert.Equal(
            target.Charges.Change(state.Labels, target.Labels), found.Change(state.Labels, target.Labels),
            1e-9);
        Assert.Null(GibbsCharges.Find(state.Energies, target.Labels, 1));
        Assert.Null(GibbsCharges.Find(state.Energies, state.Labels, 2));
    }
}
