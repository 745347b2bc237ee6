using Szilard.Tensors;
using Szilard.Thermodynamics.Composite;
using Szilard.Thermodynamics.Gibbs;
using Szilard.Thermodynamics.Tests.Composite;

namespace Szilard.Thermodynamics.Tests.Oracle;

/// <summary>Strokes and cycles: T1, T4, T4b, T5, T6, T7, T25, T31, T32 and T33 of the reference
/// oracle.</summary>
public class OracleStrokeTests
{
    [Fact]
    public void T6_the_worked_cycle_has_its_values()
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
        Assert.Equal(0.961682364905604, ready.Entropy, 1e-9);
        Assert.Equal(0.0836250234313836, ready.Divergence, 1e-9);
        Assert.Equal(0.424611996214287, ready.LabelInformation, 1e-9);
        Assert.Equal(0.340986972782903, ready.StoredInformation, 1e-9);
        WorkStroke work = ledger.Work(Samples.After, WorkKind.Optimiser);
        Assert.Equal(-0.123449636992565, work.Work, 1e-9);
        Assert.Equal(0.485375214494029, work.DemonEfficiency, 1e-9);
        StateReading learned = ledger.State.Read();
        Assert.Equal(0.311570694091966, learned.Loss, 1e-9);
        Assert.Equal(0.0430355097463076, learned.Divergence, 1e-9);
        Assert.Equal(0.381576486467979, learned.StoredInformation, 1e-9);
        HeatStroke readout = ledger.Readout();
        Assert.Equal(0.141437223633195, readout.Heat, 1e-9);
        Assert.Equal(0.0430355097463075, readout.EntropyProduction, 1e-9);
        Assert.Equal(0.362810311667185, ledger.State.InternalEnergy, 1e-9);
        Assert.Equal(0.157506589219044, ledger.Totals.TotalEntropyProduction, 1e-9);
        Assert.Equal(1.14615509828511, ledger.State.Read().Entropy, 1e-9);
    }

    /// <summary>The sign of raw work is a matter of the gauge.</summary>
    [Theory]
    [InlineData(Gauge.Raw, -0.123449636992565)]
    [InlineData(Gauge.RowMinimum, 0.0265503630074352)]
    [InlineData(Gauge.RowMean, -0.148449636992565)]
    [InlineData(Gauge.SelfInformation, -0.040589513685076)]
    public void T32_the_same_step_has_another_work_in_every_gauge(Gauge gauge, double work)
    {
        GibbsEnsemble labels = Samples.Labels(Samples.Before, 2);
        CompositeState state = CompositeState.Of(Samples.Before, labels.Labels, 1);
        Assert.Equal(work, new Ledger(state, gauge).Work(Samples.After, WorkKind.Optimiser).Work, 1e-9);
    }

    /// <summary>Leaving the charges out gives 0.0928 instead of 0.1145.</summary>
    [Fact]
    public void T4_without_its_charges_the_second_law_is_wrong()
    {
        GibbsEnsemble labels = Samples.Labels(Samples.Before, 2);
        CompositeState model = CompositeState.AtEquilibrium(Samples.Before, 1);
        Assert.Equal(0.365529289315002, model.Labels[0, 0], 1e-9);
        Assert.Equal(0.0912127619031782, model.Labels[1, 0], 1e-9);
        Assert.Equal(0.456742051218181, model.Marginal()[0], 1e-9);
        HeatStroke stroke = new Ledger(model).Heat(labels.Labels, HeatKind.Labelling, labels.Charges);
        Assert.Equal(-0.17646712851321, stroke.Heat, 1e-9);
        Assert.Equal(-0.260092151944594, stroke.EntropyChange, 1e-9);
        Assert.Equal(0.0928421050818268, stroke.EntropyChange - (2 * stroke.Heat), 1e-9);
        Assert.Equal(-0.0216289743909097, stroke.ChargeChange, 1e-9);
        Assert.Equal(0.114471079472736, stroke.EntropyProduction, 1e-9);
    }

    /// <summary>A collapsed model is heated by equipartition.</summary>
    [Fact]
    public void T4b_equipartition_heats_a_collapsed_model()
    {
        Matrix e = Matrix.FromRows([0, 1], [0, 1]);
        GibbsEnsemble labels = Samples.Labels(e, 1);
        HeatStroke stroke = new Ledger(CompositeState.AtEquilibrium(e, 1))
            .Heat(labels.Labels, HeatKind.Labelling, labels.Charges);
        Assert.Equal(0.231058578630005, stroke.Heat, 1e-9);
        Assert.Equal(0.110944071671727, stroke.EntropyProduction, 1e-9);
        Assert.Equal(0.110944071671727, stroke.EntropyChange, 1e-9);
        Assert.Equal(-0.231058578630005, stroke.ChargeChange, 1e-9);
        Assert.Equal(0, labels.MutualInformation, 1e-12);
    }

    /// <summary>Three sweeps of a 3×2 problem, not converged.</summary>
    [Fact]
    public void T33_an_unconverged_sinkhorn_produces_what_its_multipliers_say()
    {
        Matrix e = Matrix.FromRows([0, 1], [2, 0.5], [0.3, 0.1]);
        GibbsEnsemble labels = Samples.Labels(e, 2, sweeps: 3);
        Assert.Equal(0.00732999817888652, labels.Residual, 1e-9);
        Assert.Equal(1, labels.Labels.Values.Sum(), 1e-9);
        HeatStroke stroke = new Ledger(CompositeState.AtEquilibrium(e, 1))
            .Heat(labels.Labels, HeatKind.Labelling, labels.Charges);
        Assert.Equal(-0.119293702071305, stroke.Heat, 1e-9);
        Assert.Equal(-0.171311760938806, stroke.EntropyChange, 1e-9);
        Assert.Equal(-0.00774190671475138, stroke.ChargeChange, 1e-9);
        Assert.Equal(0.075017549918555, stroke.EntropyProduction, 1e-9);
    }

    /// <summary>Two views with the same constraints; disagreement costs positive symmetrised work.</summary>
    [Fact]
    public void T5_swapping_views_costs_the_jeffreys_divergence()
    {
        Matrix a = Samples.Before, b = Matrix.FromRows([0.2, 1.3], [1.5, 0.6]);
        GibbsEnsemble forA = Samples.Labels(a, 2), forB = Samples.Labels(b, 2);
        double there = new Ledger(CompositeState.Of(a, forA.Labels, 1)).Work(b, WorkKind.ViewSwap).Work;
        double back = new Ledger(CompositeState.Of(b, forB.Labels, 1)).Work(a, WorkKind.ViewSwap).Work;
        Assert.Equal(0.131035454994689, there, 1e-9);
        Assert.Equal(-0.120199269494471, back, 1e-9);
        double jeffreys = Samples.Divergence(forA.Labels, forB.Labels)
            + Samples.Divergence(forB.Labels, forA.Labels);
        Assert.Equal(0.0108361855002185, there + back, 1e-9);
        Assert.Equal(jeffreys / 2, there + back, 1e-9);
    }

    /// <summary>A two-level system whose gap doubles.</summary>
    [Fact]
    public void T1_a_quench_dissipates_the_divergence()
    {
        Ledger ledger = new(CompositeState.AtEquilibrium(Matrix.FromRows([0, 1]), 1));
        Assert.Equal(0.268941421369995, ledger.State.Labels[0, 1], 1e-12);
        Assert.Equal(0.582203108888218, ledger.State.Read().Entropy, 1e-12);
        double efficacy = WorkFluctuation.Of(ledger.State, Matrix.FromRows([0, 2])).Efficacy;
        WorkStroke work = ledger.Work(Matrix.FromRows([0, 2]), WorkKind.Optimiser);
        Assert.Equal(0.829996598431452, efficacy * Math.Exp(-work.FreeEnergyChange), 1e-12);
        HeatStroke heat = ledger.Readout();
        Assert.Equal(0.119202922022118, ledger.State.Labels[0, 1], 1e-12);
        Assert.Equal(0.365333855087208, ledger.State.Read().Entropy, 1e-12);
        Assert.Equal(0.268941421369995, work.Work, 1e-12);
        Assert.Equal(0.18633367647525, work.FreeEnergyChange, 1e-12);
        Assert.Equal(0.0826077448947448, work.ExcessWork, 1e-12);
        Assert.Equal(-0.299476998695755, heat.Heat, 1e-12);
        Assert.Equal(0.0826077448947448, heat.EntropyProduction, 1e-12);
    }

    /// <summary>N·W_diss → ½Δλ[p(λ0) − p(λ1)].</summary>
    [Theory]
    [InlineData(1, 0.0826077448947448)]
    [InlineData(10, 0.0756328389416676)]
    [InlineData(100, 0.0749455984001487)]
    [InlineData(1000, 0.0748768845370855)]
    public void T25_slow_driving_dissipates_in_inverse_proportion_to_its_steps(int steps, double expected)
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

    [Fact]
    public void T25_the_limit_of_slow_driving_is_half_the_step_times_the_fall_of_the_upper_level()
    {
        double p1 = 1 / (1 + Math.E), p2 = 1 / (1 + Math.Exp(2));
        double coarse = Dissipated(500), fine = Dissipated(1000);
        Assert.Equal(0.0748692496739388, (p1 - p2) / 2, 1e-12);
        Assert.Equal(0.0748692496739388, (2 * 1000 * fine) - (500 * coarse), 1e-9);
    }

    /// <summary>Levels (0, 1) ↔ (0, 1.5) between T = 1 and T = ½.</summary>
    [Fact]
    public void T7_an_otto_engine_has_the_efficiency_of_its_gaps()
    {
        Matrix narrow = Matrix.FromRows([0, 1]), wide = Matrix.FromRows([0, 1.5]);
        CompositeState cold = CompositeState.AtEquilibrium(narrow, 2),
            hot = CompositeState.AtEquilibrium(wide, 1);
        Ledger ledger = new(cold);
        Assert.Equal(0.0596014610110588, ledger.Work(wide, WorkKind.Optimiser).Work, 1e-9);
        double heat = ledger.Heat(hot.Labels, HeatKind.Relaxation, GibbsCharges.OfModel(hot)).Heat;
        Assert.Equal(0.0948339026763582, heat, 1e-9);
        Assert.Equal(-0.0912127619031782, ledger.Work(narrow, WorkKind.Optimiser).Work, 1e-9);
        Assert.Equal(-0.0632226017842388, ledger.Readout().Heat, 1e-9);
        Assert.Equal(-0.0316113008921194, ledger.Totals.TotalWork, 1e-9);
        Assert.Equal(1.0 / 3, -ledger.Totals.TotalWork / heat, 1e-9);
        Assert.Equal(0.0316113008921194, ledger.Totals.TotalEntropyProduction, 1e-9);
    }

    [Fact]
    public void T31_a_shift_of_the_energies_is_work_and_nothing_else()
    {
        CompositeState state = CompositeState.Of(Samples.Before, Samples.Labels(Samples.Before, 2).Labels, 1);
        Ledger plain = new(state), shifted = new(state);
        WorkStroke one = plain.Work(Samples.After, WorkKind.Optimiser);
        WorkStroke other = shifted.Work(Samples.After.Map(e => e + 0.7), WorkKind.Optimiser);
        Assert.Equal(-0.123449636992565, one.Work, 1e-9);
        Assert.Equal(0.576550363007435, other.Work, 1e-9);
        Assert.Equal(one.ExcessWork, other.ExcessWork, 1e-12);
        HeatStroke here = plain.Readout(), there = shifted.Readout();
        Assert.Equal(here.Heat, there.Heat, 1e-12);
        Assert.Equal(here.EntropyProduction, there.EntropyProduction, 1e-12);
    }

    private static double Dissipated(int steps)
    {
        Ledger ledger = new(CompositeState.AtEquilibrium(Matrix.FromRows([0, 1]), 1));
        for (int k = 1; k <= steps; k++)
        {
            ledger.Work(Matrix.FromRows([0, 1 + ((double)k / steps)]), WorkKind.Optimiser);
            ledger.Readout();
        }
        return ledger.Totals.TotalEntropyProduction;
    }
}
