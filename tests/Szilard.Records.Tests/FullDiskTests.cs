using Szilard.Parts;

namespace Szilard.Records.Tests;

public sealed class FullDiskTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Wherever_the_disk_runs_full_the_run_stops_with_one_sentence_and_resumes_to_the_same_lines()
    {
        using RunWriter whole = _scratch.Create();
        ToyTraining.Train(whole);
        int stopped = 0;
        for (long room = 0; room < 9000; room += 293)
        {
            RunFolder folder = Fresh();
            stopped += TrainOn(room, folder) ? 0 : 1;
            using RunWriter again = folder.Write(_scratch.Clock);
            Assert.True(ToyTraining.Train(again));
            Assert.Equal(ToyTraining.Lines(whole.Folder), ToyTraining.Lines(folder));
        }
        Assert.InRange(stopped, 6, 30);
    }

    [Fact]
    public void The_old_record_stays_when_the_new_one_does_not_fit()
    {
        var tight = new TightDisk(100_000);
        using RunWriter run = RunOpening.Create(_scratch.Root, Scratch.Start(), _scratch.Clock, tight.Disk);
        tight.Room = 50;
        var fault = Assert.Throws<SzilardException>(() => run.Finish(RunState.Done, []));
        Assert.Contains("No space left", fault.Message);
        Assert.Contains("run.json", fault.Message);
        Assert.Contains("bytes are free", fault.Message);
        Assert.Contains("resume", fault.Message);
        Assert.Equal(RunState.Running, run.Folder.Record().State);
        Assert.Empty(Directory.GetFiles(run.Folder.Path, "*.tmp"));
    }

    [Fact]
    public void A_failed_append_leaves_whole_lines_and_can_be_repeated()
    {
        var tight = new TightDisk(100_000);
        using RunWriter run = RunOpening.Create(_scratch.Root, Scratch.Start(), _scratch.Clock, tight.Disk);
        run.Append(1, "loss", Scratch.Reading(1));
        long length = new FileInfo(run.Folder.MetricsPath).Length;
        tight.Room = 30;
        Assert.Throws<SzilardException>(() => run.Append(2, "loss", Scratch.Reading(2)));
        Assert.Equal(length, new FileInfo(run.Folder.MetricsPath).Length);
        tight.Room = 100_000;
        run.Append(2, "loss", Scratch.Reading(2));
        Assert.Equal([1L, 2L], run.Folder.Metrics().Select(m => m.Step));
    }

    [Fact]
    public void A_checkpoint_that_fails_after_any_number_of_bytes_leaves_the_one_before()
    {
        using RunWriter run = _scratch.Create();
        run.Checkpoint(1, Scratch.Text("good"));
        for (int bytes = 0; bytes < 8; bytes++)
        {
            Assert.Throws<SzilardException>(() => run.Checkpoint(2, stream =>
            {
                Scratch.Text("12345678"[..bytes])(stream);
                throw new IOException("No space left on device");
            }));
            Resumption<string> resumed = run.Resume(File.ReadAllText)!;
            Assert.Equal((1, "good"), (resumed.Step, resumed.State));
        }
    }

    [Fact]
    public void A_real_full_device_is_reported()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full here.");
        RunFolder folder = Fresh();
        File.Delete(folder.MetricsPath);
        File.CreateSymbolicLink(folder.MetricsPath, "/dev/full");
        using RunWriter run = folder.Write(_scratch.Clock);
        run.Checkpoint(1, Scratch.Text("good"));
        var fault = Assert.Throws<SzilardException>(() => run.Append(1, "loss", Scratch.Reading(1)));
        Assert.Contains("metrics.jsonl", fault.Message);
        Assert.Contains("space", fault.Message);
        string next = Path.Combine(folder.Path, "checkpoints", "step-000000000002.safetensors.tmp");
        File.CreateSymbolicLink(next, "/dev/full");
        Assert.Throws<SzilardException>(() => run.Checkpoint(2, Scratch.Text("12345678")));
        Assert.Equal("good", run.Resume(File.ReadAllText)!.State);
    }

    [Fact]
    public void A_root_that_is_a_file_is_reported()
    {
        string root = Path.Combine(_scratch.Root, "file");
        File.WriteAllText(root, "");
        var fault = Assert.Throws<SzilardException>(
            () => RunFolder.Create(root, Scratch.Start(), _scratch.Clock));
        Assert.Contains("another folder", fault.Message);
        Assert.Contains("bytes are free", fault.Message);
    }

    [Fact]
    public void A_run_that_cannot_even_begin_leaves_no_folder()
    {
        for (long room = 0; room < 300; room += 20)
        {
            Disk disk = new TightDisk(room).Disk;
            Assert.Throws<SzilardException>(
                () => RunOpening.Create(_scratch.Root, Scratch.Start(), _scratch.Clock, disk));
            Assert.Empty(Directory.GetDirectories(_scratch.Root));
        }
    }

    [Fact]
    public void A_folder_that_vanishes_while_running_is_reported()
    {
        using RunWriter run = _scratch.Create();
        Directory.Delete(run.Folder.Path, recursive: true);
        Assert.Throws<SzilardException>(() => run.Finish(RunState.Done, []));
    }

    private RunFolder Fresh()
    {
        using RunWriter run = _scratch.Create();
        return run.Folder;
    }

    /// <summary>Trains on a disk with that much room; false where it was stopped.</summary>
    private bool TrainOn(long room, RunFolder folder)
    {
        try
        {
            using RunWriter run = RunOpening.Open(folder, _scratch.Clock, new TightDisk(room).Disk);
            return ToyTraining.Train(run);
        }
        catch (SzilardException fault)
        {
            Assert.Contains("No space left", fault.Message);
            return false;
        }
    }
}
