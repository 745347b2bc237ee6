using Szilard.Tensors;
using Szilard.Thermodynamics.Composite;
using Szilard.Thermodynamics.Gibbs;

namespace Szilard.Thermodynamics.Tests.Composite;

/// <summary>What holds for any energies and labels, on random systems of several shapes.</summary>
public class PropertyTests
{
    public static TheoryData<long, int, int> Systems { get; } = new()
    {
        { 1, 1, 2 }, { 2, 2, 1 }, { 3, 3, 3 }, { 4, 5, 4 }, { 5, 2, 9 }, { 6, 16, 3 },
        { 7, 7, 7 }, { 8, 40, 2 },
    };

    [Theory]
    [MemberData(nameof(Systems))]
    public void Relaxations_produce_entropy_and_models_store_at_most_what_labels_hold(
        long seed, int items, int labels)
    {
        CompositeState state = Samples.Random(seed, items, labels);
        StateReading r = state.Read();
        Assert.True(r.StoredInformation <= r.LabelInformation + 1e-12);
        Ledger ledger = new(state);
        GibbsEnsemble bath = Sinkhorn.Solve(
            state.Energies, 3, new SinkhornAim { Sweeps = 2, Tolerance = -1 });
        Assert.True(ledger.Heat(bath.Labels, HeatKind.Labelling, bath.Charges).EntropyProduction >= -1e-12);
        Assert.True(ledger.Readout().EntropyProduction >= -1e-12);
    }

    /// <summary>Views in either direction under the same constraints: W_ab + W_ba ≥ 0.</summary>
    [Theory]
    [MemberData(nameof(Systems))]
    public void Disagreeing_views_cost_work(long seed, int items, int labels)
    {
        Matrix a = Samples.Energies(seed, items, labels), b = Samples.Energies(seed + 100, items, labels);
        CompositeState onA = CompositeState.Of(a, Held(a), 1), onB = CompositeState.Of(b, Held(b), 1);
        double there = new Ledger(onA).Work(b, WorkKind.ViewSwap).Work;
        double back = new Ledger(onB).Work(a, WorkKind.ViewSwap).Work;
        Assert.True(there + back >= -1e-12, $"{there} + {back}");

        static Matrix Held(Matrix e) => Sinkhorn.Solve(
            e, 2, new SinkhornAim { ColumnsFirst = true, Tolerance = 1e-14, Sweeps = 100_000 }).Labels;
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public void The_order_of_events_moves_energy_between_work_and_heat(long seed, int items, int labels)
    {
        CompositeState state = Samples.Random(seed, items, labels);
        Matrix energies = Samples.Energies(seed, items, labels);
        Ledger workFirst = new(state), heatFirst = new(state), both = new(state);
        Matrix target = CompositeState.AtEquilibrium(energies, 0.7, state.Weights).Labels;
        workFirst.Work(energies, WorkKind.Optimiser);
        workFirst.Relax(target);
        heatFirst.Relax(target);
        heatFirst.Work(energies, WorkKind.Optimiser);
        (double work, double heat) = both.Midpoint(energies, target, WorkKind.Optimiser, HeatKind.Relaxation);
        Assert.Equal(workFirst.Totals.EnergyChange, heatFirst.Totals.EnergyChange, 1e-12);
        Assert.Equal(workFirst.Totals.EnergyChange, work + heat, 1e-12);
        Assert.Equal((workFirst.Totals.TotalWork + heatFirst.Totals.TotalWork) / 2, work, 1e-12);
        if (labels > 1)
            Assert.True(Math.Abs(workFirst.Totals.TotalWork - heatFirst.Totals.TotalWork) > 1e-6);
    }

    /// <summary>The items dealt out to two ledgers, each with its share of the weights: sums of W and Q,
    /// weighted, are those of one ledger.</summary>
    [Theory]
    [MemberData(nameof(Systems))]
    public void Books_of_shards_add_up_to_those_of_the_whole(long seed, int items, int labels)
    {
        if (items < 2)
            return;
        CompositeState whole = Samples.Random(seed, items, labels);
        Matrix next = Samples.Energies(seed, items, labels);
        Ledger all = new(whole);
        all.Work(next, WorkKind.Optimiser);
        double heat = all.Readout().Heat, produced = all.Totals.TotalEntropyProduction;
        double work = 0, shardHeat = 0, shardProduced = 0;
        int[][] shards = [[.. Enumerable.Range(0, items / 2)], [.. Enumerable.Range(
            items / 2, items - (items / 2))]];
        foreach (int[] rows in shards)
        {
            double share = rows.Sum(i => whole.Weights[i]);
            Ledger part = new(CompositeState.Of(
                whole.Energies.Select(rows), whole.Labels.Select(rows).Map(q => q / share), whole.Beta,
                [.. rows.Select(i => whole.Weights[i] / share)]));
            work += share * part.Work(next.Select(rows), WorkKind.Optimiser).Work;
            HeatStroke readout = part.Readout();
            (shardHeat, shardProduced) = (
                shardHeat + (share * readout.Heat), shardProduced + (share * readout.EntropyProduction));
        }
        Assert.Equal(all.Totals.TotalWork, work, 1e-12);
        Assert.Equal(heat, shardHeat, 1e-12);
        Assert.Equal(produced, shardProduced, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public void Labels_have_no_names(long seed, int items, int labels)
    {
        CompositeState state = Samples.Random(seed, items, labels);
        StateReading here = state.Read();
        StateReading there = CompositeState.Of(
            Turned(state.Energies), Turned(state.Labels), state.Beta, state.Weights).Read();
        foreach ((double a, double b) in new[]
            {
                (here.InternalEnergy, there.InternalEnergy), (here.Entropy, there.Entropy),
                (here.Loss, there.Loss),
                (here.Divergence, there.Divergence), (here.LabelInformation, there.LabelInformation),
                (here.StoredInformation, there.StoredInformation), (here.FreeEnergy, there.FreeEnergy),
            })
            Assert.Equal(a, b, 1e-12);

        static Matrix Turned(Matrix m)
        {
            Matrix turned = new(m.Rows, m.Columns);
            for (int i = 0; i < m.Rows; i++)
                for (int j = 0; j < m.Columns; j++)
                    turned[i, (j + 1) % m.Columns] = m[i, j];
            return turned;
        }
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public void A_constant_energy_changes_energies_alone(long seed, int items, int labels)
    {
        CompositeState state = Samples.Random(seed, items, labels);
        StateReading here = state.Read(),
            there = state.WithEnergies(state.Energies.Map(e => e + 12.5)).Read();
        Assert.Equal(here.InternalEnergy + 12.5, there.InternalEnergy, 1e-11);
        Assert.Equal(here.EquilibriumFreeEnergy + 12.5, there.EquilibriumFreeEnergy, 1e-11);
        Assert.Equal(here.Loss, there.Loss, 1e-11);
        Assert.Equal(here.Divergence, there.Divergence, 1e-11);
        Assert.Equal(here.StoredInformation, there.StoredInformation, 1e-11);
    }

    /// <summary>In the cold the model takes the least energy of each item, and F_eq is that energy.</summary>
    [Theory]
    [MemberData(nameof(Systems))]
    public void In_the_cold_only_the_least_energy_counts(long seed, int items, int labels)
    {
        Matrix energies = Samples.Energies(seed, items, labels);
        CompositeState cold = CompositeState.AtEquilibrium(energies, 1e6);
        double least = Enumerable.Range(0, items).Average(i => energies.Row(i).ToArray().Min());
        Assert.Equal(least, cold.EquilibriumFreeEnergy, 1e-5);
        Assert.Equal(least, cold.InternalEnergy, 1e-5);
        Assert.Equal(0, cold.Read().LabelEntropy, 1e-4);
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public void In_the_heat_labels_are_even(long seed, int items, int labels)
    {
        Matrix energies = Samples.Energies(seed, items, labels);
        foreach (Matrix q in new[]
            {
                CompositeState.AtEquilibrium(energies, 1e-9).Labels,
                Sinkhorn.Solve(energies, 1e-9, new SinkhornAim()).Labels,
            })
            Assert.All(q.Values, p => Assert.Equal(1.0 / (items * labels), p, 1e-7));
    }

    /// <summary>T_t = T_s and no column constraint: labelling does nothing, and all that labels hold is
    /// stored.</summary>
    [Theory]
    [MemberData(nameof(Systems))]
    public void Labels_of_the_models_own_temperature_without_equipartition_are_the_models_own(
        long seed, int items, int labels)
    {
        CompositeState model = CompositeState.AtEquilibrium(Samples.Energies(seed, items, labels), 1.3);
        GibbsEnsemble held = Sinkhorn.Solve(
            model.Energies, 1.3, new SinkhornAim { Columns = model.Marginal() });
        HeatStroke stroke = new Ledger(model).Heat(held.Labels, HeatKind.Labelling, held.Charges);
        Assert.Equal(0, stroke.EntropyProduction, 1e-9);
        Assert.Equal(0, stroke.Heat, 1e-9);
        Assert.Equal(model.Read().LabelInformation, model.Read().StoredInformation, 1e-12);
    }

    [Theory]
    [InlineData(4, 2)]
    [InlineData(6, 3000)]
    public void Without_energies_there_is_nothing_to_book(int items, int labels)
    {
        CompositeState blank = CompositeState.AtEquilibrium(new Matrix(items, labels), 10);
        Ledger ledger = new(blank);
        GibbsEnsemble even = Sinkhorn.Solve(blank.Energies, 20, new SinkhornAim());
        Assert.Equal(0, ledger.Heat(even.Labels, HeatKind.Labelling, even.Charges).Heat, 1e-12);
        Assert.Equal(0, ledger.Work(new Matrix(items, labels), WorkKind.Optimiser).Work, 1e-12);
        Assert.Equal(Math.Log(labels), ledger.State.Read().Loss, 1e-12);
        Assert.Equal(0, ledger.State.Read().StoredInformation, 1e-12);
    }

    [Fact]
    public void A_change_of_temperature_is_neither_work_nor_heat()
    {
        CompositeState state = Samples.Random(21);
        Ledger ledger = new(state);
        ledger.Thermostat(4);
        Assert.Equal(0, ledger.Totals.Size);
        Assert.Equal(0, ledger.Totals.EnergyChange);
        Assert.Equal(state.InternalEnergy, ledger.State.InternalEnergy);
        Assert.Equal(state.Read().Entropy, ledger.State.Read().Entropy);
        Assert.Equal(
            CompositeState.Of(state.Energies, state.Labels, 4, state.Weights).Read(), ledger.State.Read());
    }
}
