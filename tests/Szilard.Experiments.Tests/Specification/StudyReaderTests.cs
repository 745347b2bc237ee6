using Szilard.Experiments.Specification;

namespace Szilard.Experiments.Tests.Specification;

public sealed class StudyReaderTests
{
    private const string Spiral = """
        name: spiral
        claim: The spiral is undone.
        seeds: [1, 2, 3]
        data: some/folder
        world: { kind: latent, mixing: spiral }
        objective: { kind: info-nce, similarity: gaussian, temperature: 0.5 }
        training:
          steps: 50
        runs:
          info-nce: {}
          whitening: { objective: { kind: whitening } }
          cold: { objective: { temperature: 0.01 }, training: { steps: 7 } }
        expect:
          - { run: info-nce, meter: r2.affine, at_least: 0.95 }
          - { run: cold, meter: mcc, at_least: 0.1, at_most: 0.9 }
          - { run: info-nce, meter: linear-probe, beats: whitening }
        """;

    [Fact]
    public void Name_claim_data_and_seeds_are_read()
    {
        Study study = ExampleForm.Sound(Spiral);
        Assert.Equal("spiral", study.Name);
        Assert.Equal("The spiral is undone.", study.Claim);
        Assert.Equal("some/folder", study.Data);
        Assert.Equal([1, 2, 3], study.Seeds);
    }

    [Fact]
    public void A_run_without_overrides_is_the_base_with_defaults()
    {
        RunSpecification run = ExampleForm.Sound(Spiral).Runs[0];
        Assert.Equal("info-nce", run.Name);
        Assert.Equal("spiral", run.Settings("world").Choice("mixing"));
        Assert.Equal(0.9, run.Settings("world").Number("rho"));
        Assert.Equal("gaussian", run.Settings("objective").Choice("similarity"));
        Assert.Equal(50, run.Settings("training").Integer("steps"));
        Assert.Equal([64, 64], run.Settings("training").Integers("widths"));
    }

    [Fact]
    public void Another_kind_drops_the_base_parameters()
    {
        RunSpecification run = ExampleForm.Sound(Spiral).Runs[1];
        Assert.Equal("whitening", run["objective"].Kind);
        Assert.Equal(0, run.Settings("objective").Number("epsilon"));
    }

    [Fact]
    public void The_same_kind_merges_key_by_key()
    {
        RunSpecification run = ExampleForm.Sound(Spiral).Runs[2];
        Assert.Equal("gaussian", run.Settings("objective").Choice("similarity"));
        Assert.Equal(0.01, run.Settings("objective").Number("temperature"));
        Assert.Equal(7, run.Settings("training").Integer("steps"));
    }

    [Fact]
    public void Expectations_are_read_in_order()
    {
        Expectation[] expected =
        [
            new AtLeast("info-nce", "r2.affine", 0.95),
            new AtLeast("cold", "mcc", 0.1),
            new AtMost("cold", "mcc", 0.9),
            new Beats("info-nce", "linear-probe", "whitening"),
        ];
        Assert.Equal(expected, ExampleForm.Sound(Spiral).Expectations);
    }

    [Fact]
    public void Without_runs_there_is_one_named_like_the_study()
    {
        Study study = ExampleForm.Sound("name: alone\nworld: { kind: files, path: 12 }");
        RunSpecification run = Assert.Single(study.Runs);
        Assert.Equal("alone", run.Name);
        Assert.Equal("12", run.Settings("world").Text("path"));
        Assert.Equal([1], study.Seeds);
    }

    [Fact]
    public void An_empty_section_run_or_list_of_expectations_counts_as_absent()
    {
        Study study = ExampleForm.Sound(
            "name: a\nworld: { kind: files }\ntraining:\nruns:\n  one:\n  two:\nexpect:\n");
        Assert.Equal(["one", "two"], study.Runs.Select(r => r.Name));
        Assert.Equal(256, study.Runs[1].Settings("training").Integer("batch"));
    }

    [Fact]
    public void Anchors_aliases_and_merge_keys_are_followed()
    {
        Study study = ExampleForm.Sound("""
            name: shared
            world: &w { kind: latent, rho: 0.5 }
            runs:
              same: { world: *w }
              merged: { world: { <<: *w, rho: 0.25 } }
            """);
        Assert.Equal(0.5, study.Runs[0].Settings("world").Number("rho"));
        Assert.Equal(0.25, study.Runs[1].Settings("world").Number("rho"));
    }

    [Fact]
    public void An_override_reaches_every_run_that_does_not_say_otherwise()
    {
        Study study = ExampleForm.Sound(
            Spiral, "training.steps=9", "world.rho=0.25", "seeds=[5]", "training.widths=[8, 4]");
        Assert.Equal([9, 9, 7], study.Runs.Select(r => r.Settings("training").Integer("steps")));
        Assert.All(study.Runs, r => Assert.Equal(0.25, r.Settings("world").Number("rho")));
        Assert.Equal([8, 4], study.Runs[0].Settings("training").Integers("widths"));
        Assert.Equal([5], study.Seeds);
    }

    [Fact]
    public void An_override_of_one_run_leaves_the_others()
    {
        Study study = ExampleForm.Sound(
            Spiral, "runs.cold.training.steps=3", "runs.whitening.objective.epsilon=0.5");
        Assert.Equal([50, 50, 3], study.Runs.Select(r => r.Settings("training").Integer("steps")));
        Assert.Equal(0.5, study.Runs[1].Settings("objective").Number("epsilon"));
    }

    [Fact]
    public void An_override_of_the_kind_drops_the_parameters_of_the_old_one()
    {
        const string text = "name: a\nworld: { kind: latent }\nobjective: { temperature: 0.5 }";
        Study study = ExampleForm.Sound(text, "objective.epsilon=0.125", "objective.kind=whitening");
        Assert.Equal("whitening", study.Runs[0]["objective"].Kind);
        Assert.Equal(0.125, study.Runs[0].Settings("objective").Number("epsilon"));
    }

    [Fact]
    public void The_last_of_two_equal_overrides_wins()
    {
        Study study = ExampleForm.Sound(Spiral, "world.rho=0.1", "world.rho=0.2");
        Assert.Equal(0.2, study.Runs[0].Settings("world").Number("rho"));
    }
}
