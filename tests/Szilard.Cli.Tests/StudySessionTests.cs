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
        string data = _scratch.Npy("x.npy", Scratch.Fill(80, 3, (i, j) => j == 1 ? 7 : Math.Sin((3 * i) + j)));

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
        return await CommandLine.CallWith(
            s => s with { Laboratory = () => Catalogues.Laboratory },
            ["run", _scratch.In("tiny.yaml"), "--root", _scratch.In("runs"), "--threads", "1", .. args]);
    }
}
