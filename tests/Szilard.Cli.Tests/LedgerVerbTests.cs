using System.Text.Json.Nodes;
using Szilard.Tensors;

namespace Szilard.Cli.Tests;

/// <summary>The worked cycle T6 and the closed form T3 of the reference oracle, through real files.</summary>
public sealed class LedgerVerbTests : IDisposable
{
    private static readonly Matrix s_before = Matrix.FromRows([0, 1], [2, 0.5]);
    private static readonly Matrix s_after = Matrix.FromRows([-0.1, 1.2], [2.2, 0.3]);
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_recorded_cycle_is_booked_stroke_by_stroke()
    {
        Said said = await CommandLine.Call(
            "ledger", "--energies", Before(), Before(), After(), After(), "--labels", Model("p0", s_before), Labels(),
            Labels(), Model("p1", s_after), "--beta-s", "1", "--beta-t", "2", "--json");
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
            "internal_energy", "entropy", "label_entropy", "equilibrium_free_energy", "free_energy", "loss", "kl",
            "label_information", "stored_information",
        ];
        Assert.All(names, name => Assert.True(double.IsFinite((double)json["states"]![1]![name]!), name));
        Assert.Equal(0.352160207777042, (double)json["states"]![1]!["loss"]!, 1e-9);
    }

    [Fact]
    public async Task Conditional_labels_and_one_array_for_all_states_will_do()
    {
        string rows = _scratch.Npy("c.npy", Matrix.FromRows([0.8, 0.2], [0.3, 0.7]));
        Said said = await CommandLine.Call(
            "ledger", "--energies", Before(), After(), "--labels", rows, "--conditional", "--gauge", "row-min", "--json");
        JsonNode json = JsonNode.Parse(said.Out)!;
        Assert.Equal(2, json["states"]!.AsArray().Count);
        Assert.Equal("row-min", (string)json["gauge"]!);
    }

    [Fact]
    public async Task Hard_labels_are_a_measurement_and_it_is_said_why()
    {
        string hard = _scratch.Npy("h.npy", Matrix.FromRows([0.5, 0], [0, 0.5]));
        Said said = await CommandLine.Call(
            "ledger", "--energies", Before(), Before(), "--labels", Model("p0", s_before), hard);
        Assert.Equal(0, said.Code);
        Assert.Contains("measurement", said.Out, StringComparison.Ordinal);
        Assert.Contains("absolute irreversibility", said.Talk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sum to 1, but its weight is 0.5", "--beta-s", "1")]
    [InlineData("inverse temperature", "--conditional", "--beta-s", "0")]
    [InlineData("There is no gauge `rw`", "--conditional", "--gauge", "rw")]
    public async Task Bad_input_is_refused(string reason, params string[] words)
    {
        string rows = _scratch.Npy("c.npy", Matrix.FromRows([0.8, 0.2], [0.3, 0.7]));
        Said said = await CommandLine.Call(["ledger", "--energies", Before(), "--labels", rows, .. words]);
        Assert.Equal((1, ""), (said.Code, said.Out));
        Assert.Contains(reason, said.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ensemble_of_two_by_two_has_its_closed_form()
    {
        Said said = await CommandLine.Call(
            "sinkhorn", "--energies", Before(), "--beta", "2", "--tolerance", "1e-14", "--json", "--out",
            _scratch.In("q.npy"));
        JsonNode json = JsonNode.Parse(said.Out)!;
        Assert.Equal(0.344822725026554, (double)json["internal_energy"]!, 1e-9);
        Assert.Equal(0.961682364905604, (double)json["entropy"]!, 1e-9);
        Assert.Equal(0.424611996214287, (double)json["mutual_information"]!, 1e-9);
        Assert.Equal(-0.5, (double)json["mu"]![0]! - (double)json["mu"]![1]!, 1e-9);
        Assert.Equal(1.5, (double)json["nu"]![0]! - (double)json["nu"]![1]!, 1e-9);
        Assert.Equal(0.462070909989378, NpyFile.Read(_scratch.In("q.npy")).ToDoubles()[0], 1e-9);
        Said few = await CommandLine.Call("sinkhorn", "--energies", Before(), "--beta", "2", "--sweeps", "3", "--json");
        Assert.Equal(3, (int)JsonNode.Parse(few.Out)!["sweeps"]!);
        Said none = await CommandLine.Call("sinkhorn", "--energies", Before(), "--beta", "2", "--sweeps", "0");
        Assert.Contains("at least 1 sweep", none.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fluctuations_of_recorded_data_are_held_against_their_theorems()
    {
        // Works of ±1 with odds e: ⟨e^−W⟩ = 1, so that ΔF = 0, and the current of the coin is T15's.
        string coin = _scratch.Row("j.npy", [.. Enumerable.Range(0, 1000).Select(k => k % 5 == 0 ? -1f : 1f)]);
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
            _scratch.Npy("x.npy", Matrix.FromRows([0, 0.5, 1], [1, 1.5, 2])), "--diffusion", "1", "--duration", "0.5",
            "--entropy-production", "2", "--json");
        JsonNode limit = JsonNode.Parse(moved.Out)!["speed_limit"]!;
        Assert.Equal(2, (double)limit["bound"]!, 1e-12);
        Assert.True((bool)limit["holds"]!);
    }

    private string Before() => _scratch.Npy("E0.npy", s_before);

    private string After() => _scratch.Npy("E1.npy", s_after);

    /// <summary>½·softmax(−E) of each row.</summary>
    private string Model(string name, Matrix energies) => _scratch.Npy(
        name + ".npy",
        Scratch.Fill(2, 2, (i, j) =>
            0.5 * Math.Exp(-energies[i, j]) / (Math.Exp(-energies[i, 0]) + Math.Exp(-energies[i, 1]))));

    /// <summary>T3: s = σ(5/2).</summary>
    private string Labels()
    {
        double s = 1 / (1 + Math.Exp(-2.5));
        return _scratch.Npy("q.npy", Matrix.FromRows([s / 2, (1 - s) / 2], [(1 - s) / 2, s / 2]));
    }
}
