using Szilard.Experiments.Specification;
using Szilard.Experiments.Verdicts;
using Szilard.Parts;
using Szilard.Records;

namespace Szilard.Experiments.Tests.Running;

/// <summary>A body learns behind the same run, folder and verdicts as a network.</summary>
public sealed class BodyRunTests : IDisposable
{
    private const string Text = """
        name: body
        world: { kind: latent, dimensions: 2, mixing: mlp, layers: 1, rho: 0.95 }
        encoder:
          kind: layered-hopfield
          hidden: [16]
          bias: 0.5
          scales: [0.4]
          output_bias: 0.3
          free_steps: 60
          nudged_steps: 20
        objective: { kind: info-nce, similarity: gaussian, temperature: 0.05 }
        rule: { kind: equilibrium-propagation, beta: 0.005 }
        optimiser: { kind: adam, rate: 0.01 }
        training: { steps: 60, batch: 32, checkpoint_every: 20 }
        evaluation: { samples: 256, probe_samples: 256, curve_samples: 128, readings: 4 }
        expect:
          - { run: body, meter: rule.cosine.weight-2, at_least: 0.5 }
          - { run: body, meter: rest.free.unsettled, at_most: 1 }
        """;

    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    /// <summary>In a linear world, with no label. The loss of one who tells nothing apart is ln 32; it falls
    /// well below that and goes on falling after the first fifteen steps.</summary>
    [Fact]
    public void A_self_supervised_body_runs_from_end_to_end_and_lowers_its_loss()
    {
        Study study = Study();
        RunFolder folder = _bench.Finish(study);
        RunRecord record = folder.Record();
        Assert.Equal(RunState.Done, record.State);
        MetricLine[] losses = [.. folder.Metrics().Where(m => m.Name == "loss")];
        Assert.True(
            losses[^1].Value < Math.Min(losses[0].Value - 0.1, Math.Log(32) - 0.5),
            $"{losses[0].Value} {losses[^1].Value}");
        Assert.Contains(record.Summary, r => r.Name == "r2.affine" && double.IsFinite(r.Value));
        Assert.All(
            Claims.Check(study, [record]), claim => Assert.True(claim.Held, $"{claim}"));
        Assert.Equal(
            [0, 15, 30, 45, 60], folder.Metrics().Where(m => m.Name == "rule.cosine").Select(m => m.Step));
    }

    [Theory]
    [InlineData("encoder.representation=all")]
    [InlineData("rule={ kind: temporal-contrast }", "objective={ kind: sigreg, lambda: 0.01 }")]
    [InlineData("objective={ kind: simsiam, predictor_width: 4 }", "optimiser={ kind: lars }")]
    [InlineData("encoder={ kind: resistor-network, nodes: 20 }", "objective={ kind: whitening }")]
    public void A_body_cancelled_and_resumed_with_more_threads_ends_in_the_same_bits(
        params string[] overrides)
    {
        RunFolder whole = _bench.Finish(Study(overrides));
        RunFolder broken = _bench.Cancel(Study(overrides), 27);
        _bench.Runner(threads: 4).Resume(broken, CancellationToken.None);
        Bench.AssertSame(whole, broken);
    }

    [Fact]
    public void Thresholds_that_freeze_every_synapse_are_flagged_with_their_knob()
    {
        const string Thresholds = "weight-1:1e9, bias-1:1e9, weight-2:1e9, bias-2:1e9";
        RunVerdict verdict = _bench.Finish(Study(
            $"rule={{ kind: temporal-contrast, thresholds: \"{Thresholds}\" }}")).Record().Verdict!;
        Assert.Equal("frozen", verdict.State);
        Assert.Contains("5 readings", verdict.Evidence);
        Assert.Contains("rule.thresholds", verdict.Next);
        Assert.Contains("rule.relative_threshold", verdict.Next);
    }

    [Theory]
    [InlineData("1e-6", "not-at-rest")]
    [InlineData("0", null)]
    public void A_body_that_is_not_at_rest_is_flagged_unless_that_is_by_design(
        string tolerance, string? state)
    {
        Study study = Study(
            $"encoder.tolerance={tolerance}", "encoder.free_steps=3", "encoder.nudged_steps=3");
        RunVerdict verdict = _bench.Finish(study).Record().Verdict!;
        if (state is null)
        {
            Assert.NotEqual("not-at-rest", verdict.State);
            return;
        }
        Assert.Equal(state, verdict.State);
        Assert.Contains("100 % of the free relaxations", verdict.Evidence.Replace("100%", "100 %"));
        Assert.Contains("encoder.free_steps", verdict.Next);
    }

    [Fact]
    public void An_untrained_body_is_a_control() =>
        Assert.Equal("control", _bench.Finish(Study("training.steps=0")).Record().Verdict!.State);

    /// <summary>A record that was written before there were rules is a network's.</summary>
    [Fact]
    public void A_record_without_a_rule_is_read_as_backpropagation()
    {
        var json = SpecificationJson.Write(Bench.Run());
        json.Remove("rule");
        RunSpecification read = SpecificationJson.Read(json, Catalogues.Laboratory.Form);
        Assert.Equal(Bench.Run(), read);
        Assert.Equal("backpropagation", read["rule"].Kind);
    }

    [Fact]
    public void A_factor_of_no_parameter_of_a_network_fails_the_run_with_the_nearest_name()
    {
        string sentence = Assert.Throws<SzilardException>(
            () => _bench.Finish(Bench.Study("optimiser.factors=\"encoder.0.wieght:2\""))).Message;
        Assert.Contains("did you mean `encoder.0.weight`?", sentence);
    }

    private static Study Study(params string[] overrides) =>
        Assert.IsType<SoundStudy>(Bench.Read(Text, overrides)).Study;
}
