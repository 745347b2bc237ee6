using Szilard.Experiments.Plans;
using Szilard.Parts;
using Szilard.Records;
using Szilard.Records.Tests;

namespace Szilard.Experiments.Tests.Running;

/// <summary>A whole run on a disk that runs full: it stops with one sentence, and what was committed goes on
/// to the bits of a run that had room.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const string FullDevice = "/dev/full";
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Wherever_the_room_ends_the_run_stops_and_resumes_to_the_same_bits()
    {
        RunFolder whole = _bench.Finish(Bench.Study());
        TightDisk ample = new(long.MaxValue);
        Bench.AssertSame(whole, RunOn(ample, whole.Record()).Folder);
        long needed = long.MaxValue - ample.Room;
        for (int part = 1; part < 16; part++)
        {
            (RunFolder folder, string message) = RunOn(new TightDisk(needed * part / 16), whole.Record());
            Assert.Contains("No space left", message);
            Assert.Contains("resume the run: its last checkpoint is intact", message);
            Assert.DoesNotContain('\n', message);
            List<string> remarks = [];
            _bench.Runner(remarks: remarks).Resume(folder, CancellationToken.None);
            Assert.Empty(remarks);
            Bench.AssertSame(whole, folder);
        }
    }

    /// <summary>The file of the third checkpoint, or the last array, leads to a device that is always
    /// full.</summary>
    [Theory]
    [InlineData("checkpoints/step-000000000040.safetensors.tmp", 20)]
    [InlineData("checkpoints/step-000000000040.json.tmp", 20)]
    [InlineData("arrays/representation.npy.tmp", 60)]
    public void A_device_that_is_full_stops_the_run_and_the_last_checkpoint_stays_good(string file, long good)
    {
        Assert.SkipUnless(File.Exists(FullDevice), $"There is no {FullDevice} here.");
        RunFolder whole = _bench.Finish(Bench.Study());
        SzilardException fault = Assert.Throws<SzilardException>(() => _bench
            .Runner(tell: progress => Plant(progress.Step, file, whole))
            .Run(Bench.Study(), CancellationToken.None));
        RunFolder broken = Other(whole);
        Assert.Contains("No space left", fault.Message);
        Assert.DoesNotContain('\n', fault.Message);
        Assert.Equal((RunState.Failed, fault.Message), (broken.Record().State, broken.Record().Message));
        Assert.Equal(good, broken.Checkpoints()[0].Step);
        Assert.False(File.Exists(Path.Combine(broken.Path, file)));
        _bench.Runner().Resume(broken, CancellationToken.None);
        Bench.AssertSame(whole, broken);
    }

    private void Plant(long step, string file, RunFolder whole)
    {
        if (step != 30)
            return;
        string path = Path.Combine(Other(whole).Path, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.CreateSymbolicLink(path, FullDevice);
    }

    private RunFolder Other(RunFolder whole) => RunFolder.All(_bench.Root).Single(f => f.Name != whole.Name);

    private (RunFolder Folder, string Message) RunOn(TightDisk disk, RunRecord model)
    {
        RunStart start = new(
            model.Name, model.World, model.Objective, model.Seed, model.Specification, model.Host);
        using var plan = RunPlan.Build(Bench.Run(), 1, "", 1);
        using RunWriter writer = RunOpening.Create(_bench.Root, start, TimeProvider.System, disk.Disk);
        try
        {
            new Experiment(plan, writer, _ => { }).Begin(CancellationToken.None);
            return (writer.Folder, "");
        }
        catch (SzilardException fault)
        {
            return (writer.Folder, fault.Message);
        }
    }
}
