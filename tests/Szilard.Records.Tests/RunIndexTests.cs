using Dapper;
using Microsoft.Data.Sqlite;
using Szilard.Parts;

namespace Szilard.Records.Tests;

public sealed class RunIndexTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly RunIndex _index;

    public RunIndexTests() => _index = new RunIndex(_scratch.Root, _scratch.Clock);

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void An_empty_or_missing_root_has_no_runs()
    {
        Assert.Empty(_index.List(new RunQuery()));
        Assert.Empty(new RunIndex(Path.Combine(_scratch.Root, "none"), _scratch.Clock).List(new RunQuery()));
    }

    [Fact]
    public void Refreshing_step_by_step_gives_what_rebuilding_gives()
    {
        for (int round = 0; round < 6; round++)
        {
            var reading = new NamedReading("r2", round, 0, 0);
            RunFolder kept = _scratch.Finished($"kept{round}", round, summary: reading);
            RunFolder doomed = _scratch.Finished($"doomed{round}", round);
            _scratch.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(round + 2, _index.List(new RunQuery()).Count);
            Directory.Delete(doomed.Path, recursive: true);
            Change(kept, r => r with { State = RunState.Failed, Summary = [new("r2", -round, 0, 0)] });
        }
        foreach (string sort in (string[])["started", "r2"])
        {
            IReadOnlyList<RunRow> refreshed = _index.List(new RunQuery { Sort = sort });
            File.Delete(_index.DatabasePath);
            Assert.Equal(_index.List(new RunQuery { Sort = sort }), refreshed);
            Assert.Equal(6, refreshed.Count);
            Assert.All(refreshed, row => Assert.Equal(RunState.Failed, row.State));
        }
        Assert.Equal(6, _index.Rebuild());
    }

    [Fact]
    public void A_record_that_was_not_touched_is_not_read_again()
    {
        RunFolder folder = _scratch.Finished("a", 1);
        DateTime old = _scratch.Clock.GetUtcNow().UtcDateTime.AddHours(-1);
        File.SetLastWriteTimeUtc(folder.RecordPath, old);
        Assert.Equal("a", _index.List(new RunQuery()).Single().Name);
        Rename(folder, "a", "b");
        File.SetLastWriteTimeUtc(folder.RecordPath, old);
        Assert.Equal("a", _index.List(new RunQuery()).Single().Name);
        _index.Rebuild();
        Assert.Equal("b", _index.List(new RunQuery()).Single().Name);
    }

    [Fact]
    public void A_record_written_a_moment_ago_is_read_again_even_with_equal_time_and_length()
    {
        RunFolder folder = _scratch.Finished("a", 1);
        DateTime now = _scratch.Clock.GetUtcNow().UtcDateTime;
        File.SetLastWriteTimeUtc(folder.RecordPath, now);
        Assert.Equal("a", _index.List(new RunQuery()).Single().Name);
        Rename(folder, "a", "b");
        File.SetLastWriteTimeUtc(folder.RecordPath, now);
        Assert.Equal("b", _index.List(new RunQuery()).Single().Name);
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("noise")]
    [InlineData("cut")]
    [InlineData("torn page")]
    [InlineData("foreign")]
    [InlineData("folder")]
    [InlineData("other columns")]
    [InlineData("wrong types")]
    public void Whatever_happened_to_the_database_the_runs_are_listed(string damage)
    {
        for (int i = 0; i < 40; i++)
            _scratch.Finished($"run{i}", i);
        IReadOnlyList<RunRow> expected = _index.List(new RunQuery());
        Damage(damage, _index.DatabasePath);
        Assert.Equal(expected, _index.List(new RunQuery()));
        Assert.Equal(expected, _index.List(new RunQuery()));
    }

    [Fact]
    public void A_locked_database_is_passed_by()
    {
        _scratch.Finished("a", 1);
        _index.List(new RunQuery());
        Sql(_index.DatabasePath, "begin exclusive", () =>
        {
            _scratch.Finished("b", 1);
            Assert.Equal(2, _index.List(new RunQuery()).Count);
        });
        Assert.Equal(2, _index.List(new RunQuery()).Count);
    }

    [Fact]
    public void An_unreadable_record_is_listed_with_its_fault()
    {
        RunFolder folder = _scratch.Finished("a", 1);
        File.WriteAllText(folder.RecordPath, "{");
        RunRow row = Assert.Single(_index.List(new RunQuery()));
        Assert.Null(row.State);
        Assert.Contains("run.json", row.Fault);
        Assert.Equal(folder.Name, row.Name);
    }

    [Fact]
    public void Queries_filter_sort_and_limit()
    {
        for (int seed = 0; seed < 3; seed++)
        {
            var reading = new NamedReading("r2", seed / 10.0, 0, 0);
            _scratch.Finished("alpha", seed, """{"rho":0.9}""", RunState.Done, reading);
            _scratch.Finished("beta_1", seed, """{"rho":50,"note":"100%"}""", RunState.Failed);
            _scratch.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(3, Count(new RunQuery { Name = "alpha" }));
        Assert.Equal(0, Count(new RunQuery { Name = "alp" }));
        Assert.Equal(6, Count(new RunQuery { World = "spiral", Objective = "info-nce" }));
        Assert.Equal(0, Count(new RunQuery { World = "box" }));
        Assert.Equal(3, Count(new RunQuery { State = RunState.Failed }));
        Assert.Equal(3, Count(new RunQuery { Text = "RHO=0.9" }));
        Assert.Equal(3, Count(new RunQuery { Text = "100%" }));
        Assert.Equal(0, Count(new RunQuery { Text = "1%0" }));
        Assert.Equal(3, Count(new RunQuery { Text = "beta_1" }));
        Assert.Equal(0, Count(new RunQuery { Text = "bet__1" }));
        Assert.Equal(0, Count(new RunQuery { Text = "'; drop table runs; --" }));
        var best = new RunQuery { Sort = "r2", Limit = 3 };
        Assert.Equal([2L, 1, 0], _index.List(best).Select(r => r.Seed));
        Assert.Equal([0L, 1, 2], _index.List(best with { Descending = false }).Select(r => r.Seed));
        Assert.Equal([2L, 2, 1, 1, 0, 0], _index.List(new RunQuery()).Select(r => r.Seed));
        Assert.Equal("alpha", _index.List(new RunQuery { Sort = "name", Descending = false })[0].Name);
        var fault = Assert.Throws<SzilardException>(() => Count(new RunQuery { Sort = "sedd" }));
        Assert.Contains("did you mean `seed`?", fault.Message);
    }

    [Fact]
    public void A_killed_run_is_marked_as_stale()
    {
        using RunWriter run = _scratch.Create();
        Assert.False(_index.List(new RunQuery()).Single().Stale);
        _scratch.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.True(_index.List(new RunQuery()).Single().Stale);
    }

    [Fact]
    public void Many_readers_share_one_root_while_runs_are_made()
    {
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            for (int k = 0; k < 5; k++)
            {
                _scratch.Finished($"run{i}", k);
                Assert.NotEmpty(new RunIndex(_scratch.Root, _scratch.Clock).List(new RunQuery()));
            }
        });
        Assert.Equal(40, Count(new RunQuery()));
    }

    private static void Damage(string kind, string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        switch (kind)
        {
            case "empty":
                File.WriteAllBytes(path, []);
                break;
            case "noise":
                File.WriteAllBytes(path, [.. bytes.Select((b, i) => (byte)((b * 7) + i))]);
                break;
            case "cut":
                File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
                break;
            case "torn page":
                Array.Fill(bytes, (byte)0xA5, 4096, bytes.Length - 4096);
                File.WriteAllBytes(path, bytes);
                break;
            case "foreign":
                Sql(path, "create table notes(text text)", () => { });
                break;
            case "folder":
                Directory.CreateDirectory(path);
                break;
            case "wrong types":
                File.WriteAllBytes(path, bytes);
                Sql(path, "update runs set seed = 'many', started = 'x' || folder, ticks = 'y'", () => { });
                break;
            default:
                Sql(path, $"create table runs(x); pragma user_version = {IndexDatabase.Layout}", () => { });
                break;
        }
    }

    private static void Sql(string path, string statement, Action then)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        connection.Execute(statement);
        then();
    }

    private static void Rename(RunFolder folder, string from, string to)
    {
        string text = File.ReadAllText(folder.RecordPath);
        File.WriteAllText(folder.RecordPath, text.Replace($"\"name\": \"{from}\"", $"\"name\": \"{to}\""));
    }

    private int Count(RunQuery query) => _index.List(query).Count;

    private void Change(RunFolder folder, Func<RunRecord, RunRecord> change)
    {
        using RunWriter run = folder.Write(_scratch.Clock);
        run.Save(change(run.Record));
    }
}
