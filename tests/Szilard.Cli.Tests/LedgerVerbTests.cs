using System.Text.Json.Nodes;
using Szilard.Tensors;

namespace Szilard.Cli.Tests;

/// <summary>The worked cycle T6 of the reference oracle, through real files.</summary>
public sealed class LedgerVerbTests : IDisposable
{
    private readonly LedgerFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_recorded_cycle_is_booked_stroke_by_stroke()
    {
        Said said = await CommandLine.Call(
            "ledger", "--energies", _files.Before(), _files.Before(), _files.After(), _files.After(),
            "--labels",
            _files.Model("p0", LedgerFiles.Energies), _files.Labels(), _files.Labels(),
            _files.Model("p1", LedgerFiles.EnergiesAfter), "--beta-s", "1", "--beta-t", "2", "--json");
        Assert.Equal((0, ""), (said.Code, said.Talk));
        JsonNode json = JsonNode.Parse(said.Out)!;
        string[] kinds = [.. json["strokes"]!.AsArray().Select(s => (string)s!["kind"]!)];
        Assert.Equal(["labelling", "work", "readout"], kinds);
        Assert.Equal(-0.17646712851321, (double)json["strokes"]![0]!["heat"]!, 1e-9);
        Assert.Equal(0.114471079472736, (double)json["strokes"]![0]!["entropy_production"]!, 1e-9);
        Assert.Equal(-0.123449636992565, (double)json["strokes"]![1]!["work"]!, 1e-9);
        Assert.Equal(-0.040589513685076, (double)json["strokes"]![1]!["excess_work"]!, 1e-9);
        Assert.Equal(0.0430355097463075, (double)json["strokes"]![2]!["entropy_production"]!, 1e-9);
        Assert.Equal(0, (double)json["closure_error"]!, 1e-12);
        string[] names =
        [
            "internal_energy", "entropy", "label_entropy", "equilibrium_free_energy", "free_energy", "loss",
            "kl",
            "label_information", "stored_information",
        ];
        Assert.All(names, name => Assert.True(double.IsFinite((double)json["states"]![1]![name]!), name));
        Assert.Equal(0.352160207777042, (double)json["states"]![1]!["loss"]!, 1e-9);
    }

    [Fact]
    public async Task Conditional_labels_and_one_array_for_all_states_will_do()
    {
        string rows = _files.Npy("c.npy", Matrix.FromRows([0.8, 0.2], [0.3, 0.7]));
        Said said = await CommandLine.Call(
            "ledger", "--energies", _files.Before(), _files.After(), "--labels", rows, "--conditional",
            "--gauge", "row-min", "--json");
        JsonNode json = JsonNode.Parse(said.Out)!;
        Assert.Equal(2, json["states"]!.AsArray().Count);
        Assert.Equal("row-min", (string)json["gauge"]!);
    }

    [Fact]
    public async Task Hard_labels_are_a_measurement_and_it_is_said_why()
    {
        string hard = _files.Npy("h.npy", Matrix.FromRows([0.5, 0], [0, 0.5]));
        Said said = await CommandLine.Call(
            "ledger", "--energies", _files.Before(), _files.Before(), "--labels",
            _files.Model("p0", LedgerFiles.Energies), hard);
        Assert.Equal(0, said.Code);
        Assert.Contains("measurement", said.Out, StringComparison.Ordinal);
        Assert.Contains("absolute irreversibility", said.Talk, StringComparison.Ordinal);
    }

    /// <summary>Each fault of a caller: one error with its cause, exit code 1, and nothing on the
    /// output.</summary>
    [Theory]
    [InlineData("sum to 1, but its weight is 0.5", "--labels", "c.npy")]
    [InlineData("rows of conditional labels sum to 1", "--labels", "q.npy", "--conditional")]
    [InlineData("probabilities are ≥ 0", "--labels", "negative.npy")]
    [InlineData("is NaN; energies are finite", "--labels", "q.npy", "--energies", "nan.npy")]
    [InlineData("inverse temperature", "--labels", "q.npy", "--beta-s", "-2")]
    [InlineData("`beta_t` is 0", "--labels", "q.npy", "--beta-t", "0")]
    [InlineData("but its marginal is 0.9", "--labels", "q.npy", "--column", "column.npy")]
    [InlineData("3 weights", "--labels", "q.npy", "--row", "three.npy")]
    [InlineData("2×2, but labels 1×3", "--labels", "wide.npy")]
    [InlineData("of state 1 3×2", "--labels", "q.npy", "--energies", "E0.npy", "tall.npy")]
    [InlineData("There is no gauge `rw`", "--labels", "q.npy", "--gauge", "rw")]
    [InlineData("gone.npy", "--labels", "gone.npy")]
    [InlineData("2 inverse temperatures", "--labels", "q.npy", "--beta-s", "1", "2")]
    [InlineData("beyond the range of numbers",
        "--labels", "q.npy", "--energies", "huge.npy", "--beta-s", "20")]
    public Task Faults_are_refused_with_their_cause(string reason, params string[] words) => _files.Refuses(
        reason, "ledger", words.Contains("--energies") ? words : [.. words, "--energies", "E0.npy"]);

    [Theory]
    [InlineData("2 times those of state 0", "tripled.npy", "doubled.npy")]
    [InlineData("gauges are mixed", "tripled.npy", "least.npy")]
    public async Task What_cannot_be_refused_is_flagged(string reason, string first, string then)
    {
        Said said = await _files.Call(
            "ledger", "--energies", first, then, "--labels", "thirds.npy", "--json");
        Assert.Equal(0, said.Code);
        Assert.Contains(
            reason, Assert.Single(JsonNode.Parse(said.Out)!["notes"]!.AsArray())!.ToString(),
            StringComparison.Ordinal);
        Assert.Contains(reason, said.Talk, StringComparison.Ordinal);
    }

    /// <summary>A schedule of temperatures is told by one β_s for each state, and does no work.</summary>
    [Fact]
    public async Task A_schedule_of_temperatures_does_no_work()
    {
        Said said = await CommandLine.Call(
            "ledger", "--energies", _files.Before(), _files.Before(), "--labels", _files.Labels(), "--beta-s",
            "1", "2", "--json");
        JsonNode json = JsonNode.Parse(said.Out)!;
        Assert.Empty(json["strokes"]!.AsArray());
        Assert.Equal(0, (double)json["work"]!);
        Assert.NotEqual((double)json["states"]![0]!["loss"]!, (double)json["states"]![1]!["loss"]!);
    }

    /// <summary>Labels as a network leaves them, in single precision: rows that sum to 1/3 but for
    /// rounding.</summary>
    [Fact]
    public async Task Single_precision_is_taken_as_it_is()
    {
        float[] q = [.. Enumerable.Range(0, 12).Select(k => (k % 4 == 0 ? 0.1f : 0.3f) / 3)];
        _files.Npy("q32.npy", Scratch.Fill(3, 4, (i, j) => q[(i * 4) + j]));
        _files.Npy("e32.npy", Scratch.Fill(3, 4, (i, j) => i - (0.5 * j)));
        Said said = await CommandLine.Call(
            "ledger", "--energies", _files.In("e32.npy"), "--labels", _files.In("q32.npy"), "--json");
        Assert.Equal(0, said.Code);
    }
}
