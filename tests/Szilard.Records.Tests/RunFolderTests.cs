using System.Text.Json;
using Szilard.Parts;

namespace Szilard.Records.Tests;

public sealed class RunFolderTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_record_comes_back_as_it_was_saved()
    {
        var card = new AssumptionCard(
            [new Assumption("Zimmermann 2021", "uniform", AssumptionStatus.Holds, "p = 0.4", "KS", 0.4)],
            Indeterminacy.BlockOrthogonal, Indeterminacy.Affine)
        {
            Held = [Indeterminacy.Affine],
            Theorems =
            [
                new("Rusak 2024", Indeterminacy.BlockOrthogonal, TheoryVerdict.Contradicted, "Not found.")
                {
                    Measured = Indeterminacy.Affine,
                },
                new("Klindt 2026", Indeterminacy.Orthogonal, TheoryVerdict.Silent, "Of others."),
            ],
        };
        var verdict = new RunVerdict("collapsed", 7, "rank 1.02 of 10", "raise the variance weight");
        NamedReading[] summary = [new("r2.affine", 0.98, double.NaN, 0.01, "ünïcode \"q\"\n", "uniform")];
        using RunWriter run = _scratch.Create("Größe 数", 42, """{"world":{"name":"spiral"},"x":[1,2]}""");
        _scratch.Clock.Advance(TimeSpan.FromSeconds(2.5));
        run.Finish(RunState.Cancelled, summary, verdict, card, "stopped");

        RunRecord read = RunFolder.Open(run.Folder.Path).Record();

        Assert.Equal(("Größe 数", 42, RunState.Cancelled), (read.Name, read.Seed, read.State));
        Assert.Equal(("spiral", "info-nce"), (read.World, read.Objective));
        Assert.Equal(("stopped", 2.5), (read.Message, read.Seconds));
        Assert.Equal(verdict, read.Verdict);
        Assert.Equal(summary, read.Summary);
        Assert.Equal(card.Assumptions, read.Card!.Assumptions);
        Assert.Equal((card.Promised, card.Measured), (read.Card.Promised, read.Card.Measured));
        Assert.Equal(card.Held, read.Card.Held);
        Assert.Equal(card.Theorems, read.Card.Theorems);
        Assert.Equal(Scratch.Host, read.Host);
        Assert.True(JsonElement.DeepEquals(run.Record.Specification, read.Specification));
        Assert.Equal(_scratch.Clock.GetUtcNow(), read.Ended);
    }

    [Fact]
    public void The_file_speaks_snake_case_and_writes_no_NaN()
    {
        var infinite = new NamedReading("x", 1, double.NaN, double.PositiveInfinity);
        RunFolder folder = _scratch.Finished("a", 1, summary: infinite);
        JsonElement json = Scratch.Json(File.ReadAllText(folder.RecordPath));
        JsonElement reading = json.GetProperty("summary")[0];
        Assert.Equal("done", json.GetProperty("state").GetString());
        Assert.Equal(256, json.GetProperty("host").GetProperty("vector_bits").GetInt32());
        Assert.Equal(JsonValueKind.Null, reading.GetProperty("standard_error").ValueKind);
        Assert.Equal(JsonValueKind.Null, reading.GetProperty("chance").ValueKind);
        Assert.True(double.IsNaN(folder.Record().Summary[0].Chance));
    }

    [Fact]
    public void A_record_of_required_keys_alone_reads_with_empty_lists_and_texts()
    {
        using RunWriter run = _scratch.Create();
        File.WriteAllText(run.Folder.RecordPath, """
            {"format":1,"id":"a","name":"n","seed":3,"state":"running",
             "started":"2026-03-01T00:00:00Z","extra":[],"specification":{},
             "host":{"machine":"m","system":"s","processor":"p","cores":1,"vector_bits":64,
             "runtime":"r","szilard":"0"}}
            """);
        RunRecord record = run.Folder.Record();
        Assert.Empty(record.Summary);
        Assert.Empty(record.Resumed);
        Assert.Equal(("", "", ""), (record.World, record.Message, record.Command));
    }

    [Theory]
    [InlineData("info-nce", "info-nce")]
    [InlineData("Größe 数", "gr-e")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("数据", "run")]
    [InlineData("", "run")]
    [InlineData("a\0b\nc", "a-b-c")]
    [InlineData("..", "run")]
    public void Names_of_folders_use_plain_letters(string name, string expected)
    {
        using RunWriter run = _scratch.Create(name);
        Assert.Equal($"2026-03-01-{expected}-{run.Record.Id}", run.Folder.Name);
        Assert.Equal(_scratch.Root, Path.GetDirectoryName(run.Folder.Path));
        Assert.Equal(name, run.Folder.Record().Name);
    }

    [Fact]
    public void A_long_name_is_cut()
    {
        using RunWriter run = _scratch.Create(new string('x', 5000));
        Assert.Equal(48, run.Folder.Name.Count(c => c == 'x') - run.Record.Id.Count(c => c == 'x'));
    }

    [Fact]
    public void Two_hundred_equal_runs_started_at_once_have_two_hundred_folders()
    {
        var folders = new System.Collections.Concurrent.ConcurrentBag<string>();
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 16 }, _ =>
        {
            using RunWriter run = _scratch.Create();
            folders.Add(run.Folder.Path);
        });
        Assert.Equal(200, folders.Distinct().Count());
        Assert.Equal(200, RunFolder.All(_scratch.Root).Select(f => f.Record().Id).Distinct().Count());
    }

    [Fact]
    public void A_run_that_shows_no_life_for_five_minutes_is_stale()
    {
        using RunWriter run = _scratch.Create();
        RunFolder folder = run.Folder;
        Assert.False(folder.IsStale(RunState.Running, _scratch.Clock));
        _scratch.Clock.Advance(TimeSpan.FromMinutes(4));
        run.Beat();
        _scratch.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.False(folder.IsStale(RunState.Running, _scratch.Clock));
        _scratch.Clock.Advance(TimeSpan.FromMinutes(1.01));
        Assert.True(folder.IsStale(RunState.Running, _scratch.Clock));
        Assert.False(folder.IsStale(RunState.Done, _scratch.Clock));
    }

    [Fact]
    public void A_run_is_found_by_path_name_id_and_beginning()
    {
        RunFolder a = _scratch.Finished("alpha", 1), b = _scratch.Finished("beta", 1);
        foreach (string text in (string[])[a.Path, a.Name, a.Record().Id, a.Record().Id[..5], "alpha"])
            Assert.Equal(a.Path, RunFolder.Find(_scratch.Root, text).Path);
        var ambiguous = Assert.Throws<SzilardException>(() => RunFolder.Find(_scratch.Root, "2026"));
        Assert.Contains(b.Name, ambiguous.Message);
        Assert.Throws<SzilardException>(() => RunFolder.Find(_scratch.Root, "gamma"));
        Assert.Throws<SzilardException>(() => RunFolder.Find(Path.Combine(_scratch.Root, "none"), ""));
    }

    [Fact]
    public void Seconds_of_work_leave_interruptions_out()
    {
        RunWriter run = _scratch.Create();
        _scratch.Clock.Advance(TimeSpan.FromSeconds(10));
        run.Checkpoint(1, Scratch.Text("x"));
        _scratch.Clock.Advance(TimeSpan.FromSeconds(3));
        run.Dispose();
        _scratch.Clock.Advance(TimeSpan.FromHours(1));
        using RunWriter again = run.Folder.Write(_scratch.Clock);
        again.Resume(File.ReadAllText);
        _scratch.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(15, again.Seconds, 9);
        Assert.Single(again.Record.Resumed);
    }

    [Fact]
    public void Arrays_and_reports_are_written_as_a_whole_or_not_at_all()
    {
        using RunWriter run = _scratch.Create();
        string path = run.WriteArray("latents.npy", Scratch.Text("whole"));
        Assert.Throws<SzilardException>(() => run.WriteArray("latents.npy", stream =>
        {
            Scratch.Text("ha")(stream);
            throw new IOException("No space left on device");
        }));
        Assert.Equal("whole", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(run.Folder.ArraysPath));
        Assert.Throws<ArgumentException>(() => run.WriteArray("../x.npy", _ => { }));
    }
}
