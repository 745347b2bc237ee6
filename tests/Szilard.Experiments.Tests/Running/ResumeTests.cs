using Szilard.Experiments.Specification;
using Szilard.Parts;
using Szilard.Records;
using Szilard.Records.Tests;

namespace Szilard.Experiments.Tests.Running;

/// <summary>An interrupted run ends in the bits of one that was not.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    /// <summary>Checkpoints lie at 20, 40 and 60, readings at 15, 30, 45 and 60.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(20)]
    [InlineData(37)]
    [InlineData(59)]
    public void A_run_cancelled_after_some_steps_resumes_to_the_same_bits(long after)
    {
        RunFolder whole = _bench.Finish(Bench.Study());
        RunFolder broken = _bench.Cancel(Bench.Study(), after);
        Assert.Equal(RunState.Cancelled, broken.Record().State);
        Assert.Equal(after, broken.Record().Verdict!.Step);
        RunRecord record = _bench.Runner().Resume(broken, CancellationToken.None);
        Assert.Equal(RunState.Done, record.State);
        Assert.Single(record.Resumed);
        Bench.AssertSame(whole, broken);
    }

    /// <summary>Left to themselves they are due after every third step of 60, those within five seconds of
    /// the last left out; asked for after every twentieth step they are all taken. The newest two are
    /// kept.</summary>
    [Theory]
    [InlineData(0, 1, 54)]
    [InlineData(0, 0.01, 0)]
    [InlineData(20, 0.01, 40)]
    public void Checkpoints_are_as_far_apart_as_is_worth_their_while(int every, double seconds, long last)
    {
        ManualClock clock = new();
        StudyRunner runner = _bench.Runner(
            tell: p => clock.Advance(p.Step > 0 ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero),
            time: clock);
        RunFolder folder = Assert.Single(
            runner.Run(Bench.Study($"training.checkpoint_every={every}"), CancellationToken.None));
        Assert.Equal([60, last], folder.Checkpoints().Select(c => c.Step));
    }

    [Fact]
    public void So_does_one_with_averaged_weights_batch_normalisation_and_random_slices()
    {
        string[] overrides =
        [
            "training.averaging=0.9", "encoder.normalisation=batch", "objective={ kind: sigreg }",
            "encoder.projector=[4, 3]",
        ];
        RunFolder whole = _bench.Finish(Bench.Study(overrides));
        RunFolder broken = _bench.Cancel(Bench.Study(overrides), 33);
        _bench.Runner().Resume(broken, CancellationToken.None);
        Bench.AssertSame(whole, broken);
    }

    [Fact]
    public void A_run_may_be_interrupted_again_and_again()
    {
        RunFolder whole = _bench.Finish(Bench.Study());
        RunFolder broken = _bench.Cancel(Bench.Study(), 7);
        for (long after = 16; after < 60; after += 13)
        {
            using CancellationTokenSource stop = new();
            _bench.Runner(tell: p => { if (p.Step >= after) stop.Cancel(); }).Resume(broken, stop.Token);
        }
        _bench.Runner().Resume(broken, CancellationToken.None);
        Bench.AssertSame(whole, broken);
    }

    [Fact]
    public void More_threads_may_take_it_up()
    {
        RunFolder whole = _bench.Finish(Bench.Study());
        RunFolder broken = _bench.Cancel(Bench.Study(), 25);
        _bench.Runner(threads: 4).Resume(broken, CancellationToken.None);
        Bench.AssertSame(whole, broken);
    }

    [Fact]
    public void A_damaged_newest_checkpoint_is_told_and_the_one_before_serves()
    {
        RunFolder whole = _bench.Finish(Bench.Study());
        RunFolder broken = _bench.Cancel(Bench.Study(), 47);
        string newest = broken.DataOf(broken.Checkpoints()[0]);
        File.WriteAllBytes(newest, File.ReadAllBytes(newest)[..^9]);
        List<string> remarks = [];
        _bench.Runner(remarks: remarks).Resume(broken, CancellationToken.None);
        Assert.Contains("step 47", Assert.Single(remarks));
        Bench.AssertSame(whole, broken);
    }

    [Fact]
    public void A_run_that_is_done_is_not_resumed()
    {
        RunFolder folder = _bench.Finish(Bench.Study("training.steps=5"));
        string refusal = Refusal(folder);
        Assert.Contains("is done", refusal);
        Assert.Contains(folder.Name, refusal);
    }

    [Fact]
    public void A_run_that_another_writes_is_not_resumed()
    {
        RunFolder folder = _bench.Cancel(Bench.Study(), 5);
        using (folder.Write(TimeProvider.System))
            Assert.Contains("process", Refusal(folder));
        Assert.Equal(RunState.Cancelled, folder.Record().State);
    }

    [Fact]
    public void Runs_that_a_cancellation_leaves_unbegun_have_no_folder()
    {
        using CancellationTokenSource stop = new();
        Study study = Bench.Study() with { Seeds = [1, 2, 3] };
        IReadOnlyList<RunFolder> folders =
            _bench.Runner(tell: p => { if (p.Step >= 3) stop.Cancel(); }).Run(study, stop.Token);
        Assert.Single(folders);
        Assert.Single(RunFolder.All(_bench.Root));
    }

    private string Refusal(RunFolder folder) => Assert.Throws<SzilardException>(
        () => _bench.Runner().Resume(folder, CancellationToken.None)).Message;
}
