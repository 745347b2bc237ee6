using Szilard.Experiments.Plans;
using Szilard.Experiments.Tests.Running;
using Szilard.Experiments.Verdicts;
using Szilard.Learners.Thermodynamics;
using Szilard.Records;
using Szilard.Tensors;
using Szilard.Thermodynamics.Composite;

namespace Szilard.Experiments.Tests.Verdicts;

/// <summary>Collapses that are provoked in small systems of 8 items and 4 labels, each from its own energies
/// and labels, and one that is well.</summary>
public sealed class LedgerRulesTests
{
    private const int Items = 8, Labels = 4;

    /// <summary>Items i belong to label i mod 4 with logit gap g.</summary>
    private static Matrix Told(double gap) => Fill((i, j) => j == i % Labels ? -gap : 0);

    [Fact]
    public void Labels_that_hold_and_a_model_that_stores_are_well() =>
        Assert.Null(LedgerRules.Of(History(State(Told(3), Told(4)))));

    [Fact]
    public void One_label_that_takes_all_is_named()
    {
        Matrix same = Fill((_, j) => j == 0 ? -20 : 0);
        RunVerdict? verdict = LedgerRules.Of(History(State(same, same)));
        Assert.Equal("collapsed", verdict?.State);
        Assert.Contains("One label takes all", verdict!.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Uniform_labels_are_named()
    {
        RunVerdict? verdict = LedgerRules.Of(History(State(Told(3), Fill((_, _) => 0))));
        Assert.Contains("Uniform labels", verdict?.Evidence, StringComparison.Ordinal);
    }

    /// <summary>Labels and model agree, and neither tells items apart.</summary>
    [Fact]
    public void Nothing_left_to_learn_from_is_named()
    {
        Matrix weak = Fill((_, j) => j == 0 ? -1.5 : 0);
        RunVerdict? verdict = LedgerRules.Of(History(State(weak, weak)));
        Assert.Contains("No free energy left", verdict?.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_that_hold_and_a_model_that_stores_nothing_stand_at_the_plateau()
    {
        RunVerdict? verdict = LedgerRules.Of(History(State(Fill((_, _) => 0), Told(6))));
        Assert.Equal("plateau", verdict?.State);
        Assert.Contains("ln 4", verdict!.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_step_is_that_since_which_it_is_so()
    {
        BookedState well = State(Told(3), Told(4)), dead = State(Fill((_, _) => 0), Told(6));
        Assert.Equal(30, LedgerRules.Of(History(dead, well, dead, dead))?.Step);
    }

    /// <summary>The optimiser does −0.1; a teacher that does this again, but for a hundredth, is its
    /// student.</summary>
    [Theory]
    [InlineData(-0.1, true)]
    [InlineData(-0.0995, true)]
    [InlineData(-0.098, false)]
    [InlineData(-0.001, false)]
    [InlineData(0, false)]
    [InlineData(0.1, false)]
    public void A_teacher_that_does_its_students_work_again_is_its_student(double work, bool aliased)
    {
        BookedState well = State(Told(3), Told(4));
        Assert.Equal(aliased ? "aliased" : null, LedgerRules.Of(History(work, [well, well]))?.State);
    }

    /// <summary>Those whose labels are made, and one whose labels are given.</summary>
    [Theory]
    [InlineData("swav")]
    [InlineData("sela")]
    [InlineData("dino")]
    [InlineData("deepcluster-v2")]
    [InlineData("info-nce")]
    public void The_next_knob_is_a_key_of_the_objective_that_ran(string objective)
    {
        string[] overrides = [$"objective={{ kind: {objective} }}", "world.samples=64"];
        Matrix same = Fill((_, j) => j == 0 ? -20 : 0), weak = Fill((_, j) => j == 0 ? -1.5 : 0);
        Matrix none = Fill((_, _) => 0);
        BookedState[] sick = [State(same, same), State(Told(3), none), State(weak, weak), State(
            none, Told(6))];
        foreach (BookedState state in sick)
        {
            RunVerdict? verdict = LedgerRules.Of(History(double.NaN, [state], overrides));
            Assert.NotNull(verdict);
            NextKnob.AssertKeys(Bench.Run(overrides), verdict.Next);
        }
    }

    /// <summary>The state after the optimiser, of a model with energies under labels that are the Gibbs state
    /// of others.</summary>
    private static BookedState State(Matrix energies, Matrix labelEnergies)
    {
        Matrix labels = CompositeState.AtEquilibrium(labelEnergies, 1).Labels;
        StateReading r = CompositeState.Of(energies, labels, 1).Read();
        return new BookedState(
            "optimiser", r.InternalEnergy, r.InternalEnergy, r.Entropy, r.LabelEntropy, r.MarginalEntropy,
            r.EquilibriumFreeEnergy, r.FreeEnergy, r.Loss, r.Divergence, 1, 1);
    }

    private static RunHistory History(params BookedState[] states) => History(double.NaN, states);

    /// <summary>A booked step at 10, 20, …, of a method with a teacher where the work of its moving average
    /// is a number.</summary>
    private static RunHistory History(double work, BookedState[] states, params string[] overrides)
    {
        using RunPlan plan = RunPlan.Build(Bench.Run(overrides), 1, "", 1);
        bool taught = !double.IsNaN(work);
        BookedStroke[] strokes = taught
            ? [Stroke("optimiser", -0.1), Stroke("moving-average", work)]
            : [Stroke("optimiser", -0.1)];
        return new RunHistory(plan, [], [], 10 * states.Length, null)
        {
            Books =
            [
                .. states.Select((state, k) => new BookedStep(
                    10 * (k + 1), taught ? "two-Hamiltonian" : "exact", "raw", 1, Items, Labels, 1, 1,
                    Along(state, strokes), strokes, new HeatCapacityCurve([], []))),
            ],
        };
    }

    /// <summary>The state before the strokes and after each, with the energy that their work
    /// leaves.</summary>
    private static BookedState[] Along(BookedState state, BookedStroke[] strokes) =>
    [
        state with { After = "begin" },
        .. strokes.Select((stroke, k) => state with
        {
            After = stroke.Name,
            InternalEnergy = state.InternalEnergy + strokes[..(k + 1)].Sum(s => s.Work),
        }),
    ];

    private static BookedStroke Stroke(string name, double work) =>
        new(name, work, 0, work, 0, 0, 0, 0, double.NaN, 0);

    private static Matrix Fill(Func<int, int, double> of)
    {
        Matrix filled = new(Items, Labels);
        for (int i = 0; i < Items; i++)
            for (int j = 0; j < Labels; j++)
                filled[i, j] = of(i, j);
        return filled;
    }
}
