using Szilard.Experiments.Specification;
using Szilard.Experiments.Sweeps;

namespace Szilard.Experiments.Tests.Sweeps;

public sealed class SweepControlsTests
{
    private const string Text = """
        name: tiny
        world: { kind: latent, dimensions: 2, mixing: banana }
        encoder: { kind: mlp, widths: [16, 16] }
        training: { steps: 60, batch: 32 }
        runs:
          contrast: { objective: { kind: info-nce, similarity: gaussian } }
          whitening: { objective: { kind: whitening } }

        """;

    private static Study Read(string text, params string[] knobs) =>
        StudyReader.Read(text, "tiny.yaml", Catalogues.Laboratory.Form, [], knobs).Demand();

    private static (Study Study, IReadOnlyList<string> LeftOut) Controlled(
        string text, params string[] knobs) => SweepControls.Beside(Read(text, knobs), Catalogues.Laboratory.Form);

    [Fact]
    public void Each_world_and_encoder_has_its_controls_and_each_objective_its_permuted_pairs()
    {
        Study own = Read(Text, "world.rho=0.5,0.9", "optimiser.rate=0.001,0.002,0.003");
        (Study study, IReadOnlyList<string> leftOut) = SweepControls.Beside(own, Catalogues.Laboratory.Form);
        Assert.Empty(leftOut);
        Assert.Equal(own.Cells.Select(c => c.Run), study.Cells.Take(12).Select(c => c.Run));
        Assert.Equal(
            [
                "raw-rho-0-5", "raw-rho-0-9", "untrained-rho-0-5", "untrained-rho-0-9",
                "permuted-of-contrast-rho-0-5", "permuted-of-contrast-rho-0-9",
                "permuted-of-whitening-rho-0-5", "permuted-of-whitening-rho-0-9", "supervised-rho-0-5",
                "supervised-rho-0-9",
            ],
            study.Cells.Skip(12).Select(c => c.Run.Name));
        Assert.All(study.Cells.Skip(12), c => Assert.NotEmpty(c.Control));
        Cell raw = study.Cells[13];
        Assert.Equal(("identity", 0.9), (raw.Run["encoder"].Kind, raw.Run.Settings("world").Number("rho")));
        Assert.Equal("0.9", raw.ValueOf("world.rho"));
        Assert.Null(raw.ValueOf("optimiser.rate"));
        Assert.Equal("raw (control: identity encoder)", raw.Title);
        Assert.Equal(0, study.Cells[14].Run.Settings("training").Integer("steps"));
        Assert.Equal("permuted", study.Cells[18].Run.Settings("training").Choice("pairing"));
        Assert.Equal("whitening", study.Cells[18].Run["objective"].Kind);
        Assert.Equal(
            ("label", "supervised-regression"),
            (study.Cells[20].Run["views"].Kind, study.Cells[20].Run["objective"].Kind));
    }

    /// <summary>One who tells no pair from another pays ln K for K candidates, which the batch gives.</summary>
    [Fact]
    public void Permuted_pairs_are_shown_in_batches_of_every_size()
    {
        (Study study, _) = Controlled(Text, "training.batch=8,32", "optimiser.rate=0.001,0.002");
        Cell[] permuted = [.. study.Cells.Where(c => c.Of == "permuted-of-contrast")];
        Assert.Equal(["8", "32"], permuted.Select(c => c.ValueOf("training.batch")));
        Assert.Equal([8, 32], permuted.Select(c => c.Run.Settings("training").Integer("batch")));
        Assert.All(permuted, c => Assert.Null(c.ValueOf("optimiser.rate")));
    }

    /// <summary>What an encoder reads untrained, or told the truth, depends on the encoder; what the raw
    /// observation reads does not, nor do its layer and the width of what replaces it.</summary>
    [Fact]
    public void A_knob_of_the_encoder_leaves_the_raw_observation_alone()
    {
        (Study study, _) = Controlled(Text, "encoder.outputs=2,3", "evaluation.layer=0,1");
        Assert.Equal(
            [
                "raw", "untrained-outputs-2-layer-0", "untrained-outputs-2-layer-1",
                "untrained-outputs-3-layer-0", "untrained-outputs-3-layer-1", "supervised-layer-0",
                "supervised-layer-1",
            ],
            study.Cells.Where(c => c.Control.Length > 0)
                .Where(c => !c.Of.StartsWith("permuted", StringComparison.Ordinal)).Select(c => c.Run.Name));
    }

    [Fact]
    public void Controls_that_the_study_has_are_not_repeated_nor_have_they_controls()
    {
        (Study study, _) = Controlled(
            Text + "  untrained: { training: { steps: 0 } }\n  raw: { world: { rho: 0.3 }, encoder: { kind: "
                + "identity } }\n",
            "training.batch=8,32");
        Assert.Equal(
            [
                "raw-control", "permuted-of-contrast-batch-8", "permuted-of-contrast-batch-32",
                "permuted-of-whitening-batch-8", "permuted-of-whitening-batch-32", "supervised",
            ],
            study.Cells.Where(c => c.Control.Length > 0).Select(c => c.Run.Name));
    }

    [Fact]
    public void Runs_in_worlds_of_their_own_name_whose_control_it_is()
    {
        (Study study, _) = Controlled(Text + "  heavy: { world: { rho: 0.5 } }\n", "training.batch=8,32");
        Assert.Equal(
            ["raw-of-contrast", "raw-of-heavy", "untrained-of-contrast", "untrained-of-heavy"],
            study.Cells.Where(c => c.Control.Length > 0).Take(4).Select(c => c.Run.Name));
    }

    [Fact]
    public void A_world_without_truth_has_no_upper_bound_which_is_said()
    {
        (Study study, IReadOnlyList<string> leftOut) = Controlled(
            "name: tiny\nworld: { kind: npy, labels: none }\nviews: { kind: jitter }\nencoder: { kind: mlp, "
                + "outputs: 2 }\n",
            "training.batch=8,32");
        Assert.Equal(
            ["raw", "untrained", "permuted-batch-8", "permuted-batch-32"],
            study.Cells.Where(c => c.Control.Length > 0).Select(c => c.Run.Name));
        Assert.Contains("No `supervised` beside tiny-batch-8: the world tells no truth", leftOut);
    }

    [Fact]
    public void A_body_becomes_the_raw_observation_without_its_rule()
    {
        (Study study, _) = Controlled(
            "name: tiny\nencoder: { kind: layered-hopfield, hidden: [8] }\nrule: { kind: "
                + "equilibrium-propagation }\nobjective: { kind: whitening }\n",
            "training.batch=8,32");
        RunSpecification raw = study.Cells.First(c => c.Of == "raw").Run;
        Assert.Equal(("identity", "backpropagation"), (raw["encoder"].Kind, raw["rule"].Kind));
        Assert.Equal("layered-hopfield", study.Cells.First(c => c.Of == "untrained").Run["encoder"].Kind);
    }
}
