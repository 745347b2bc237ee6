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

    /// <summary>Each fault of a caller: one error with its cause, exit code 1, and nothing on the output.</summary>
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
    [InlineData("beyond the range of numbers", "--labels", "q.npy", "--energies", "huge.npy", "--beta-s", "20")]
    public async Task Faults_are_refused_with_their_cause(string reason, params string[] words)
    {
        Faults();
        string[] all = words.Contains("--energies") ? words : [.. words, "--energies", "E0.npy"];
        Said said = await CommandLine.Call(
            ["ledger", .. all.Select(w => w.EndsWith(".npy", StringComparison.Ordinal) ? _scratch.In(w) : w)]);
        Assert.Equal((1, ""), (said.Code, said.Out));
        Assert.Contains(reason, said.Talk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2 times those of state 0", "tripled.npy", "doubled.npy")]
    [InlineData("gauges are mixed", "tripled.npy", "least.npy")]
    public async Task What_cannot_be_refused_is_flagged(string reason, string first, string then)
    {
        Faults();
        Said said = await CommandLine.Call(
            "ledger", "--energies", _scratch.In(first), _scratch.In(then), "--labels", _scratch.In("thirds.npy"), "--json");
        Assert.Equal(0, said.Code);
        Assert.Contains(
            reason, Assert.Single(JsonNode.Parse(said.Out)!["notes"]!.AsArray())!.ToString(), StringComparison.Ordinal);
        Assert.Contains(reason, said.Talk, StringComparison.Ordinal);
    }

    /// <summary>A schedule of temperatures is told by one β_s for each state, and does no work.</summary>
    [Fact]
    public async Task A_schedule_of_temperatures_does_no_work()
    {
        Said said = await CommandLine.Call(
            "ledger", "--energies", Before(), Before(), "--labels", Labels(), "--beta-s", "1", "2", "--json");
        JsonNode json = JsonNode.Parse(said.Out)!;
        Assert.Empty(json["strokes"]!.AsArray());
        Assert.Equal(0, (double)json["work"]!);
        Assert.NotEqual((double)json["states"]![0]!["loss"]!, (double)json["states"]![1]!["loss"]!);
    }

    /// <summary>Labels as a network leaves them, in single precision: rows that sum to 1/3 but for rounding.</summary>
    [Fact]
    public async Task Single_precision_is_taken_as_it_is()
    {
        float[] q = [.. Enumerable.Range(0, 12).Select(k => (k % 4 == 0 ? 0.1f : 0.3f) / 3)];
        _scratch.Npy("q32.npy", Scratch.Fill(3, 4, (i, j) => q[(i * 4) + j]));
        _scratch.Npy("e32.npy", Scratch.Fill(3, 4, (i, j) => i - (0.5 * j)));
        Said said = await CommandLine.Call(
            "ledger", "--energies", _scratch.In("e32.npy"), "--labels", _scratch.In("q32.npy"), "--json");
        Assert.Equal(0, said.Code);
    }

    [Theory]
    [InlineData("energies are finite", "--energies", "nan.npy", "--beta", "2")]
    [InlineData("inverse temperature", "--energies", "E0.npy", "--beta", "0")]
    [InlineData("column marginal has 2 entries with sum 1.8", "--energies", "E0.npy", "--beta", "2", "--column", "high.npy")]
    [InlineData("row marginal has 3 entries", "--energies", "E0.npy", "--beta", "2", "--row", "three.npy")]
    [InlineData("beyond the range of numbers", "--energies", "huge.npy", "--beta", "20")]
    [InlineData("a distance from the marginals", "--energies", "E0.npy", "--beta", "2", "--tolerance", "-1")]
    [InlineData("gone.npy", "--energies", "gone.npy", "--beta", "2")]
    public async Task A_sinkhorn_of_faults_is_refused(string reason, params string[] words)
    {
        Faults();
        Said said = await CommandLine.Call(
            ["sinkhorn", .. words.Select(w => w.EndsWith(".npy", StringComparison.Ordinal) ? _scratch.In(w) : w)]);
        Assert.Equal((1, ""), (said.Code, said.Out));
        Assert.Contains(reason, said.Talk, StringComparison.Ordinal);
    }

    /// <summary>Two of three items may take the first label only, but half of the mass is to go to the second.</summary>
    [Fact]
    public async Task Marginals_that_masked_labels_cannot_have_are_flagged()
    {
        string masked = _scratch.Npy("m.npy", Matrix.FromRows([0, 800], [0, 800], [0, 0]));
        Said said = await CommandLine.Call("sinkhorn", "--energies", masked, "--beta", "1", "--json");
        Assert.Equal(0, said.Code);
        Assert.Contains("cannot be had", said.Talk, StringComparison.Ordinal);
        Assert.NotEmpty(JsonNode.Parse(said.Out)!["notes"]!.AsArray());
    }

    /// <summary>One parameter in the well ½θ²: ln of the Gaussian of each step, forward less reverse, written out.</summary>
    [Fact]
    public async Task A_recorded_path_has_its_entropy()
    {
        double[] path = [0.5, 0.2, 0.6, -0.1];
        string theta = _scratch.Npy("t.npy", Scratch.Fill(4, 1, (i, _) => path[i]));
        const double Rate = 0.1, Temperature = 0.3;
        double expected = 0;
        for (int n = 0; n < 3; n++)
            expected += Square(path[n + 1], path[n]) - Square(path[n], path[n + 1]);
        Said said = await CommandLine.Call(
            "fluctuation", "--path", theta, "--gradients", theta, "--rate", "0.1", "--temperature", "0.3", "--json");
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
        string theta = _scratch.Npy("t.npy", Scratch.Fill(4, 2, (i, j) => i + j));
        Said said = await CommandLine.Call(["fluctuation", "--path", theta, "--gradients", theta, .. words]);
        Assert.Equal((1, ""), (said.Code, said.Out));
        Assert.Contains(reason, said.Talk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("refuse", 1, 0)]
    [InlineData("project", 0, 1)]
    [InlineData("regularise=1e-3", 0, 2)]
    public async Task Noise_of_low_rank_is_refused_projected_or_regularised(string silent, int code, int directions)
    {
        string theta = _scratch.Npy("t.npy", Matrix.FromRows([0.1, 0.2], [0.3, 0.1], [0, 0.5]));
        string noise = _scratch.Npy("s.npy", Matrix.FromRows([1, 1], [1, 1]));
        Said said = await CommandLine.Call(
            "fluctuation", "--path", theta, "--gradients", theta, "--gradient-noise", noise, "--rate", "0.1", "--silent",
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
    public async Task Fluctuations_of_faults_are_refused(string reason, params string[] words)
    {
        Faults();
        Said said = await CommandLine.Call(
            ["fluctuation", .. words.Select(w => w.EndsWith(".npy", StringComparison.Ordinal) ? _scratch.In(w) : w)]);
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

    /// <summary>Arrays, sound and faulty.</summary>
    private void Faults()
    {
        Before();
        Labels();
        Matrix tripled = Matrix.FromRows([0.3, 1, -2], [2, 0.5, 0.1], [1, 1.5, -0.4]);
        foreach ((string name, Matrix array) in (ReadOnlySpan<(string, Matrix)>)
            [
                ("c.npy", Matrix.FromRows([0.8, 0.2], [0.3, 0.7])), ("wide.npy", Matrix.FromRows([0.5, 0.25, 0.25])),
                ("negative.npy", Matrix.FromRows([0.6, -0.1], [0.4, 0.1])), ("tall.npy", new Matrix(3, 2)),
                ("nan.npy", Matrix.FromRows([0, double.NaN], [2, 0.5])), ("column.npy", Matrix.FromRows([0.9, 0.1])),
                ("huge.npy", Matrix.FromRows([0, 1e308], [2, 0.5])), ("high.npy", Matrix.FromRows([0.9, 0.9])),
                ("three.npy", Matrix.FromRows([0.2, 0.3, 0.5])), ("bad.npy", Matrix.FromRows([0.2, double.NaN, 0.5])),
                ("tripled.npy", tripled), ("doubled.npy", tripled.Map(e => 2 * e)),
                ("least.npy", Matrix.FromRows([0, 1, 2], [3, 0, 0.5], [0.2, 0, 4])),
                ("thirds.npy", Scratch.Fill(3, 3, (_, _) => 1.0 / 9)),
            ])
            _scratch.Npy(name, array);
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
