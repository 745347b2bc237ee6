using Szilard.Tensors;
using Szilard.Thermodynamics.Composite;
using Szilard.Thermodynamics.Fluctuations;
using Szilard.Thermodynamics.Gibbs;
using Szilard.Thermodynamics.Langevin;
using Szilard.Thermodynamics.Tests.Composite;

namespace Szilard.Thermodynamics.Tests.Oracle;

/// <summary>Information, measurement and feedback: T2, T8, T18, T20, T22, T26, T27, T29, T30 and T34 of the
/// reference oracle.</summary>
public class OracleInformationTests
{
    [Fact]
    public void T2_a_softmax_has_its_closed_values()
    {
        Matrix q = Matrix.FromRows([0.35, 0.1, 0.05], [0.05, 0.3, 0.15]);
        CompositeState state = CompositeState.Of(Matrix.FromRows([0, 1, 3], [2, 0.5, 1]), q, 2);
        StateReading r = state.Read();
        Assert.Equal(1.03906056279902, r.Loss, 1e-9);
        Assert.Equal(0.849882138700059, r.LabelEntropy, 1e-9);
        Assert.Equal(0.18917842409896, r.Divergence, 1e-9);
        Assert.Equal(0.65, r.InternalEnergy, 1e-12);
        Assert.Equal(0.130469718600491, r.EquilibriumFreeEnergy, 1e-9);
        Assert.Equal(0.225058930649971, r.FreeEnergy, 1e-9);
        Assert.Equal(1.05492016798614, r.MarginalEntropy, 1e-9);
        Assert.Equal(0.205038029286085, r.LabelInformation, 1e-9);
        Assert.Equal(0.0158596051871256, r.StoredInformation, 1e-9);
        Matrix next = Matrix.FromRows([-0.2, 1.1, 3.3], [2.4, 0.1, 1.2]);
        Ledger ledger = new(state);
        WorkStroke work = ledger.Work(next, WorkKind.Optimiser);
        Assert.Equal(-0.115, work.Work, 1e-9);
        Assert.Equal(-0.227115955967378, work.FreeEnergyChange, 1e-9);
        Assert.Equal(0.224231911934756, work.ExcessWork, 1e-9);
        Matrix model = ledger.State.Model();
        HeatStroke readout = ledger.Readout();
        Assert.Equal(-0.473929970455086, readout.Heat, 1e-9);
        Assert.Equal(0.413410336033716, readout.EntropyProduction, 1e-9);
        (double w, double heat) = new Ledger(state).Midpoint(
            next, model, WorkKind.Optimiser, HeatKind.Readout);
        Assert.Equal(-0.185591011425531, w, 1e-9);
        Assert.Equal(-0.403338959029555, heat, 1e-9);
        Assert.Equal(0.4, state.Marginal()[0], 1e-12);
    }

    /// <summary>Two items, two labels, told with an error of 0.1; then the other label is raised by a
    /// gap.</summary>
    [Theory]
    [InlineData(1.0, -0.279885493041722)]
    [InlineData(2.19722457733622, -0.368064207168497)]
    public void T8_feedback_gains_at_most_what_was_measured(double gap, double excess)
    {
        CompositeState told = Told();
        Assert.Equal(0.368064207168497, told.Read().LabelInformation, 1e-9);
        Assert.Equal(0.531004406410719, told.Read().LabelInformation / Math.Log(2), 1e-9);
        Ledger ledger = new(told);
        WorkStroke work = ledger.Work(Gap(gap), WorkKind.Optimiser);
        Assert.Equal(excess, work.ExcessWork, 1e-9);
        Assert.Equal(excess, -0.368064207168497 + ledger.State.Read().Divergence, 1e-9);
    }

    [Fact]
    public void T8_energies_of_the_labels_own_surprise_take_all_of_it()
    {
        Ledger ledger = new(Told());
        WorkStroke work = ledger.Work(
            Matrix.FromRows([-Math.Log(0.9), -Math.Log(0.1)], [-Math.Log(0.1), -Math.Log(0.9)]),
            WorkKind.Optimiser);
        Assert.Equal(0.325082973391448, work.Work, 1e-9);
        Assert.Equal(0.693147180559945, work.FreeEnergyChange, 1e-9);
        Assert.Equal(-0.368064207168497, work.ExcessWork, 1e-9);
        Assert.Equal(1, work.DemonEfficiency, 1e-9);
    }

    /// <summary>Items are true labels, labels those that are learned in a field of ln 9, from even
    /// odds.</summary>
    [Fact]
    public void T18_a_label_learned_in_a_field_costs_more_than_it_tells()
    {
        double half = Math.Log(9) / 2;
        Ledger ledger = new(CompositeState.Of(
            Matrix.FromRows([-half, half], [half, -half]), Matrix.FromRows([0.25, 0.25], [0.25, 0.25]), 1));
        HeatStroke learning = ledger.Readout();
        double information = ledger.State.Read().LabelInformation;
        Assert.Equal(0.368064207168497, information, 1e-9);
        Assert.Equal(0.878889830934488, -learning.Heat, 1e-9);
        Assert.Equal(0.418783099102591, information / -learning.Heat, 1e-9);
        Assert.Equal(0.510825623765991, learning.EntropyProduction, 1e-9);
    }

    [Fact]
    public void T20_hard_labels_are_absolutely_irreversible()
    {
        Matrix target = Matrix.FromRows([0.7, 0.3]);
        LabelFluctuation hard = LabelFluctuation.Of(Matrix.FromRows([1.0, 0]), target);
        Assert.Equal(0.7, hard.Average, 1e-12);
        Assert.Equal(0.356674943938732, hard.Mean, 1e-9);
        Assert.False(hard.FullSupport);
        LabelFluctuation soft = LabelFluctuation.Of(Matrix.FromRows([0.2, 0.8]), target);
        Assert.Equal(1, soft.Average, 1e-12);
        Assert.True(soft.FullSupport);
        Matrix energies = Matrix.FromRows([-Math.Log(0.7), -Math.Log(0.3)]);
        Ledger ledger = new(CompositeState.Of(energies, Matrix.FromRows([1.0, 0]), 1));
        Assert.Equal(0.356674943938732, ledger.Readout().EntropyProduction, 1e-9);
    }

    /// <summary>A chain N(m, 1) where the model is N(θ, 1); and the most that 256 candidates can
    /// tell.</summary>
    [Theory]
    [InlineData(0.4, -1.1)]
    [InlineData(2, 2)]
    public void T22_a_chain_that_lags_does_the_work_of_its_lag(double chain, double model)
    {
        Assert.Equal(
            (chain - model) * (chain - model) / 2, GaussianRelaxation.Divergence(chain, 1, model, 1), 1e-12);
        Matrix told = new(256, 256);
        for (int i = 0; i < 256; i++)
            told[i, i] = 1.0 / 256;
        StateReading r = CompositeState.Of(told.Map(q => -1000 * q), told, 1000).Read();
        Assert.Equal(5.54517744447956, r.LabelInformation, 1e-9);
        Assert.Equal(5.54517744447956, r.StoredInformation, 1e-9);
    }

    [Theory]
    [InlineData(0.3, 1.11910802689865)]
    [InlineData(2.19722457733622, 1.64)]
    public void T26_information_restores_the_equality_that_feedback_breaks(double gap, double efficacy)
    {
        WorkFluctuation stroke = WorkFluctuation.Of(Told(), Gap(gap));
        Assert.Equal(1, stroke.Average, 1e-12);
        Assert.Equal(efficacy, stroke.Efficacy, 1e-9);
    }

    /// <summary>Soft labels give 1, hard ones the mean probability of their label.</summary>
    [Fact]
    public void T27_work_fluctuations_average_to_the_support()
    {
        GibbsEnsemble soft = Samples.Labels(Samples.Before, 2);
        WorkFluctuation one = WorkFluctuation.Of(
            CompositeState.Of(Samples.Before, soft.Labels, 1), Samples.After);
        Assert.Equal(1, one.Average, 1e-12);
        Matrix hard = Matrix.FromRows([0.5, 0], [0, 0.5]);
        WorkFluctuation other = WorkFluctuation.Of(CompositeState.Of(Samples.Before, hard, 1), Samples.After);
        Assert.False(other.FullSupport);
        Assert.Equal(0.82786325433978, other.Average, 1e-9);
        Assert.Equal(other.Expected, other.Average, 1e-12);
    }

    [Fact]
    public void T29_one_hot_labels_give_info_nce()
    {
        Matrix e = Matrix.FromRows([-0.9, -0.1, -0.2], [0, -0.8, -0.3], [-0.1, -0.2, -0.7]);
        Matrix q = new(3, 3);
        for (int i = 0; i < 3; i++)
            q[i, i] = 1.0 / 3;
        StateReading r = CompositeState.Of(e, q, 10).Read();
        Assert.Equal(0.00582318743609485, r.Loss, 1e-12);
        Assert.Equal(1.09278910123202, r.StoredInformation, 1e-12);
        Assert.Equal(-0.8, r.InternalEnergy, 1e-12);
        Assert.Equal(-0.80058231874361, r.EquilibriumFreeEnergy, 1e-12);
        Assert.Equal(0, r.LabelEntropy, 1e-12);
    }

    /// <summary>The label stroke of the worked cycle, p(β = 1) to the closed form of β = 2.</summary>
    [Fact]
    public void T30_a_label_stroke_produces_at_least_what_its_distance_demands()
    {
        double s = 1 / (1 + Math.Exp(-2.5)), a = 1 / (1 + Math.Exp(-1)), b = 1 / (1 + Math.Exp(-1.5));
        double bound = SpeedLimits.Stroke(
            [a / 2, (1 - a) / 2, (1 - b) / 2, b / 2], [s / 2, (1 - s) / 2, (1 - s) / 2, s / 2]);
        Assert.Equal(0.0448952365855337, bound, 1e-12);
        Assert.True(bound <= 0.114471079472736);
    }

    /// <summary>m = 0.9, a student that moves by 0.1: closed form, and the recursion itself.</summary>
    [Fact]
    public void T34_a_teacher_lags_behind_its_student()
    {
        SlowReservoir teacher = new(0.9);
        Assert.Equal(0.9, teacher.Lag(0.1), 1e-9);
        Assert.Equal(0.405, teacher.Divergence(0.1, 1), 1e-9);
        double student = 0, follower = 0;
        for (int step = 0; step < 2000; step++)
        {
            student += 0.1;
            follower = (0.9 * follower) + (0.1 * student);
        }
        Assert.Equal(student - follower, teacher.Lag(0.1), 1e-9);
        Assert.Equal(10, teacher.Memory, 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SlowReservoir(1));
    }

    private static CompositeState Told() =>
        CompositeState.Of(new Matrix(2, 2), Matrix.FromRows([0.45, 0.05], [0.05, 0.45]), 1);

    private static Matrix Gap(double gap) => Matrix.FromRows([0, gap], [gap, 0]);
}
