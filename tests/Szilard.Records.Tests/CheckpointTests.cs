using Szilard.Parts;

namespace Szilard.Records.Tests;

public sealed class CheckpointTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void The_newest_two_are_kept()
    {
        using RunWriter run = _scratch.Create();
        for (int step = 1; step <= 5; step++)
            Save(run, step);
        Assert.Equal([5L, 4L], run.Folder.Checkpoints().Select(c => c.Step));
        Assert.Equal(4, Directory.GetFiles(Shelf(run)).Length);
        Assert.Equal("state 5", File.ReadAllText(run.Folder.DataOf(run.Folder.Checkpoints()[0])));
    }

    [Fact]
    public void A_run_without_checkpoints_begins_at_the_beginning()
    {
        using RunWriter run = _scratch.Create();
        run.Append(1, "loss", Scratch.Reading(1));
        Assert.Null(run.Resume(File.ReadAllText));
        Assert.Empty(run.Folder.Metrics());
    }

    [Fact]
    public void Any_flipped_byte_of_the_newest_is_noticed_and_the_one_before_is_used()
    {
        using RunWriter run = TwoCheckpoints();
        Checkpoint newest = run.Folder.Checkpoints()[0];
        byte[] data = File.ReadAllBytes(run.Folder.DataOf(newest));
        data[3] ^= 1;
        File.WriteAllBytes(run.Folder.DataOf(newest), data);

        Resumption<string> resumed = run.Resume(File.ReadAllText)!;

        Assert.Equal((1, "state 1"), (resumed.Step, resumed.State));
        Assert.Contains("step 2 is damaged", Assert.Single(resumed.Remarks));
        Assert.Equal([1L], run.Folder.Metrics().Select(m => m.Step));
        Assert.Equal([1L], run.Folder.Checkpoints().Select(c => c.Step));
    }

    [Fact]
    public void A_newest_one_that_is_cut_short_or_missing_or_without_card_falls_back()
    {
        foreach (Action<string, string> damage in (Action<string, string>[])[
            (data, _) => File.WriteAllText(data, "stat"),
            (data, _) => File.Delete(data),
            (_, card) => File.WriteAllText(card, "{\"step\":2"),
            (_, card) => File.WriteAllText(card, "null"),
            (_, card) => Change(card, "\"step\": 2", "\"step\": 9"),
            (_, card) => Change(card, "\"metrics_bytes\": ", "\"metrics_bytes\": -"),
            (_, card) => File.Delete(card)])
        {
            using RunWriter run = TwoCheckpoints();
            string data = run.Folder.DataOf(run.Folder.Checkpoints()[0]);
            damage(data, Path.ChangeExtension(data, ".json"));
            Assert.Equal(1, run.Resume(File.ReadAllText)!.Step);
            Save(run, 2);
            Assert.Equal(2, run.Resume(File.ReadAllText)!.Step);
        }
    }

    [Fact]
    public void The_callers_reader_may_reject_a_checkpoint()
    {
        using RunWriter run = TwoCheckpoints();
        Resumption<string> resumed = run.Resume(path => File.ReadAllText(path) == "state 2"
            ? throw new SzilardException("layer 3 has 10 units, but 12 were expected.")
            : File.ReadAllText(path))!;
        Assert.Equal(1, resumed.Step);
        Assert.Contains("layer 3", Assert.Single(resumed.Remarks));
    }

    [Fact]
    public void Where_none_can_be_used_nothing_is_touched_and_all_reasons_are_given()
    {
        using RunWriter run = TwoCheckpoints();
        string before = File.ReadAllText(run.Folder.MetricsPath);
        var fault = Assert.Throws<SzilardException>(() => run.Resume<string>(Refuse));
        Assert.Contains("step 1", fault.Message);
        Assert.Contains("step 2", fault.Message);
        Assert.Equal(before, File.ReadAllText(run.Folder.MetricsPath));
        Assert.Equal(2, run.Folder.Checkpoints().Count);
    }

    [Fact]
    public void Readings_that_were_lost_from_the_file_are_mentioned()
    {
        using RunWriter run = TwoCheckpoints();
        run.Dispose();
        File.WriteAllText(run.Folder.MetricsPath, "");
        using RunWriter again = run.Folder.Write(_scratch.Clock);
        Assert.Contains("missing", Assert.Single(again.Resume(File.ReadAllText)!.Remarks));
    }

    [Fact]
    public void A_run_killed_after_any_of_its_writes_ends_with_the_same_lines()
    {
        using RunWriter whole = _scratch.Create();
        Assert.True(ToyTraining.Train(whole));
        string expected = ToyTraining.Lines(whole.Folder);
        Assert.Equal(3 * ToyTraining.Steps, expected.Count(c => c == '\n'));
        for (int writes = 0; writes < 40; writes++)
        {
            RunFolder folder;
            using (RunWriter run = _scratch.Create())
            {
                folder = run.Folder;
                Assert.False(ToyTraining.Train(run, writes));
            }
            File.AppendAllText(folder.MetricsPath, "{\"step\":7,\"na");
            using (RunWriter run = folder.Write(_scratch.Clock))
                Assert.True(ToyTraining.Train(run));
            Assert.Equal(expected, ToyTraining.Lines(folder));
        }
    }

    private static void Save(RunWriter run, int step) =>
        run.Checkpoint(step, Scratch.Text($"state {step}"));

    private static string Refuse(string path) => throw new InvalidDataException($"no {path}");

    private static void Change(string path, string from, string to)
    {
        string text = File.ReadAllText(path);
        Assert.Contains(from, text);
        File.WriteAllText(path, text.Replace(from, to));
    }

    private static string Shelf(RunWriter run) => Path.Combine(run.Folder.Path, "checkpoints");

    private RunWriter TwoCheckpoints()
    {
        RunWriter run = _scratch.Create();
        for (int step = 1; step <= 2; step++)
        {
            run.Append(step, "loss", Scratch.Reading(step));
            Save(run, step);
        }
        run.Append(3, "loss", Scratch.Reading(3));
        return run;
    }
}
