using System.Text.Json.Nodes;
using Szilard.Tensors;

namespace Szilard.Cli.Tests;

/// <summary>Recorded works, currents, trajectories and paths, through real files.</summary>
public sealed class FluctuationVerbTests : IDisposable
{
    private readonly LedgerFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Fluctuations_of_recorded_data_are_held_against_their_theorems()
    {
        // Works of ±1 with odds e: ⟨e^−W⟩ = 1, so that ΔF = 0, and the current of the coin is T15's.
        string coin = _files.Row("j.npy", [.. Enumerable.Range(0, 1000).Select(k => k % 5 == 0 ? -1f : 1f)]);
        Said said = await CommandLine.Call(
            "fluctuation", "--current", coin, "--entropy-production", "0.831776616671935", "--json");
        JsonNode bound = JsonNode.Parse(said.Out)!["uncertainty"]!;
        Assert.Equal(1.54154853684587, (double)bound["bound_discrete"]!, 1e-9);
        Assert.Equal(1.77777777777778 * 1000 / 999, (double)bound["precision"]!, 1e-9);
        Assert.True((bool)bound["holds"]!);
        Said nothing = await CommandLine.Call("fluctuation");
        Assert.Equal(1, nothing.Code);
        Said alone = await CommandLine.Call("fluctuation", "--reverse", coin);
        Assert.Contains("give `--work`", alone.Talk, StringComparison.Ordinal);
        Said moved = await CommandLine.Call(
            "fluctuation", "--trajectory",
            _files.Npy("x.npy", Matrix.FromRows([0, 0.5, 1], [1, 1.5, 2])), "--diffusion", "1", "--duration",
            "0.5",
            "--entropy-production", "2", "--json");
        JsonNode limit = JsonNode.Parse(moved.Out)!["speed_limit"]!;
        Assert.Equal(2, (double)limit["bound"]!, 1e-12);
        Assert.True((bool)limit["holds"]!);
    }

    /// <summary>One parameter in the well ½θ²: ln of the Gaussian of each step, forward less reverse, written
    /// out.</summary>
    [Fact]
    public async Task A_recorded_path_has_its_entropy()
    {
        double[] path = [0.5, 0.2, 0.6, -0.1];
        string theta = _files.Npy("t.npy", Scratch.Fill(4, 1, (i, _) => path[i]));
        const double Rate = 0.1, Temperature = 0.3;
        double expected = 0;
        for (int n = 0; n < 3; n++)
            expected += Square(path[n + 1], path[n]) - Square(path[n], path[n + 1]);
        Said said = await CommandLine.Call(
            "fluctuation", "--path", theta, "--gradients", theta, "--rate", "0.1", "--temperature", "0.3",
            "--json");
        JsonNode found = JsonNode.Parse(said.Out)!["path"]!;
        Assert.Equal(expected, (double)found["bath_entropy"]!, 1e-9);
        Assert.Equal(3, (int)found["steps"]!);

        static double Square(double from, double to)
        {
            double off = to - (from - (Rate * from));
            return off * off / (4 * Rate * Temperature);
        }
    }

    [Theory]
    [InlineData("infinite", "--rate", "0.1")]
    [InlineData("needs `--rate`", "--temperature", "1")]
    [InlineData("`--silent nothing`", "--rate", "0.1", "--silent", "nothing")]
    [InlineData("T is finite", "--rate", "0.1", "--temperature", "-1")]
    public async Task A_path_of_faults_is_refused(string reason, params string[] words)
    {
        string theta = _files.Npy("t.npy", Scratch.Fill(4, 2, (i, j) => i + j));
        Said said = await CommandLine.Call(["fluctuation", "--path", theta, "--gradients", theta, .. words]);
        Assert.Equal((1, ""), (said.Code, said.Out));
        Assert.Contains(reason, said.Talk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("refuse", 1, 0)]
    [InlineData("project", 0, 1)]
    [InlineData("regularise=1e-3", 0, 2)]
    public async Task Noise_of_low_rank_is_refused_projected_or_regularised(
        string silent, int code, int directions)
    {
        string theta = _files.Npy("t.npy", Matrix.FromRows([0.1, 0.2], [0.3, 0.1], [0, 0.5]));
        string noise = _files.Npy("s.npy", Matrix.FromRows([1, 1], [1, 1]));
        Said said = await CommandLine.Call(
            "fluctuation", "--path", theta, "--gradients", theta, "--gradient-noise", noise, "--rate", "0.1",
            "--silent",
            silent, "--json");
        Assert.Equal(code, said.Code);
        if (code == 0)
            Assert.Equal(directions, (int)JsonNode.Parse(said.Out)!["path"]!["directions"]!);
        else
            Assert.Contains("rank 1 of 2", said.Talk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("finite", "--work", "bad.npy")]
    [InlineData("inverse temperature", "--work", "three.npy", "--beta", "0")]
    [InlineData("finite", "--current", "bad.npy", "--entropy-production", "1")]
    [InlineData("needs `--entropy-production`", "--current", "three.npy")]
    [InlineData("finite", "--trajectory", "nan.npy", "--diffusion", "1", "--duration", "1")]
    [InlineData("needs a number > 0", "--trajectory", "E0.npy", "--diffusion", "-1", "--duration", "1")]
    public Task Fluctuations_of_faults_are_refused(string reason, params string[] words) =>
        _files.Refuses(reason, "fluctuation", words);
}
