using Szilard.Experiments.Specification;

namespace Szilard.Experiments.Tests.Specification;

public sealed class GridTests
{
    private const string Head = "name: a\nworld: { kind: latent }\n";

    private const string Two = Head + """
        runs:
          contrast: {}
          fixed: { training: { batch: 7 } }
          whitening: { objective: { kind: whitening } }

        """;

    [Fact]
    public void Every_run_stands_at_every_point_that_changes_it()
    {
        Study study = ExampleForm.Sound(
            Two + "over: { training.batch: [8, 32], world.rho: [0.5, 0.9] }\n");
        Assert.Equal(
            [
                "contrast-batch-8-rho-0-5", "contrast-batch-8-rho-0-9", "contrast-batch-32-rho-0-5",
                "contrast-batch-32-rho-0-9", "fixed-rho-0-5", "fixed-rho-0-9", "whitening-batch-8-rho-0-5",
                "whitening-batch-8-rho-0-9", "whitening-batch-32-rho-0-5", "whitening-batch-32-rho-0-9",
            ],
            study.Runs.Select(r => r.Name));
        Cell cell = study.Cells[2];
        Assert.Equal(
            ("contrast", "32", "0.5"), (cell.Of, cell.ValueOf("training.batch"), cell.ValueOf("world.rho")));
        Assert.Equal(32, cell.Run.Settings("training").Integer("batch"));
        Assert.Equal(0.5, cell.Run.Settings("world").Number("rho"));
        Assert.Null(study.Cells[4].ValueOf("training.batch"));
        Assert.Equal(7, study.Cells[4].Run.Settings("training").Integer("batch"));
    }

    [Fact]
    public void Kinds_and_lists_can_be_varied_and_knobs_can_come_from_the_command_line()
    {
        Study study = StudyReader.Read(
            Head + "over: { objective.kind: [info-nce, whitening] }\n", "s.yaml", ExampleForm.Form, [],
            ["training.widths=[8],[8, 16]"]).Demand();
        Assert.Equal(
            ["info-nce", "info-nce", "whitening", "whitening"], study.Runs.Select(r => r["objective"].Kind));
        Assert.Equal("[8, 16]", study.Cells[1].ValueOf("training.widths"));
        Assert.Equal([8, 16], study.Runs[1].Settings("training").Numbers("widths"));
    }

    [Fact]
    public void Expectations_of_points_that_the_command_line_took_out_are_left_out()
    {
        const string text = Head + """
            over: { training.batch: [8, 32, 128] }
            expect:
              - { run: a, at: { training.batch: 32 }, meter: mcc, at_least: 0.5 }
              - { run: a, at: { training.batch: 8 }, meter: mcc, at_least: 0.4 }
              - { run: a, meter: mcc, over: training.batch, at_least: 0 }
            """;
        Study study = StudyReader.Read(text, "s.yaml", ExampleForm.Form, [], ["training.batch=8"]).Demand();
        Assert.Equal([new AtLeast("a-batch-8", "mcc", 0.4)], study.Expectations);
    }

    [Fact]
    public void Long_names_are_shortened_and_stay_distinct()
    {
        string name = new('a', 60);
        Study study = ExampleForm.Sound(
            $"name: b\nworld: {{ kind: latent }}\nruns: {{ {name}: {{}} }}\nover: {{ training.batch: [8, 32] "
                + "}\n");
        Assert.Equal(2, study.Runs.Select(r => r.Name).Distinct().Count());
        Assert.All(study.Runs, r => Assert.InRange(r.Name.Length, 1, 64));
    }

    [Theory]
    [InlineData("over: 3", "over", "a grid is a mapping")]
    [InlineData("over: { training.batch: 8 }", "over.training.batch", "takes a list of values")]
    [InlineData("over: { training.batch: [] }", "over.training.batch", "takes a list of values")]
    [InlineData("over: { training.batch: [8, 8] }", "over.training.batch", "8 is given twice")]
    [InlineData("over: { training.batch: [{}] }", "over.training.batch", "plain values or lists")]
    [InlineData("over: { objective.batch: [8] }", "over.objective.batch", "write `training.batch`")]
    [InlineData("over: { training.bach: [8] }", "over.training.bach", "did you mean `batch`")]
    [InlineData("over: { trainin.batch: [8] }", "over.trainin.batch", "did you mean `training`")]
    [InlineData("over: { batch: [8] }", "over.batch", "a knob is `section.key`")]
    [InlineData("over: { world.rho: [2, 0.5] }", "world.rho", "")]
    public void A_faulty_grid_is_told(string grid, string key, string sentence)
    {
        StudyFault fault = ExampleForm.OnlyFault(Head + grid + "\n");
        Assert.Equal(key, fault.Key);
        Assert.Contains(sentence, fault.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_knob_that_changes_no_run_is_refused()
    {
        StudyFault fault = ExampleForm.OnlyFault(
            Head + "runs: { one: { training: { batch: 7 } } }\nover: { training.batch: [8, 32] }\n");
        Assert.Contains("changes no run", fault.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_grid_too_large_is_refused_with_its_size()
    {
        string many = string.Join(", ", Enumerable.Range(2, 101));
        StudyFault fault = ExampleForm.OnlyFault(
            Head + $"over: {{ training.batch: [{many}], training.steps: [{many}] }}\n");
        Assert.Contains("10201 cells", fault.Sentence, StringComparison.Ordinal);
        Assert.Contains("at most 10000 are run", fault.Sentence, StringComparison.Ordinal);
        Assert.Contains("The grid is 101 × 101", fault.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_and_seeds_count_like_points()
    {
        string many = string.Join(", ", Enumerable.Range(2, 40));
        string seeds = string.Join(", ", Enumerable.Range(1, 84));
        StudyFault fault = ExampleForm.OnlyFault(
            Two + $"seeds: [{seeds}]\nover: {{ training.batch: [{many}] }}\n");
        Assert.Contains(
            "120 cells (points × runs) × 84 seeds make 10080 runs", fault.Sentence, StringComparison.Ordinal);
        Assert.Null(Study.Excess(120, 83));
    }

    [Fact]
    public void An_expectation_speaks_of_all_cells_or_of_those_at_a_point()
    {
        Study study = ExampleForm.Sound(Two + """
            over: { training.batch: [8, 32] }
            expect:
              - { run: contrast, meter: r2.affine, at_least: 0.9 }
              - { run: contrast, at: { training.batch: 32 }, meter: mcc, at_most: 0.5 }
              - { run: contrast, meter: mcc, beats: fixed }
            """);
        Assert.Equal(
            [
                new AtLeast("contrast-batch-8", "r2.affine", 0.9),
                new AtLeast("contrast-batch-32", "r2.affine", 0.9),
                new AtMost("contrast-batch-32", "mcc", 0.5), new Beats("contrast-batch-8", "mcc", "fixed"),
                new Beats("contrast-batch-32", "mcc", "fixed"),
            ],
            study.Expectations);
    }

    [Fact]
    public void A_power_law_is_expected_for_each_value_of_the_other_knobs()
    {
        Study study = ExampleForm.Sound(Head + """
            over: { training.batch: [8, 32, 128], world.rho: [0.5, 0.9] }
            expect:
              - { run: a, meter: r2.affine, over: training.batch, of: deficit, at_most: -0.5 }
            """);
        Exponent[] laws = [.. study.Expectations.Cast<Exponent>()];
        Assert.Equal(["a (world.rho 0.5)", "a (world.rho 0.9)"], laws.Select(l => l.Run));
        Assert.Equal([8.0, 32, 128], laws[1].Points.Select(p => p.Knob));
        Assert.Equal("a-batch-128-rho-0-9", laws[1].Points[2].Run);
        Assert.True(laws[0].OfDeficit);
        Assert.Equal(
            "1 − r2.affine of a (world.rho 0.5) ∝ (training.batch)^x with x ≤ -0.5", laws[0].Sentence);
    }

    [Theory]
    [InlineData("{ run: a, meter: mcc, at: { training.batch: 9 }, at_least: 0 }", "it has 8, 32")]
    [InlineData("{ run: a, meter: mcc, at: { training.steps: 9 }, at_least: 0 }", "no knob of this run")]
    [InlineData("{ run: a, meter: mcc, at: 9, at_least: 0 }", "is a mapping")]
    [InlineData("{ run: a, meter: mcc, over: training.batch, at_least: 0 }", "needs 3 values above 0")]
    [InlineData("{ run: a, meter: mcc, of: deficit, at_least: 0 }", "belongs to a power law")]
    [InlineData("{ run: a, verdict: well }", "there is no verdict `well`")]
    [InlineData("{ run: a, verdict: healthy, at_least: 0 }", "make it an expectation of its own")]
    [InlineData("{ run: a, verdict: healthy, before_loss: maybe }", "true or false")]
    public void A_faulty_expectation_of_a_grid_is_told(string expectation, string sentence)
    {
        StudyFault fault = ExampleForm.OnlyFault(
            Head + $"over: {{ training.batch: [8, 32] }}\nexpect: [{expectation}]\n");
        Assert.Contains(sentence, fault.Sentence, StringComparison.Ordinal);
    }
}
