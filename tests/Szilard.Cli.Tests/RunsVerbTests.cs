using System.Text.Json.Nodes;
using static Szilard.Cli.Tests.RecordedRuns;

namespace Szilard.Cli.Tests;

/// <summary>Recorded runs compared, exported and reported, and misuse of the verb.</summary>
public sealed class RunsVerbTests : IDisposable
{
    private readonly RecordedRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    /// <summary>Seeds 0.2 and 0.4 have mean 0.3 and standard error 0.1 (n − 1).</summary>
    [Fact]
    public async Task Compare_pools_seeds_and_shows_where_runs_differ()
    {
        string[] runs =
            [
                Id(_runs.Record("a", 1, 0.2, "5")), Id(_runs.Record("a", 2, 0.4, "5")),
                Id(_runs.Record("b", 1, 0.9, "6")),
            ];

        Said json = await _runs.Call(["compare", .. runs, "--json"]);
        JsonNode document = JsonNode.Parse(json.Out)!;

        Assert.Equal(["a", "b"], document["groups"]!.AsArray().Select(g => (string)g!["name"]!));
        JsonNode setting = document["settings"]!.AsArray().Single()!;
        Assert.Equal(["5", "6"], setting["values"]!.AsArray().Select(v => (string)v!));
        JsonNode pooled = document["readings"]![0]!["values"]![0]!;
        Assert.Equal(0.3, (double)pooled["mean"]!, 1e-12);
        Assert.Equal(0.1, (double)pooled["standard_error"]!, 1e-12);

        Said text = await _runs.Call(["compare", .. runs]);
        Assert.Matches(@"\nr2\.affine +0\.30 ± 0\.10 \(0\.125\)", text.Out);
        Assert.Matches(@"\nlevel +5 +6\n", text.Out);
    }

    [Fact]
    public async Task Export_gives_rows_for_runs_and_for_readings_over_time()
    {
        _runs.Record("one", 1, 0.5);
        _runs.Record("two", 2, 0.75);

        string[] csv = (await _runs.Call("export")).Out.TrimEnd().Split('\n');
        Assert.Equal(3, csv.Length);
        Assert.StartsWith("folder,id,name,world", csv[0], StringComparison.Ordinal);
        Assert.Contains(",0.75,0.01,0.125", csv[2], StringComparison.Ordinal);

        string[] metrics = (await _runs.Call("export", "two", "--metrics")).Out.TrimEnd().Split('\n');
        Assert.Equal(2, metrics.Length);
        Assert.Contains(",two,2,3,r2.affine,0.75,0.01,0.125,", metrics[1], StringComparison.Ordinal);

        Said file = await _runs.Call(
            "export", "one", "--format", "json", "--output", _runs.Scratch.In("out.json"));
        Assert.Equal(new Said(0, "", ""), file);
        JsonNode json = JsonNode.Parse(await _runs.Read("out.json"))!;
        Assert.Equal("one", (string?)json["runs"]!.AsArray().Single()!["name"]);
    }

    [Fact]
    public async Task A_report_is_written_from_the_folders()
    {
        _runs.Record("one", 1, 0.5);
        _runs.Record("two", 1, 0.75);

        Said said = await CommandLine.Call(
            "report", "one", "two", "--root", _runs.Scratch.Root, "--output", _runs.Scratch.In("page.html"));

        Assert.Equal(new Said(0, _runs.Scratch.In("page.html") + "\n", ""), said);
        string page = await _runs.Read("page.html");
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
        _runs.Record("one", 1, 0.5);
        _runs.Record("one", 2, 0.5);
        Said said = await _runs.Call(args);
        Assert.Equal((1, ""), (said.Code, said.Out));
        Assert.Contains(expected, said.Talk, StringComparison.Ordinal);
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
}
