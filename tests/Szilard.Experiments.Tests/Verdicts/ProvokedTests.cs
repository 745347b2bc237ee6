using Szilard.Experiments.Specification;
using Szilard.Experiments.Tests.Running;
using Szilard.Parts;
using Szilard.Records;

namespace Szilard.Experiments.Tests.Verdicts;

/// <summary>States that real runs are driven into.</summary>
public sealed class ProvokedTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Permuted_pairs_end_on_the_plateau()
    {
        RunVerdict verdict = Verdict("training.pairing=permuted", "training.steps=400");
        Assert.Equal("plateau", verdict.State);
    }

    [Fact]
    public void A_rate_of_a_million_diverges_and_the_last_good_checkpoint_loads()
    {
        RunFolder folder = _bench.Finish(Bench.Study("optimiser.rate=1e6", "training.steps=200"));
        RunRecord record = folder.Record();
        Assert.Equal((RunState.Diverged, "diverged"), (record.State, record.Verdict!.State));
        RunCheckpoint good = RunCheckpoint.Read(folder.DataOf(folder.Checkpoints()[0]));
        Assert.All(
            good.Arrays, array => Assert.All(array.Values, v => Assert.True(float.IsFinite(v), array.Name)));
        Assert.True(good.Step < record.Verdict.Step);
    }

    /// <summary>A step of 10³⁹ makes the weights infinite while loss and gradient before it are finite: the
    /// checkpoint that is due then is not taken, and the one before stays.</summary>
    [Fact]
    public void A_step_to_infinity_is_named_and_takes_no_checkpoint()
    {
        RunFolder folder = _bench.Finish(Bench.Study(
            "optimiser={ kind: sgd, rate: 1e39, schedule: constant }", "training.checkpoint_every=1"));
        RunVerdict verdict = folder.Record().Verdict!;
        Assert.Equal("diverged", verdict.State);
        Assert.Contains("encoder.0.weight", verdict.Evidence);
        Assert.Equal([0L], folder.Checkpoints().Select(c => c.Step));
    }

    /// <summary>Why a diverged run is not resumed is said, and what it kept is left alone.</summary>
    [Fact]
    public void A_diverged_run_is_not_resumed_and_keeps_its_checkpoints()
    {
        RunFolder folder = _bench.Finish(Bench.Study("optimiser.rate=1e6", "training.steps=200"));
        Checkpoint[] kept = [.. folder.Checkpoints()];
        Assert.NotEmpty(kept);
        string refusal = Assert.Throws<SzilardException>(
            () => _bench.Runner().Resume(folder, CancellationToken.None)).Message;
        Assert.Contains("was not finite at step", refusal);
        Assert.Contains("lower `optimiser.rate`", refusal);
        Assert.Equal(kept.Select(c => c.Sha256), folder.Checkpoints().Select(c => c.Sha256));
        Assert.Equal(RunState.Diverged, folder.Record().State);
    }

    [Fact]
    public void Vicreg_without_its_variance_term_collapses()
    {
        RunVerdict verdict = Verdict(
            "objective={ kind: vicreg, variance: 0, covariance: 0 }", "optimiser.rate=0.03",
            "training.steps=600");
        Assert.Equal("collapsed", verdict.State);
        Assert.StartsWith("objective.variance", verdict.Next);
    }

    [Fact]
    public void Simsiam_without_its_stop_gradient_collapses()
    {
        RunVerdict verdict = Verdict(
            "objective={ kind: simsiam, stop_gradient: false, predictor_width: 16 }", "training.steps=400");
        Assert.Equal("collapsed", verdict.State);
        Assert.StartsWith("objective.stop_gradient", verdict.Next);
    }

    /// <summary>Momentum 0 makes the teacher its student; at 0.5 it lags.</summary>
    [Fact]
    public void A_teacher_that_is_its_student_is_named_and_one_that_lags_is_not()
    {
        RunVerdict aliased = Verdict([.. Dino("0"), "ledger.gauge=row-minimum"]);
        Assert.Equal(("aliased", 1L), (aliased.State, aliased.Step));
        Assert.StartsWith("objective.momentum", aliased.Next);
        Assert.NotEqual("aliased", Verdict(Dino("0.5")).State);

        static string[] Dino(string momentum) =>
        [
            "objective={ kind: dino, prototypes: 16, freeze: 0 }", $"objective.momentum={momentum}",
            $"objective.momentum_end={momentum}", "ledger.every=5",
        ];
    }

    [Fact]
    public void An_untrained_and_an_identity_encoder_are_controls()
    {
        Assert.Equal("control", Verdict("training.steps=0").State);
        Assert.Equal("control", Verdict("encoder={ kind: identity }").State);
    }

    private RunVerdict Verdict(params string[] overrides)
    {
        Study study = Bench.Study(overrides);
        return _bench.Finish(study).Record().Verdict!;
    }
}
