using System.Text.Json.Nodes;

namespace Szilard.Cli.Tests;

public sealed class CheckVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("szilard-check").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_sound_study_is_summed_up()
    {
        string path = Write("name: a\nseeds: [1, 2]\nobjective: { kind: whitening }\nruns: { one: , second: { objective: { kind: info-nce } } }");
        Said said = await CommandLine.Call("check", path);
        Assert.Equal((0, ""), (said.Code, said.Talk));
        Assert.Equal(
            [
                $"{path}: no fault found in `a`: 2 runs × 2 seeds, 0 expectations.",
                "  one     latent · whitening",
                "  second  latent · info-nce",
            ],
            said.Out.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Every_fault_is_one_line_and_the_code_is_1()
    {
        string path = Write("name: a\nworld: { rho: 7 }\nobjective: { kind: whiteing }");
        Said said = await CommandLine.Call("check", path, "--set", "world.roh=1");
        Assert.Equal(1, said.Code);
        Assert.Collection(
            said.Out.TrimEnd().Split('\n'),
            line => Assert.StartsWith($"{path}:2:15: world.rho: ", line, StringComparison.Ordinal),
            line => Assert.Contains("did you mean `whitening`?", line, StringComparison.Ordinal),
            line => Assert.StartsWith("--set world.roh=1: world.roh: ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Json_holds_the_resolved_runs()
    {
        string path = Write("name: a\nobjective: { kind: whitening }\nexpect: [ { run: a, meter: mcc, at_least: 0.5 } ]");
        Said said = await CommandLine.Call("check", path, "--json", "--set", "world.rho=0.25");
        JsonNode document = JsonNode.Parse(said.Out)!;
        Assert.Equal(0, said.Code);
        Assert.Equal(0.25, (double)document["runs"]![0]!["world"]!["rho"]!);
        Assert.Equal("mcc of a ≥ 0.5", (string?)document["expectations"]![0]);
        Assert.Empty(document["faults"]!.AsArray());
    }

    [Fact]
    public async Task Json_holds_the_faults_with_their_places()
    {
        Said said = await CommandLine.Call("check", Write("name: a\nobjective: { kind: x }"), "--json");
        JsonNode fault = Assert.Single(JsonNode.Parse(said.Out)!["faults"]!.AsArray())!;
        Assert.Equal(1, said.Code);
        Assert.Equal((2, 20, "objective.kind"), ((int)fault["line"]!, (int)fault["column"]!, (string?)fault["key"]));
    }

    private string Write(string text)
    {
        string path = Path.Combine(_folder, "study.yaml");
        File.WriteAllText(path, text);
        return path;
    }
}
