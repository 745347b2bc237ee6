using Szilard.Experiments.Plans;
using Szilard.Experiments.Specification;
using Szilard.Experiments.Tests.Running;
using Szilard.Experiments.Verdicts;
using Szilard.Learners.Objectives;
using Szilard.Records;

namespace Szilard.Experiments.Tests.Verdicts;

/// <summary>Every state from made-up readings at and around its threshold. The tiny run has 32 candidates and
/// 2 output columns.</summary>
public sealed class JudgementTests(ClassesFile data) : IClassFixture<ClassesFile>
{
    private static readonly double _plateau = Math.Log(32);
    private static readonly double[] _settled = [3.4, 2, 1.5, 1.5];

    [Fact]
    public void Settled_losses_and_full_rank_are_healthy()
    {
        RunVerdict verdict = Judge(_settled);
        Assert.Equal(("healthy", 60L, ""), (verdict.State, verdict.Step, verdict.Next));
        Assert.Contains("R² 0.970", verdict.Evidence);
    }

    [Fact]
    public void A_healthy_run_that_did_not_find_the_causes_is_sent_to_the_assumptions() =>
        Assert.Contains("assumption", Judge(_settled, r2: 0.949).Next);

    [Fact]
    public void A_spread_below_a_twentieth_of_chance_is_complete_collapse()
    {
        RunVerdict verdict = Judge(_settled, spread: 0.0499 * Math.Sqrt(0.5));
        Assert.Equal("collapsed", verdict.State);
        Assert.StartsWith("Complete collapse", verdict.Evidence);
        Assert.Contains("0.707", verdict.Evidence);
        Assert.Equal("healthy", Judge(_settled, spread: 0.0501 * Math.Sqrt(0.5)).State);
    }

    /// <summary>The threshold for two columns is 1 + 1/8.</summary>
    [Fact]
    public void A_rank_below_an_eighth_of_the_way_is_dimensional_collapse()
    {
        RunVerdict verdict = Judge(_settled, rank: 1.12);
        Assert.Equal("collapsed", verdict.State);
        Assert.Contains("effective rank 1.12 of 2", verdict.Evidence);
        Assert.Equal("healthy", Judge(_settled, rank: 1.13).State);
    }

    [Fact]
    public void A_collapse_is_dated_from_the_reading_since_which_it_lasts()
    {
        MetricLine[] spreads =
            [.. new[] { 0.5, 0.01, 0.4, 0.02, 0.01 }.Select((v, i) => Line(15 * i, "std", v, 0.01))];
        Assert.Equal(45, Judge(_settled, spread: 0.01, more: spreads).Step);
    }

    [Fact]
    public void A_loss_within_a_hundredth_of_that_of_the_ignorant_is_a_plateau()
    {
        RunVerdict verdict = Judge([3.466, 3.466, 3.466, 0.991 * _plateau]);
        Assert.Equal("plateau", verdict.State);
        Assert.Contains("ln(32 candidates) = 3.466", verdict.Evidence);
        Assert.Equal(15, verdict.Step);
        Assert.NotEqual("plateau", Judge([3.466, 3.466, 3.4, 0.989 * _plateau]).State);
    }

    [Fact]
    public void Three_standard_errors_widen_the_plateau() =>
        Assert.Equal("plateau", Judge([3.4, 3.3, 3.3, _plateau - 0.29], error: 0.1).State);

    /// <summary>A window of one step has no standard error: a hundredth still counts.</summary>
    [Fact]
    public void A_loss_without_a_standard_error_can_be_on_the_plateau() =>
        Assert.Equal("plateau", Judge([3.466, 3.466, 3.466, 3.466], error: double.NaN).State);

    [Fact]
    public void Permuted_pairs_are_named_as_the_cause() =>
        Assert.Equal(
            "training.pairing: matched",
            Judge([3.466, 3.466, 3.466, 3.466], overrides: "training.pairing=permuted").Next);

    [Fact]
    public void An_objective_without_candidates_has_no_plateau() =>
        Assert.Equal(
            "healthy", Judge([3.466, 3.466, 3.466, 3.466], overrides: "objective={ kind: vicreg }").State);

    [Fact]
    public void A_loss_that_was_not_finite_is_diverged_and_named()
    {
        RunVerdict verdict = Judge(_settled, diverged: "gradient of encoder.1.weight", step: 41);
        Assert.Equal(("diverged", 42L), (verdict.State, verdict.Step));
        Assert.Contains("gradient of encoder.1.weight", verdict.Evidence);
        Assert.Contains("step 42", verdict.Evidence);
    }

    /// <summary>Along a straight line from 3 over 100 stretches of 0.01 each, a fifth more steps bring 20 ·
    /// 0.01, and the fall to the middle of the last fifth is 0.895.</summary>
    [Fact]
    public void A_loss_that_still_falls_has_not_converged_and_the_gain_at_hand_is_named()
    {
        double[] line = [.. Enumerable.Range(0, 100).Select(i => 3 - (0.01 * i))];
        RunVerdict verdict = Judge(_settled, trace: line);
        Assert.Equal(("not-converged", 60L), (verdict.State, verdict.Step));
        Assert.Contains("12 more steps would lower it by 0.2 ± ", verdict.Evidence);
        Assert.Contains("22.3", verdict.Evidence);
    }

    [Theory]
    [InlineData("encoder={ kind: identity }")]
    [InlineData("training.steps=0")]
    public void A_run_that_learns_nothing_on_purpose_is_a_control(string overrides)
    {
        RunVerdict verdict = Judge([], spread: 0.001, rank: 1, overrides: overrides);
        Assert.Equal("control", verdict.State);
        Assert.Null(verdict.Step);
        Assert.Contains("R² 0.970", verdict.Evidence);
    }

    /// <summary>All that a world without items admits.</summary>
    public static TheoryData<string> Objectives =>
        [.. Objective.Catalogue.Parts.Where(p => !p.BuildDefault().NeedsItems).Select(p => p.Card.Name)];

    /// <summary>Every knob that a verdict names is a key that the run's own specification has.</summary>
    [Theory]
    [MemberData(nameof(Objectives))]
    public void The_next_knob_is_a_key_of_the_specification(string objective)
    {
        string[] overrides = objective.StartsWith("supervised", StringComparison.Ordinal)
            ? [$"objective={{ kind: {objective} }}", "views={ kind: label }"]
            : [$"objective={{ kind: {objective} }}"];
        if (objective == "supervised-classification")
            overrides = [.. overrides, "world={ kind: csv }", "encoder.outputs=2"];
        if (objective == "e-ssl")
            overrides =
            [
                .. overrides, "world={ kind: shapes }", "views={ kind: augment, quarter_turns: true }",
            ];
        if (objective == "contrastive-divergence")
            overrides = [.. overrides, "encoder={ kind: rbm }"];
        RunSpecification run = Bench.Run(overrides);
        RunVerdict[] verdicts =
        [
            Judge(_settled, spread: 0.001, overrides: overrides),
            Judge(_settled, rank: 1, overrides: overrides),
            Judge(_settled, trace: [.. Enumerable.Range(0, 50).Select(i => 9.0 - i)], overrides: overrides),
            Judge([9, 9, 9, 9], overrides: overrides),
            Judge(_settled, diverged: "loss", overrides: overrides),
        ];
        foreach (RunVerdict verdict in verdicts.Where(v => v.State != "healthy"))
        {
            Assert.Contains(verdict.Evidence, char.IsDigit);
            Assert.NotNull(verdict.Step);
            NextKnob.AssertKeys(run, verdict.Next);
        }
    }

    private RunVerdict Judge(
        double[] losses, double spread = 0.7, double rank = 2, double r2 = 0.97, double error = 0,
        long step = 60, string? diverged = null, MetricLine[]? more = null, double[]? trace = null,
        params string[] overrides)
    {
        using var plan = RunPlan.Build(Bench.Run(overrides), 1, data.Path, 1);
        MetricLine[] metrics =
            [.. losses.Select((loss, i) => Line(15 * (i + 1), "loss", loss, error)), .. more ?? []];
        RunHistory history = new(plan, metrics, trace ?? [], step, diverged);
        NamedReading[] summary =
        [
            new("std", spread, 0.01, Math.Sqrt(0.5)), new("rank-me", rank, 0, double.NaN),
            new("r2.affine", r2, 0.01, 0), .. history.LossReadings(),
        ];
        return Judgement.Of(history, summary);
    }

    private static MetricLine Line(long step, string name, double value, double error) =>
        new(step, name, value, error, double.NaN, "", 0);
}

/// <summary>Eighty samples of two classes, for the objective that needs classes.</summary>
public sealed class ClassesFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("szilard-classes-").FullName;

    public ClassesFile() => File.WriteAllLines(
        Path, ["x,y,label", .. Enumerable.Range(0, 80).Select(i => $"{i % 7},{i % 5},{i % 2}")]);

    public string Path => System.IO.Path.Combine(_folder, "classes.csv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
