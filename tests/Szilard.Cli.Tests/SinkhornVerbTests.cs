using System.Text.Json.Nodes;
using Szilard.Tensors;

namespace Szilard.Cli.Tests;

/// <summary>The closed form T3 of the reference oracle, through real files.</summary>
public sealed class SinkhornVerbTests : IDisposable
{
    private readonly LedgerFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task The_ensemble_of_two_by_two_has_its_closed_form()
    {
        Said said = await CommandLine.Call(
            "sinkhorn", "--energies", _files.Before(), "--beta", "2", "--tolerance", "1e-14", "--json",
            "--out",
            _files.In("q.npy"));
        JsonNode json = JsonNode.Parse(said.Out)!;
        Assert.Equal(0.344822725026554, (double)json["internal_energy"]!, 1e-9);
        Assert.Equal(0.961682364905604, (double)json["entropy"]!, 1e-9);
        Assert.Equal(0.424611996214287, (double)json["mutual_information"]!, 1e-9);
        Assert.Equal(-0.5, (double)json["mu"]![0]! - (double)json["mu"]![1]!, 1e-9);
        Assert.Equal(1.5, (double)json["nu"]![0]! - (double)json["nu"]![1]!, 1e-9);
        Assert.Equal(0.462070909989378, NpyFile.Read(_files.In("q.npy")).ToDoubles()[0], 1e-9);
        Said few = await CommandLine.Call(
            "sinkhorn", "--energies", _files.Before(), "--beta", "2", "--sweeps", "3", "--json");
        Assert.Equal(3, (int)JsonNode.Parse(few.Out)!["sweeps"]!);
        Said none = await CommandLine.Call(
            "sinkhorn", "--energies", _files.Before(), "--beta", "2", "--sweeps", "0");
        Assert.Contains("at least 1 sweep", none.Talk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("energies are finite", "--energies", "nan.npy", "--beta", "2")]
    [InlineData("inverse temperature", "--energies", "E0.npy", "--beta", "0")]
    [InlineData("column marginal has 2 entries with sum 1.8",
        "--energies", "E0.npy", "--beta", "2", "--column", "high.npy")]
    [InlineData("row marginal has 3 entries", "--energies", "E0.npy", "--beta", "2", "--row", "three.npy")]
    [InlineData("beyond the range of numbers", "--energies", "huge.npy", "--beta", "20")]
    [InlineData("a distance from the marginals", "--energies", "E0.npy", "--beta", "2", "--tolerance", "-1")]
    [InlineData("gone.npy", "--energies", "gone.npy", "--beta", "2")]
    public Task A_sinkhorn_of_faults_is_refused(string reason, params string[] words) =>
        _files.Refuses(reason, "sinkhorn", words);

    /// <summary>Two of three items may take the first label only, but half of the mass is to go to the
    /// second.</summary>
    [Fact]
    public async Task Marginals_that_masked_labels_cannot_have_are_flagged()
    {
        string masked = _files.Npy("m.npy", Matrix.FromRows([0, 800], [0, 800], [0, 0]));
        Said said = await CommandLine.Call("sinkhorn", "--energies", masked, "--beta", "1", "--json");
        Assert.Equal(0, said.Code);
        Assert.Contains("cannot be had", said.Talk, StringComparison.Ordinal);
        Assert.NotEmpty(JsonNode.Parse(said.Out)!["notes"]!.AsArray());
    }
}
