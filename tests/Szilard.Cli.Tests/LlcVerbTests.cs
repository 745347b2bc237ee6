using System.Text.Json.Nodes;
using Szilard.Experiments;
using Szilard.Experiments.Specification;
using Szilard.Records;

namespace Szilard.Cli.Tests;

public sealed class LlcVerbTests : IDisposable
{
    private const string Text = """
        name: tiny
        world: { kind: latent, dimensions: 2, mixing: banana, rho: 0.9 }
        encoder: { kind: mlp, widths: [8] }
        training: { steps: 30, batch: 16, checkpoint_every: 10, snapshots: 2 }
        evaluation: { samples: 64, curve_samples: 32, readings: 2, meters: std, curve: std }
        """;

    private static readonly string[] _short =
        ["--pairs", "64", "--chains", "2", "--burn-in", "10", "--draws", "20"];

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Coefficients_are_told_as_a_table_and_as_JSON_and_kept()
    {
        RunFolder folder = Ran();
        Said text = await Call([folder.Path, .. _short]);
        Assert.Equal(0, text.Code);
        Assert.Contains("λ̂", text.Out, StringComparison.Ordinal);
        Assert.Contains("nβ counts pairs", text.Out, StringComparison.Ordinal);
        JsonNode json = JsonNode.Parse((await Call(["tiny", .. _short, "--json"])).Out)!["runs"]![0]!;
        Assert.Equal([0L, 5, 20, 30], json["points"]!.AsArray().Select(p => (long)p!["step"]!));
        Assert.Equal("likelihood", (string?)json["meaning"]);
        Assert.Equal(4, folder.Coefficients()!.Points.Count);

        string report = _scratch.In("page.html");
        Assert.Equal(0, await Run("report", folder.Path, "--output", report));
        Assert.Contains(
            "learning coefficient", await File.ReadAllTextAsync(
                report, TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        StringWriter output = new();
        await Program.RunAsync(
            ["runs", "show", folder.Path, "--json"], output, TextWriter.Null,
            TestContext.Current.CancellationToken);
        JsonNode shown = JsonNode.Parse(output.ToString())!;
        Assert.Contains("llc", shown["dynamics"]!["readings"]!.AsArray().Select(r => (string?)r!["name"]));
        Assert.Equal(4, shown["llc"]!["points"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_study_names_its_newest_runs()
    {
        await File.WriteAllTextAsync(_scratch.In("tiny.yaml"), Text, TestContext.Current.CancellationToken);
        string[] call = ["--study", _scratch.In("tiny.yaml"), "--final", .. _short, "--json"];
        Said missing = await Call(call);
        Assert.Equal(1, missing.Code);
        Assert.Contains("run the study first", missing.Talk, StringComparison.Ordinal);
        Ran();
        RunFolder newest = Ran();
        JsonNode json = JsonNode.Parse((await Call(call)).Out)!;
        Assert.Equal(newest.Path, (string?)Assert.Single(json["runs"]!.AsArray())!["folder"]);
    }

    [Theory]
    [InlineData("nβ = 0", "--nbeta", "0")]
    [InlineData("nβ = -1", "--nbeta", "-1")]
    [InlineData("ε = 0", "--step", "0")]
    [InlineData("0 chains", "--chains", "0")]
    [InlineData("`x` is no number", "--ladder", "1,x")]
    [InlineData("the walk diverges", "--step", "1000")]
    public async Task Numbers_that_cannot_be_are_refused(string named, params string[] options)
    {
        Ran();
        Said said = await Call(["tiny", "--pairs", "64", .. options]);
        Assert.Equal((1, ""), (said.Code, said.Out));
        Assert.Contains(named, said.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_run_and_a_diverged_run_are_refused()
    {
        Assert.Contains("No run was named", (await Call()).Talk, StringComparison.Ordinal);
        RunFolder diverged = Ran("optimiser={ kind: sgd, rate: 1e39, schedule: constant }");
        Said said = await Call(diverged.Path);
        Assert.Equal(1, said.Code);
        Assert.Contains("diverged", said.Talk, StringComparison.Ordinal);
    }

    private async Task<Said> Call(params string[] args)
    {
        StringWriter output = new(), talk = new();
        int code = await Program.RunAsync(["llc", .. args, "--root", _scratch.Root], output, talk);
        return new Said(code, output.ToString(), talk.ToString());
    }

    private static Task<int> Run(params string[] args) =>
        Program.RunAsync(args, TextWriter.Null, TextWriter.Null);

    private RunFolder Ran(params string[] overrides)
    {
        StudyRunner runner = new(new Workplace(
            _scratch.Root, 1, "0.1.0", "", TimeProvider.System, _ => { }, _ => { }));
        Study study = StudyReader.Read(Text, "tiny.yaml", Catalogues.Laboratory.Form, overrides).Demand();
        return Assert.Single(runner.Run(study, CancellationToken.None));
    }
}
