using Szilard.Records;
using static Szilard.Cli.Tests.RecordedRuns;

namespace Szilard.Cli.Tests;

/// <summary>What is listed of recorded runs, and in what order.</summary>
public sealed class RunsListTests : IDisposable
{
    private readonly RecordedRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public async Task A_list_has_one_line_per_run_the_latest_first()
    {
        RunFolder first = _runs.Record("first", 1, 0.5), second = _runs.Record("second", 1, 0.9);

        Said said = await _runs.Call("list", "--sort", "name");

        string[] lines = said.Out.TrimEnd().Split('\n');
        Assert.Equal((0, 3), (said.Code, lines.Length));
        Assert.Contains($"{Id(second)}  second", lines[1], StringComparison.Ordinal);
        Assert.Contains($"{Id(first)}  first", lines[2], StringComparison.Ordinal);
        Assert.Contains("healthy", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_sorting_and_limit_choose_what_is_listed()
    {
        _runs.Record("low", 1, 0.1);
        _runs.Record("high", 1, 0.9);
        _runs.Record("middle", 1, 0.5);

        Assert.Equal(["high", "middle"], await _runs.Names("--sort", "r2.affine", "--limit", "2"));
        Assert.Equal(["low"], await _runs.Names("--name", "low"));
        Assert.Empty(await _runs.Names("--objective", "sigreg"));
        Assert.Equal(["middle"], await _runs.Names("--text", "level=0.5"));
        Assert.Equal(3, (await _runs.Names("--state", "done")).Length);
        Assert.Empty(await _runs.Names("--state", "failed"));
    }

    [Fact]
    public async Task A_run_whose_heart_stopped_is_stale()
    {
        RunFolder folder;
        using (RunWriter writer = _runs.Create("killed", 1, 0))
            folder = writer.Folder;
        Assert.Equal("running", await State());
        File.SetLastWriteTimeUtc(Path.Combine(folder.Path, "heartbeat"), DateTime.UnixEpoch);
        Assert.Equal("stale", await State());
        Assert.Equal(["killed"], await _runs.Names("--state", "stale"));
        Assert.Contains("shows no life", (await _runs.Call("show", "killed")).Out, StringComparison.Ordinal);

        async Task<string> State()
        {
            string line = (await _runs.Call("list")).Out.TrimEnd().Split('\n')[1];
            const StringSplitOptions words =
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
            return line.Split("  ", words)[5];
        }
    }

    [Fact]
    public async Task Where_nothing_was_recorded_the_list_says_so()
    {
        Assert.Equal(new Said(0, "", "There are no such runs.\n"), await _runs.Call("list"));
        Assert.Empty(await _runs.Names());
    }

    [Fact]
    public async Task Rebuild_makes_a_damaged_index_anew()
    {
        _runs.Record("one", 1, 0.5);
        await _runs.Call("list");
        await File.WriteAllTextAsync(
            _runs.Scratch.In("index.db"), "no database", TestContext.Current.CancellationToken);

        Said said = await _runs.Call("rebuild");

        Assert.Equal((0, $"1 run in {_runs.Scratch.In("index.db")}\n"), (said.Code, said.Out));
        Assert.Equal(["one"], await _runs.Names());
    }
}
