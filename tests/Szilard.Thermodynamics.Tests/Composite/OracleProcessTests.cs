using Szilard.Tensors;
using Szilard.Thermodynamics.Composite;
using Szilard.Thermodynamics.Gibbs;

namespace Szilard.Thermodynamics.Tests.Composite;

/// <summary>Small processes whose every number stands in the reference oracle (T1, T4 to T6, T25, T32, T33).</summary>
public class OracleProcessTests
{
    [Fact]
    public void The_worked_cycle_has_its_published_values()
    {
        Ledger ledger = new(CompositeState.AtEquilibrium(Samples.Before, 1));
        Assert.Equal(0.521289853539765, ledger.State.InternalEnergy, 1e-9);
        Assert.Equal(1.2217745168502, ledger.State.Read().Entropy, 1e-9);
        GibbsEnsemble labels = Samples.Labels(Samples.Before, 2);
        HeatStroke labelling = ledger.Heat(labels.Labels, HeatKind.Labelling, labels.Charges);
        Assert.Equal(-0.17646712851321, labelling.Heat, 1e-9);
        Assert.Equal(0.114471079472736, labelling.EntropyProduction, 1e-9);
        StateReading ready = ledger.State.Read();
        Assert.Equal(0.352160207777042, ready.Loss, 1e-9);
        Assert.Equal(0.424611996214287, ready.LabelInformation, 1e-9);
        Assert.Equal(0.340986972782903, ready.StoredInformation, 1e-9);
        WorkStroke work = ledger.Work(Samples.After, WorkKind.Optimiser);
        Assert.Equal(-0.123449636992565, work.Work, 1e-9);
        Assert.Equal(0.485375214494029, work.DemonEfficiency, 1e-9);
        Assert.Equal(0.311570694091966, ledger.State.Read().Loss, 1e-9);
        HeatStroke readout = ledger.Readout();
        Assert.Equal(0.141437223633195, readout.Heat, 1e-9);
        Assert.Equal(0.0430355097463075, readout.EntropyProduction, 1e-9);
        Assert.Equal(0.362810311667185, ledger.State.InternalEnergy, 1e-9);
        Assert.Equal(0.157506589219044, ledger.Totals.TotalEntropyProduction, 1e-9);
        Assert.Equal(1.14615509828511, ledger.State.Read().Entropy, 1e-9);
    }

    /// <summary>T32: the sign of raw work is a matter of the gauge.</summary>
    [Theory]
    [InlineData(Gauge.Raw, -0.123449636992565)]
    [InlineData(Gauge.RowMinimum, 0.0265503630074352)]
    [InlineData(Gauge.RowMean, -0.148449636992565)]
    [InlineData(Gauge.SelfInformation, -0.040589513685076)]
    public void The_same_step_has_another_work_in_every_gauge(Gauge gauge, double work)
    {
        GibbsEnsemble labels = Samples.Labels(Samples.Before, 2);
        CompositeState state = CompositeState.Of(Samples.Before, labels.Labels, 1);
        Assert.Equal(work, new Ledger(state, gauge).Work(Samples.After, WorkKind.Optimiser).Work, 1e-9);
    }

    /// <summary>T4: leaving the charges out gives 0.0928 instead of 0.1145.</summary>
    [Fact]
    public void Without_its_charges_the_second_law_is_wrong()
    {
        GibbsEnsemble labels = Samples.Labels(Samples.Before, 2);
        HeatStroke stroke = new Ledger(CompositeState.AtEquilibrium(Samples.Before, 1))
            .Heat(labels.Labels, HeatKind.Labelling, labels.Charges);
        Assert.Equal(0.0928421050818268, stroke.EntropyChange - (2 * stroke.Heat), 1e-9);
        Assert.Equal(-0.0216289743909097, stroke.ChargeChange, 1e-9);
        Assert.Equal(0.114471079472736, stroke.EntropyProduction, 1e-9);
    }

    /// <summary>T4b: a collapsed model is heated by equipartition.</summary>
    [Fact]
    public void Equipartition_heats_a_collapsed_model()
    {
        Matrix e = Matrix.FromRows([0, 1], [0, 1]);
        GibbsEnsemble labels = Samples.Labels(e, 1);
        HeatStroke stroke = new Ledger(CompositeState.AtEquilibrium(e, 1))
            .Heat(labels.Labels, HeatKind.Labelling, labels.Charges);
        Assert.Equal(0.231058578630005, stroke.Heat, 1e-9);
        Assert.Equal(0.110944071671727, stroke.EntropyProduction, 1e-9);
        Assert.Equal(0, labels.MutualInformation, 1e-12);
    }

    /// <summary>T33: three sweeps of a 3×2 problem, not converged.</summary>
    [Fact]
    public void An_unconverged_sinkhorn_produces_what_its_multipliers_say()
    {
        Matrix e = Matrix.FromRows([0, 1], [2, 0.5], [0.3, 0.1]);
        GibbsEnsemble labels = Samples.Labels(e, 2, sweeps: 3);
        Assert.Equal(0.00732999817888652, labels.Residual, 1e-9);
        HeatStroke stroke = new Ledger(CompositeState.AtEquilibrium(e, 1))
            .Heat(labels.Labels, HeatKind.Labelling, labels.Charges);
        Assert.Equal(-0.119293702071305, stroke.Heat, 1e-9);
        Assert.Equal(-0.171311760938806, stroke.EntropyChange, 1e-9);
        Assert.Equal(-0.00774190671475138, stroke.ChargeChange, 1e-9);
        Assert.Equal(0.075017549918555, stroke.EntropyProduction, 1e-9);
    }

    /// <summary>T5: two views with the same constraints; disagreement costs positive symmetrised work.</summary>
    [Fact]
    public void Swapping_views_costs_the_jeffreys_divergence()
    {
        Matrix a = Samples.Before, b = Matrix.FromRows([0.2, 1.3], [1.5, 0.6]);
        GibbsEnsemble forA = Samples.Labels(a, 2), forB = Samples.Labels(b, 2);
        double there = new Ledger(CompositeState.Of(a, forA.Labels, 1)).Work(b, WorkKind.ViewSwap).Work;
        double back = new Ledger(CompositeState.Of(b, forB.Labels, 1)).Work(a, WorkKind.ViewSwap).Work;
        Assert.Equal(0.131035454994689, there, 1e-9);
        Assert.Equal(-0.120199269494471, back, 1e-9);
        double jeffreys = Samples.Divergence(forA.Labels, forB.Labels) + Samples.Divergence(forB.Labels, forA.Labels);
        Assert.Equal(jeffreys / 2, there + back, 1e-9);
    }

    /// <summary>T1: a two-level system whose gap doubles.</summary>
    [Fact]
    public void A_quench_dissipates_the_divergence()
    {
        Ledger ledger = new(CompositeState.AtEquilibrium(Matrix.FromRows([0, 1]), 1));
        WorkStroke work = ledger.Work(Matrix.FromRows([0, 2]), WorkKind.Optimiser);
        HeatStroke heat = ledger.Readout();
        Assert.Equal(0.268941421369995, work.Work, 1e-12);
        Assert.Equal(0.18633367647525, work.FreeEnergyChange, 1e-12);
        Assert.Equal(0.0826077448947448, work.ExcessWork, 1e-12);
        Assert.Equal(-0.299476998695755, heat.Heat, 1e-12);
        Assert.Equal(0.0826077448947448, heat.EntropyProduction, 1e-12);
    }

    /// <summary>T25: n·W_diss → ½Δλ[p(λ0) − p(λ1)].</summary>
    [Theory]
    [InlineData(1, 0.0826077448947448)]
    [InlineData(10, 0.0756328389416676)]
    [InlineData(100, 0.0749455984001487)]
    [InlineData(1000, 0.0748768845370855)]
    public void Slow_driving_dissipates_in_inverse_proportion_to_its_steps(int steps, double expected)
    {
        Ledger ledger = new(CompositeState.AtEquilibrium(Matrix.FromRows([0, 1]), 1));
        for (int k = 1; k <= steps; k++)
        {
            ledger.Work(Matrix.FromRows([0, 1 + ((double)k / steps)]), WorkKind.Optimiser);
            ledger.Readout();
        }
        Assert.Equal(expected, steps * ledger.Totals.TotalEntropyProduction, 1e-9);
        Assert.Equal(expected, steps * ledger.Totals.TotalExcessWork, 1e-9);
    }
}
