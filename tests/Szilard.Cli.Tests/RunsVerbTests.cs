using System.Text.Json;
using System.Text.Json.Nodes;
using Szilard.Observables;
using Szilard.Records;

namespace Szilard.Cli.Tests;

public sealed class RunsVerbTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_list_has_one_line_per_run_the_latest_first()
    {
        RunFolder first = Record("first", 1, 0.5), second = Record("second", 1, 0.9);

        Said said = await Call("list", "--sort", "name");

        string[] lines = said.Out.TrimEnd().Split('\n');
        Assert.Equal((0, 3), (said.Code, lines.Length));
        Assert.Contains($"{Id(second)}  second", lines[1], StringComparison.Ordinal);
        Assert.Contains($"{Id(first)}  first", lines[2], StringComparison.Ordinal);
        Assert.Contains("healthy", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_sorting_and_limit_choose_what_is_listed()
    {
        Record("low", 1, 0.1);
        Record("high", 1, 0.9);
        Record("middle", 1, 0.5);

        Assert.Equal(["high", "middle"], await Names("--sort", "r2.affine", "--limit", "2"));
        Assert.Equal(["low"], await Names("--name", "low"));
        Assert.Empty(await Names("--objective", "sigreg"));
        Assert.Equal(["middle"], await Names("--text", "level=0.5"));
        Assert.Equal(3, (await Names("--state", "done")).Length);
        Assert.Empty(await Names("--state", "failed"));
    }

    [Fact]
    public async Task A_run_whose_heart_stopped_is_stale()
    {
        RunFolder folder;
        using (RunWriter writer = Create("killed", 1, 0))
            folder = writer.Folder;
        Assert.Equal("running", await State());
        File.SetLastWriteTimeUtc(Path.Combine(folder.Path, "heartbeat"), DateTime.UnixEpoch);
        Assert.Equal("stale", await State());
        Assert.Equal(["killed"], await Names("--state", "stale"));
        Assert.Contains("shows no life", (await Call("show", "killed")).Out, StringComparison.Ordinal);

        async Task<string> State()
        {
            string line = (await Call("list")).Out.TrimEnd().Split('\n')[1];
            const StringSplitOptions words =
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
            return line.Split("  ", words)[5];
        }
    }

    [Fact]
    public async Task Show_finds_a_run_by_folder_name_id_and_beginning()
    {
        RunFolder folder = Record("alone", 7, 0.25);
        Said byPath = await CommandLine.Call("runs", "show", folder.Path);
        foreach (string name in (string[])[folder.Name, Id(folder), Id(folder)[..3], "alone"])
            Assert.Equal(byPath, await Call("show", name));

        Assert.Equal((0, ""), (byPath.Code, byPath.Talk));
        string[] expected =
            ["alone: spiral · info-nce · seed 7", "All is well.", "r2.affine", "0.25", "level = 0.25"];
        Assert.All(expected, text => Assert.Contains(text, byPath.Out, StringComparison.Ordinal));
        JsonNode json = JsonNode.Parse((await Call("show", "alone", "--json")).Out)!;
        Assert.Equal(
            (7, folder.Path, false), ((long)json["seed"]!, (string?)json["folder"], (bool)json["stale"]!));
        Assert.Equal(0.25, (double)json["summary"]![0]!["value"]!);
    }

    [Fact]
    public async Task Show_has_a_line_for_each_theorem_that_speaks()
    {
        using (RunWriter writer = Create("spoken", 1, 0.5))
        {
            TheoremOutcome spoke = new(
                "T1", Indeterminacy.Orthogonal, TheoryVerdict.Contradicted, "Not found.")
            {
                Measured = Indeterminacy.SignedPermutation,
            };
            TheoremOutcome other =
                new("T2", Indeterminacy.Affine, TheoryVerdict.Silent, "It speaks of others.");
            AssumptionCard card = new(
                [new Assumption("T1", "Causes are Gaussian.", AssumptionStatus.Holds, "", "world")],
                Indeterminacy.Orthogonal, Indeterminacy.SignedPermutation)
            { Theorems = [spoke, other] };
            writer.Finish(RunState.Done, [], new RunVerdict("healthy", 3, "All is well.", ""), card);
        }

        string[] lines = (await Call("show", "spoken")).Out.Split('\n');

        const string Line =
            "T1: promised orthogonal, measured signed permutation, theory contradicted. Not found.";
        Assert.Single(lines, Line);
        Assert.DoesNotContain(lines, line => line.StartsWith("T2", StringComparison.Ordinal));
    }

    /// <summary>Seeds 0.2 and 0.4 have mean 0.3 and standard error 0.1 (n − 1).</summary>
    [Fact]
    public async Task Compare_pools_seeds_and_shows_where_runs_differ()
    {
        string[] runs =
            [Id(Record("a", 1, 0.2, "5")), Id(Record("a", 2, 0.4, "5")), Id(Record("b", 1, 0.9, "6"))];

        Said json = await Call(["compare", .. runs, "--json"]);
        JsonNode document = JsonNode.Parse(json.Out)!;

        Assert.Equal(["a", "b"], document["groups"]!.AsArray().Select(g => (string)g!["name"]!));
        JsonNode setting = document["settings"]!.AsArray().Single()!;
        Assert.Equal(["5", "6"], setting["values"]!.AsArray().Select(v => (string)v!));
        JsonNode pooled = document["readings"]![0]!["values"]![0]!;
        Assert.Equal(0.3, (double)pooled["mean"]!, 1e-12);
        Assert.Equal(0.1, (double)pooled["standard_error"]!, 1e-12);

        Said text = await Call(["compare", .. runs]);
        Assert.Matches(@"\nr2\.affine +0\.30 ± 0\.10 \(0\.125\)", text.Out);
        Assert.Matches(@"\nlevel +5 +6\n", text.Out);
    }

    [Fact]
    public async Task Export_gives_rows_for_runs_and_for_readings_over_time()
    {
        Record("one", 1, 0.5);
        Record("two", 2, 0.75);

        string[] csv = (await Call("export")).Out.TrimEnd().Split('\n');
        Assert.Equal(3, csv.Length);
        Assert.StartsWith("folder,id,name,world", csv[0], StringComparison.Ordinal);
        Assert.Contains(",0.75,0.01,0.125", csv[2], StringComparison.Ordinal);

        string[] metrics = (await Call("export", "two", "--metrics")).Out.TrimEnd().Split('\n');
        Assert.Equal(2, metrics.Length);
        Assert.Contains(",two,2,3,r2.affine,0.75,0.01,0.125,", metrics[1], StringComparison.Ordinal);

        Said file = await Call("export", "one", "--format", "json", "--output", _scratch.In("out.json"));
        Assert.Equal(new Said(0, "", ""), file);
        JsonNode json = JsonNode.Parse(await Read("out.json"))!;
        Assert.Equal("one", (string?)json["runs"]!.AsArray().Single()!["name"]);
    }

    [Fact]
    public async Task Rebuild_makes_a_damaged_index_anew()
    {
        Record("one", 1, 0.5);
        await Call("list");
        await File.WriteAllTextAsync(
            _scratch.In("index.db"), "no database", TestContext.Current.CancellationToken);

        Said said = await Call("rebuild");

        Assert.Equal((0, $"1 run in {_scratch.In("index.db")}\n"), (said.Code, said.Out));
        Assert.Equal(["one"], await Names());
    }

    [Fact]
    public async Task A_report_is_written_from_the_folders()
    {
        Record("one", 1, 0.5);
        Record("two", 1, 0.75);

        Said said = await CommandLine.Call(
            "report", "one", "two", "--root", _scratch.Root, "--output", _scratch.In("page.html"));

        Assert.Equal(new Said(0, _scratch.In("page.html") + "\n", ""), said);
        string page = await Read("page.html");
        string[] expected = ["<h1>one, two</h1>", "0.750", "All is well.", "szilard run study.yaml"];
        Assert.All(expected, text => Assert.Contains(text, page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("There is no run `onw`", "show", "onw")]
    [InlineData("may mean 2 runs", "show", "one")]
    [InlineData("There is no state `dine`; did you mean `done`?", "list", "--state", "dine")]
    [InlineData("No run has a `r2.afine`; did you mean `r2.affine`?", "list", "--sort", "r2.afine")]
    [InlineData("`--limit 0` is out of range", "list", "--limit", "0")]
    [InlineData("There is no format `cvs`; did you mean `csv`?", "export", "--format", "cvs")]
    [InlineData("exported as CSV only", "export", "--format", "json", "--metrics")]
    [InlineData("`szilard runs list` has no option `--jsn`; did you mean `--json`?", "list", "--jsn")]
    public async Task Misuse_has_a_remedy(string expected, params string[] args)
    {
        Record("one", 1, 0.5);
        Record("one", 2, 0.5);
        Said said = await Call(args);
        Assert.Equal((1, ""), (said.Code, said.Out));
        Assert.Contains(expected, said.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_was_recorded_the_list_says_so()
    {
        Assert.Equal(new Said(0, "", "There are no such runs.\n"), await Call("list"));
        Assert.Empty(await Names());
    }

    [Theory]
    [InlineData("list")]
    [InlineData("show")]
    [InlineData("compare")]
    [InlineData("export")]
    [InlineData("rebuild")]
    public async Task Every_part_has_help_with_an_example(string part)
    {
        Said said = await CommandLine.Call("runs", part, "--help");
        Assert.Equal((0, ""), (said.Code, said.Talk));
        Assert.Contains($"Example:\n  szilard runs {part}", said.Out, StringComparison.Ordinal);
    }

    private Task<Said> Call(params string[] args) =>
        CommandLine.Call(["runs", .. args, "--root", _scratch.Root]);

    private Task<string> Read(string name) =>
        File.ReadAllTextAsync(_scratch.In(name), TestContext.Current.CancellationToken);

    private async Task<string[]> Names(params string[] args)
    {
        Said said = await Call(["list", "--json", .. args]);
        return [.. JsonNode.Parse(said.Out)!["runs"]!.AsArray().Select(r => (string)r!["name"]!)];
    }

    private static string Id(RunFolder folder) => folder.Record().Id;

    private RunWriter Create(string name, long seed, double value, string? level = null)
    {
        using var specification = JsonDocument.Parse($$"""{"level": {{level ?? $"{value}"}}}""");
        RunStart start = new(
            name, "spiral", "info-nce", seed, specification.RootElement.Clone(), HostFacts.Here("0.1.0"))
        {
            Command = "szilard run study.yaml",
        };
        return RunFolder.Create(_scratch.Root, start, TimeProvider.System);
    }

    private RunFolder Record(string name, long seed, double value, string? level = null)
    {
        using RunWriter writer = Create(name, seed, value, level);
        writer.Append(3, "r2.affine", new Reading(value, 0.01, 0.125));
        writer.Finish(
            RunState.Done, [new Records.NamedReading("r2.affine", value, 0.01, 0.125)],
            new RunVerdict("healthy", 3, "All is well.", ""));
        return writer.Folder;
    }
}
