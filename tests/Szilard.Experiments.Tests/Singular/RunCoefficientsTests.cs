using Szilard.Experiments.Specification;
using Szilard.Experiments.Dynamics;
using Szilard.Experiments.Singular;
using Szilard.Experiments.Tests.Running;
using Szilard.Parts;
using Szilard.Records;

namespace Szilard.Experiments.Tests.Singular;

public sealed class RunCoefficientsTests : IDisposable
{
    private static readonly CoefficientSettings _short = new()
    {
        Pairs = 64,
        Chains = 2,
        BurnIn = 20,
        Draws = 40,
    };

    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    /// <summary>60^(i/4) for i = 1 … 4 is 2.8, 7.7, 21.6, 60.</summary>
    [Fact]
    public void Snapshots_are_kept_evenly_in_the_logarithm_and_resume_does_not_change_them()
    {
        RunFolder whole = _bench.Finish(Bench.Study("training.snapshots=4"));
        Assert.Equal([0L, 3, 8, 22, 60], whole.Snapshots().Select(s => s.Step));
        RunFolder broken = _bench.Cancel(Bench.Study("training.snapshots=4"), 15);
        Assert.Equal([0L, 3, 8], broken.Snapshots().Select(s => s.Step));
        _bench.Runner().Resume(broken, CancellationToken.None);
        Assert.All(
            whole.Snapshots().Zip(broken.Snapshots()),
            pair => Assert.Equal(File.ReadAllBytes(pair.First.Path), File.ReadAllBytes(pair.Second.Path)));
        Assert.Empty(_bench.Finish(Bench.Study()).Snapshots());
    }

    /// <summary>Snapshots at 0, 3, 8, 22, 60 and checkpoints at 40 and 60.</summary>
    [Fact]
    public void Coefficients_are_read_at_each_point_and_are_kept_in_the_folder()
    {
        RunFolder folder = _bench.Finish(Bench.Study("training.snapshots=4"));
        Assert.Null(folder.Coefficients());
        CoefficientCurve curve = new RunCoefficients(_short, 1, _ => { }).Of(folder, CancellationToken.None);
        Assert.Equal([0L, 3, 8, 22, 40, 60], curve.Points.Select(p => p.Step));
        Assert.All(curve.Points, p => Assert.True(double.IsFinite(p.Value) && p.StandardError > 0));
        Assert.All(curve.Points, p => Assert.Equal(0.2, p.StepStiffness, 0.01));
        Assert.Equal((64, 32, "likelihood", false), (curve.Pairs, curve.Block, curve.Meaning, curve.Flagged));
        Assert.Equal(64 / Math.Log(64), curve.InverseTemperature, 12);
        // 2·16 + 16, 16·16 + 16, 16·2 + 2 weights and biases
        Assert.Equal(48 + 272 + 34, curve.Parameters);

        folder.Keep(curve);
        Assert.Equal(curve.Points, RunFolder.Open(folder.Path).Coefficients()!.Points);
        ReadingDynamics llc = RunDynamics.Of(folder).Readings.Single(r => r.Name == "llc");
        Assert.Equal(curve.Points[^1].Value, llc.Last);
    }

    [Fact]
    public void Threads_change_nothing_and_a_seed_does()
    {
        RunFolder folder = _bench.Finish(Bench.Study());
        CoefficientSettings last = _short with { FinalOnly = true, Ladder = [5, 10, 20, 40] };
        CoefficientCurve one = new RunCoefficients(last, 1, _ => { }).Of(folder, CancellationToken.None);
        CoefficientCurve two = new RunCoefficients(last, 2, _ => { }).Of(folder, CancellationToken.None);
        CoefficientCurve other =
            new RunCoefficients(last with { Seed = 2 }, 2, _ => { }).Of(folder, CancellationToken.None);
        Assert.Equal(60, Assert.Single(one.Points).Step);
        Assert.Equal(one.Points, two.Points);
        Assert.Equal(one.Ladder!.Rungs, two.Ladder!.Rungs);
        Assert.Equal([5.0, 10, 20, 40], one.Ladder.Rungs.Select(r => r.InverseTemperature));
        Assert.NotEqual(one.Points[0].Value, other.Points[0].Value);
    }

    [Fact]
    public void Runs_that_have_no_coefficient_say_why()
    {
        Refused(Bench.Study("optimiser={ kind: sgd, rate: 1e39, schedule: constant }"), "diverged");
        Refused(Bench.Study("encoder={ kind: identity }"), "nothing that learns");
        RunFolder bare = _bench.Finish(Bench.Study());
        Directory.Delete(Path.Combine(bare.Path, "checkpoints"), recursive: true);
        Refused(bare, _short, "has no checkpoint");
        RunFolder sound = _bench.Finish(Bench.Study());
        Refused(sound, _short with { InverseTemperature = 0 }, "nβ = 0");
        Refused(sound, _short with { Step = -1 }, "ε = -1");
        Refused(sound, _short with { Chains = 0 }, "0 chains");
        Refused(sound, _short with { Pairs = 1 }, "1 pairs");
        Refused(sound, _short with { Ladder = [10, 20] }, "ladder of 2");
        Refused(sound, _short with { Step = 1 }, "the walk diverges");
    }

    /// <summary>The readings of each latent lie beside that of all, which is the least of them.</summary>
    [Fact]
    public void Each_latent_has_its_R2_over_training_where_that_is_asked_for()
    {
        RunFolder folder = _bench.Finish(
            Bench.Study("evaluation.curve=r2.affine, r2.latent", "training.steps=400"));
        MetricLine[] lines = [.. folder.Metrics()];
        double Last(string name) => lines.Last(l => l.Name == name).Value;
        Assert.Equal(Last("r2.latent"), Math.Min(Last("r2.latent.1"), Last("r2.latent.2")), 1e-12);
        RunDynamics dynamics = RunDynamics.Of(folder);
        Assert.Equal([1, 2], dynamics.Order.Select(o => o.Latent).Order());
        Assert.True(dynamics.Order[0].Step <= dynamics.Order[1].Step);
        Assert.True(double.IsNaN(dynamics.Readings.Single(r => r.Name == "loss").StepsTo90));
    }

    /// <summary>The readings of content and style begin as those of a latent do, and are none.</summary>
    [Fact]
    public void Content_and_style_are_no_latents_of_the_learning_order()
    {
        RunFolder folder = _bench.Finish(Bench.Study(
            "world={ kind: content-style, content: 1, style: 1 }", "evaluation.curve=r2.latent",
            "training.steps=20"));
        Assert.Contains(folder.Metrics(), line => line.Name == "r2.latent.excess");
        Assert.All(RunDynamics.Of(folder).Order, o => Assert.InRange(o.Latent, 1, 2));
    }

    private void Refused(Study study, string named) => Refused(_bench.Finish(study), _short, named);

    private static void Refused(RunFolder folder, CoefficientSettings settings, string named)
    {
        SzilardException refused = Assert.Throws<SzilardException>(
            () => new RunCoefficients(settings, 1, _ => { }).Of(folder, CancellationToken.None));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }
}
