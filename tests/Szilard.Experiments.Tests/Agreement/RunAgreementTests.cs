using Szilard.Experiments.Agreement;
using Szilard.Experiments.Specification;
using Szilard.Experiments.Tests.Running;
using Szilard.Observables.Agreement;
using Szilard.Parts;
using Szilard.Records;

namespace Szilard.Experiments.Tests.Agreement;

public sealed class RunAgreementTests : IDisposable
{
    private static readonly string[] s_body =
    [
        "encoder={ kind: layered-hopfield, hidden: [8], bias: 0.5, output_bias: 0.4 }",
        "rule={ kind: temporal-contrast, kernel: markov }",
        "training.steps=0",
    ];

    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    /// <summary>The raw observation of an identity mixing is the truth: structural agreement is 1, a copy of
    /// it agrees with it perfectly, and p is at its floor.</summary>
    [Fact]
    public void Models_that_see_the_truth_agree_with_it_and_with_each_other()
    {
        string[] raw = ["encoder={ kind: identity }", "world.mixing=identity"];
        RunFolder[] folders =
            [_bench.Finish(Named("one", raw)), _bench.Finish(Named("two", raw))];
        AgreementReport report = Agreement(folders, layers: false);
        Assert.Equal(["one seed 1", "two seed 1"], report.Subjects.Select(s => s.Name));
        Assert.All(report.Subjects, s => Assert.Equal(1, s.Structural[0].Reading.Value, 1e-6));
        Assert.All(report.Subjects, s => Assert.Equal(1, s.Structural[1].Reading.Value, 1e-6));
        Assert.All(report.Matrices, m =>
        {
            Assert.Equal(1, m.Cells[0].Representation.Calibrated, 1e-9);
            Assert.Equal(1.0 / 40, m.Cells[0].Representation.PValue, 1e-12);
        });
    }

    /// <summary>The newest checkpoint is what the run's own final arrays were made of, so that a run agrees
    /// with a copy of itself; threads change nothing.</summary>
    [Fact]
    public void Trained_runs_are_compared_at_every_layer()
    {
        RunFolder[] folders = [_bench.Finish(Bench.Study()), .. _bench.Runner().Run(
            Bench.Study() with { Seeds = [2] }, CancellationToken.None)];
        AgreementReport report = Agreement(folders, layers: true);
        Assert.All(report.Subjects, s => Assert.Equal(3, s.Layers.Count));
        AgreementCell cell = report.Matrices[0].Cells[0];
        Assert.Equal(9, cell.Maximum!.Pairs);
        Assert.True(cell.Maximum.Calibration.Observed >= cell.Representation.Observed - 1e-9);
        Assert.Equal(
            cell.Representation.Null,
            Agreement(folders, layers: true, threads: 2).Matrices[0].Cells[0].Representation.Null);
    }

    [Fact]
    public void Different_worlds_are_refused_with_the_keys_that_differ()
    {
        RunFolder[] folders = [_bench.Finish(Bench.Study()), _bench.Finish(Bench.Study("world.rho=0.5"))];
        string message = Refusal(folders);
        Assert.Contains("world.rho 0.9 and 0.5", message, StringComparison.Ordinal);
        Assert.Contains("--arrays", message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_run_a_run_twice_and_a_run_without_a_checkpoint_are_refused()
    {
        RunFolder folder = _bench.Finish(Bench.Study());
        Assert.Contains("one alone", Refusal([folder]), StringComparison.Ordinal);
        Assert.Contains("twice", Refusal([folder, folder]), StringComparison.Ordinal);
        RunFolder bare = _bench.Finish(Bench.Study("training.steps=10"));
        foreach (Checkpoint kept in bare.Checkpoints())
            File.Delete(bare.DataOf(kept));
        Assert.Contains("no checkpoint", Refusal([folder, bare]), StringComparison.Ordinal);
    }

    [Fact]
    public void Bodies_are_compared_too_but_have_no_layers()
    {
        RunFolder[] folders = [_bench.Finish(Named("one", s_body)), _bench.Finish(Named("two", s_body))];
        Assert.Equal(2, Agreement(folders, layers: false).Subjects.Count);
        Assert.Contains(
            "no layers", Assert.Throws<SzilardException>(() => Agreement(folders, layers: true)).Message,
            StringComparison.Ordinal);
    }

    private static Study Named(string name, string[] overrides) =>
        StudyReader.Read(
            Bench.Text.Replace("name: tiny", $"name: {name}", StringComparison.Ordinal), "named.yaml",
            Catalogues.Laboratory.Form, overrides).Demand();

    private static string Refusal(RunFolder[] folders) =>
        Assert.Throws<SzilardException>(() => Agreement(folders, layers: false)).Message;

    private static AgreementReport Agreement(RunFolder[] folders, bool layers, int threads = 1) =>
        new RunAgreement(
            new AgreementSettings { Permutations = 39 }, AgreementScores.Usual, 200, layers, 1, threads)
        .Of(folders, CancellationToken.None);
}
