using System.Text.Json.Nodes;
using Szilard.Experiments;

namespace Szilard.Cli.Tests;

/// <summary>Studies of no step and few samples, run through the command line.</summary>
public sealed class StudySessionTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Results_are_printed_even_where_the_report_cannot_be_written()
    {
        Directory.CreateDirectory(_scratch.In("folder.html"));

        Said said = await Run("latent, mixing: banana", "--report", _scratch.In("folder.html"));

        Assert.Equal(1, said.Code);
        Assert.Contains("tiny (seed 1): control.", said.Out, StringComparison.Ordinal);
        Assert.Contains("cannot be written", said.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_odd_about_the_data_is_said()
    {
        string data = _scratch.Npy(
            "x.npy", Scratch.Fill(80, 3, (i, j) => j == 1 ? 7 : Math.Sin((3 * i) + j)));

        Said said = await Run("npy", "--data", data);

        Assert.Equal(0, said.Code);
        Assert.Matches(@"\nData: .*constant.*1", said.Out);
    }

    [Fact]
    public async Task Json_has_the_runs_the_claims_and_the_report()
    {
        Said said = await Run("latent, mixing: banana", "--json");

        JsonNode document = JsonNode.Parse(said.Out)!;
        JsonNode run = document["runs"]!.AsArray().Single()!;
        string[] promised =
            ["name", "world", "objective", "seed", "seconds", "folder", "readings", "verdict"];
        Assert.All(promised, key => Assert.NotNull(run[key]));
        Assert.Equal("control", (string?)run["verdict"]!["state"]);
        Assert.Equal(2, said.Code); // rank-me of two columns is not 3
        Assert.False((bool)document["claims"]!.AsArray().Single()!["held"]!);
        Assert.True(File.Exists((string?)document["report"]));
    }

    [Fact]
    public async Task A_sweep_shows_every_reading_over_its_knob_and_run_again_takes_what_is_there()
    {
        await Run("latent, mixing: banana");
        string[] words =
        [
            "sweep", _scratch.In("tiny.yaml"), "--over", "training.batch=16,32,64", "--seeds", "2", "--root",
            _scratch.In("swept"), "--json",
        ];
        Said said = await Real(words);
        JsonNode sweep = JsonNode.Parse(said.Out)!["sweep"]!;
        Assert.Equal(3, sweep["cells"]!.AsArray().Count);
        Assert.Equal("32", (string?)sweep["cells"]![1]!["at"]!["training.batch"]);
        Assert.Equal(2, (int)sweep["cells"]![1]!["readings"]!["rank-me"]!["seeds"]!);
        string page = await File.ReadAllTextAsync(
            (string)JsonNode.Parse(said.Out)!["report"]!, TestContext.Current.CancellationToken);
        Assert.Contains("rank-me over training.batch", page);

        Said again = await Real(words);
        Assert.Equal(6, Directory.GetDirectories(_scratch.In("swept")).Length);
        Assert.Equal(
            sweep["cells"]!.ToJsonString(), JsonNode.Parse(again.Out)!["sweep"]!["cells"]!.ToJsonString());
    }

    [Fact]
    public async Task Controls_intervals_and_the_agreement_of_seeds_stand_in_the_page_and_in_JSON()
    {
        await Run("latent, mixing: banana");
        Said said = await Real(
            "sweep", _scratch.In("tiny.yaml"), "--over", "training.batch=16,32", "--set", "training.steps=2",
            "--seeds", "3", "--controls", "--root", _scratch.In("controlled"), "--json");
        Assert.Contains("add `--seeds 5`", said.Talk, StringComparison.Ordinal);
        JsonNode document = JsonNode.Parse(said.Out)!;
        JsonNode[] cells = [.. document["sweep"]!["cells"]!.AsArray().Select(c => c!)];
        Assert.Equal(
            ["", "", "control: identity encoder", "control: untrained encoder", "control: permuted pairs",
                "control: permuted pairs", "upper bound: supervised"],
            cells.Select(c => (string?)c["control"]));
        JsonNode reading = cells[0]["readings"]!["rank-me"]!;
        Assert.InRange(
            (double)reading["mean"]!, (double)reading["interval"]![0]!, (double)reading["interval"]![1]!);
        JsonNode[] seeds = [.. document["seed_agreement"]!.AsArray().Select(a => a!)];
        Assert.Equal(cells.Select(c => (string?)c["name"]), seeds.Select(a => (string?)a["run"]));
        Assert.Equal(1, (double)seeds[2]["mean"]!, 1e-9);
        string page = await File.ReadAllTextAsync(
            (string)document["report"]!, TestContext.Current.CancellationToken);
        Assert.Contains("raw (control: identity encoder), at every training.batch", page);
        Assert.Contains("too narrow below 5 seeds", page);
        Assert.Contains("Agreement of seeds", page);
    }

    /// <summary>Raw observations of the same samples agree perfectly.</summary>
    [Fact]
    public async Task The_agreement_of_seeds_stands_in_the_terminal()
    {
        await Run("latent, mixing: banana");
        Said said = await Real(
            "sweep", _scratch.In("tiny.yaml"), "--over", "evaluation.readings=1,2", "--seeds", "2", "--set",
            "encoder={ kind: identity }", "--root", _scratch.In("seeds"));
        Assert.Equal(0, said.Code);
        Assert.Matches(@"seeds of +seeds +with each other: R² +\(chance\) +with the truth: R²", said.Out);
        Assert.Matches(@"\ntiny-readings-2 +2 +1(\.0+)? +\(0\.002\)", said.Out);
    }

    [Theory]
    [InlineData("Nothing is varied", new string[0])]
    [InlineData("a knob is written `key=value,value`", new[] { "--over", "training.batch" })]
    [InlineData("`training` has no key `bach`; did you mean `batch`",
        new[] { "--over", "training.bach=1,2" })]
    [InlineData("`--seeds 0` is out of range", new[] { "--over", "training.batch=16,32", "--seeds", "0" })]
    [InlineData("11 cells (points × runs) × 1000 seeds make 11000 runs, but at most 10000 are run",
        new[] { "--over", "training.batch=16,17,18,19,20,21,22,23,24,25,26", "--seeds", "1000" })]
    [InlineData("`--parallel 0` is out of range",
        new[] { "--over", "training.batch=16,32", "--parallel", "0" })]
    public async Task A_faulty_sweep_is_told(string sentence, string[] words)
    {
        await Run("latent, mixing: banana");
        Said said = await Real(["sweep", _scratch.In("tiny.yaml"), .. words]);
        Assert.Equal(1, said.Code);
        Assert.Contains(sentence, said.Talk, StringComparison.Ordinal);
    }

    private async Task<Said> Run(string world, params string[] args)
    {
        string views = world == "npy" ? "jitter" : "redraw";
        string expect = args.Contains("--json")
            ? "expect: [{ run: tiny, meter: rank-me, at_least: 3 }]"
            : "";
        await File.WriteAllTextAsync(
            _scratch.In("tiny.yaml"),
            $$"""
            name: tiny
            world: { kind: {{world}} }
            views: { kind: {{views}} }
            encoder: { kind: mlp, widths: [4], outputs: 2 }
            training: { steps: 0, batch: 8 }
            evaluation: { samples: 40, probe_samples: 40, curve_samples: 40, readings: 1 }
            {{expect}}
            """, TestContext.Current.CancellationToken);
        return await Real(
            ["run", _scratch.In("tiny.yaml"), "--root", _scratch.In("runs"), "--threads", "1", .. args]);
    }

    private static Task<Said> Real(params string[] words) =>
        CommandLine.CallWith(s => s with { Laboratory = () => Catalogues.Laboratory }, words);
}
