using System.Text.Json.Nodes;
using Szilard.Observables;
using Szilard.Tensors;

namespace Szilard.Cli.Tests;

public sealed class MeasureVerbTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly Matrix _latents = Scratch.Normal(200, 2, 5);

    public void Dispose() => _scratch.Dispose();

    /// <summary>A rotated copy of the latents: R² is 1 by construction, the map is orthogonal, and a rotation
    /// by 45° mixes both causes evenly, so that the best correlation is cos 45°.</summary>
    [Fact]
    public async Task A_rotated_copy_of_the_latents_is_read_as_that()
    {
        double root = Math.Sqrt(0.5);
        Matrix h = Scratch.Fill(
            200, 2, (i, j) => root * (_latents[i, 0] + ((j == 0 ? 1 : -1) * _latents[i, 1])));

        Said said = await CommandLine.Call(
            "measure", "--latents", _scratch.Npy("z.npy", _latents),
            "--representation", _scratch.Npy("h.npy", h), "--json");

        Assert.Equal((0, ""), (said.Code, said.Talk));
        Assert.Equal(1, Value(said, "r2.affine"), 1e-9);
        Assert.InRange(Value(said, "orthogonality"), 0, 1e-6);
        Assert.InRange(Value(said, "mcc.pearson"), root - 0.1, root + 0.1);
    }

    [Fact]
    public async Task Json_has_the_promised_names_and_null_for_what_is_not_defined()
    {
        Said said = await CommandLine.Call(
            "measure", "--representation", _scratch.Npy("h.npy", new Matrix(6, 2)),
            "--other", _scratch.Npy("other.npy", Scratch.Normal(6, 2, 1)), "--meters", "procrustes",
            "--json");

        JsonObject reading = JsonNode.Parse(said.Out)!["meters"]!.AsArray().Single()!.AsObject();
        Assert.Equal(
            ["name", "value", "standard_error", "chance", "convention", "remark"],
            reading.Select(p => p.Key));
        Assert.Equal("procrustes", (string?)reading["name"]);
        Assert.Null(reading["value"]);
        Assert.Contains("constant", (string?)reading["remark"]);
    }

    [Theory]
    [InlineData("procrustes", "What was asked for has no value: One representation is constant")]
    [InlineData("procrustes,cca.mean", "None of the 2 numbers asked for has a value; remarks say why")]
    public async Task Where_nothing_has_a_value_the_call_fails_after_all_remarks(string meters, string says)
    {
        Said said = await CommandLine.Call(
            "measure", "--representation", _scratch.Npy("h.npy", new Matrix(6, 2)),
            "--other", _scratch.Npy("other.npy", Scratch.Normal(6, 2, 1)), "--meters", meters);
        Assert.Equal(1, said.Code);
        Assert.Contains("procrustes", said.Out, StringComparison.Ordinal);
        Assert.Contains(says, said.Talk, StringComparison.Ordinal);
        Said one = await CommandLine.Call(
            "measure", "--representation", _scratch.In("h.npy"), "--other", _scratch.In("other.npy"),
            "--meters", $"{meters},uniformity");
        Assert.Equal((0, ""), (one.Code, one.Talk));
    }

    [Fact]
    public async Task Every_meter_with_evidence_is_read_and_the_same_seed_reads_the_same()
    {
        string h = _scratch.Npy("h.npy", Scratch.Normal(60, 3, 2));
        string[] call =
        [
            "measure", "--representation", h, "--other", h,
            "--view", _scratch.Npy("v.npy", Scratch.Normal(60, 3, 3)),
            "--latents", _scratch.Npy("z.npy", Scratch.Normal(60, 2, 4)),
            "--labels", _scratch.Npy("y.npy", [.. Enumerable.Range(0, 60).Select(i => i % 3)]), "--json",
        ];
        const Evidence given =
            Evidence.Representation | Evidence.Other | Evidence.View | Evidence.Latents | Evidence.Labels;
        Said first = await CommandLine.Call(call), second = await CommandLine.Call(call);

        Assert.Equal(0, first.Code);
        Assert.Equal(first, second);
        Assert.Equal(
            Meters.All.Parts.Where(m => (m.BuildDefault().Needs & ~given) == 0).Select(m => m.Card.Name),
            JsonNode.Parse(first.Out)!["meters"]!.AsArray().Select(m => (string)m!["name"]!)
                .Where(name => !Meters.OfParts.Any(m => name.StartsWith($"{m}.", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Text_has_one_line_per_meter_with_error_and_chance()
    {
        Said said = await CommandLine.Call(
            "measure", "--representation", _scratch.Npy("h.npy", _latents),
            "--latents", _scratch.Npy("z.npy", _latents), "--meters", "mcc.pearson,rank-me");

        string[] lines = said.Out.TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Matches(@"^mcc\.pearson +1\.0* ± .*\(0\.\d+\)", lines[1]);
        Assert.StartsWith("rank-me ", lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no meter `mcc.pearsn`; did you mean `mcc.pearson`?", "mcc.pearsn")]
    [InlineData("`mcc.pearson` needs the true causes: give `--latents z.npy`.", "mcc.pearson")]
    [InlineData("`knn` needs class labels: give `--labels y.npy`.", "knn,rank-me")]
    [InlineData("`alignment` needs a second view: give `--view h2.npy`.", "alignment")]
    [InlineData("`cka.biased` needs another representation: give `--other h2.npy`.", "cka.biased")]
    [InlineData("`--meters` names no meter", ",")]
    public async Task A_meter_that_cannot_be_read_says_what_to_give(string expected, string meters)
    {
        Said said = await CommandLine.Call(
            "measure", "--representation", _scratch.Npy("h.npy", _latents), "--meters", meters);
        Assert.Equal((1, ""), (said.Code, said.Out));
        Assert.Contains(expected, said.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_faults_of_all_arrays_come_at_once()
    {
        Matrix h = Scratch.Normal(10, 2, 1);
        h[3, 1] = double.NaN;
        Said said = await CommandLine.Call(
            "measure", "--representation", _scratch.Npy("h.npy", h),
            "--latents", _scratch.Npy("z.npy", Scratch.Normal(9, 2, 1)),
            "--other", _scratch.Npy("o.npy", new Shape(10, 2, 2)),
            "--labels", _scratch.Npy("y.npy", Scratch.Fill(10, 1, (_, _) => 0.5)));

        Assert.Equal((1, ""), (said.Code, said.Out));
        string[] expected =
        [
            "at row 3, column 1", "`latents` has 9 rows, but the representation has 10",
            "has the shape 10×2×2", "reshape(len(x), -1)", "entry 0 is 0.5, but labels are whole numbers",
        ];
        Assert.All(expected, text => Assert.Contains(text, said.Talk, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Meters read a representation; give `--representation h.npy`.", "--latents", "z.npy")]
    [InlineData(
        "give `--training-representation h.npy`", "--representation", "z.npy", "--training-labels", "z.npy")]
    [InlineData("is of no kind that can be read here", "--representation", "z.txt")]
    [InlineData("z.npy", "--representation", "no-such-z.npy")]
    public async Task Misuse_has_a_remedy(string expected, params string[] args)
    {
        _scratch.Npy("z.npy", _latents);
        string[] placed = [.. args.Select(a => a.StartsWith('-') ? a : _scratch.In(a))];
        Said said = await CommandLine.Call(["measure", .. placed]);
        Assert.Equal((1, ""), (said.Code, said.Out));
        Assert.Contains(expected, said.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Npz_safetensors_and_csv_read_like_npy()
    {
        Dictionary<string, NumericArray> both = new()
        {
            ["h"] = NumericArray.From(_latents),
            ["rest"] = NumericArray.From(new Matrix(1, 1)),
        };
        NpzFile.Write(_scratch.In("all.npz"), both);
        SafetensorsFile.Write(_scratch.In("all.safetensors"), both);
        await File.WriteAllLinesAsync(
            _scratch.In("h.csv"),
            ["a,b", .. Enumerable.Range(0, 200).Select(i => $"{_latents[i, 0]:R},{_latents[i, 1]:R}")],
            TestContext.Current.CancellationToken);
        string[] sources =
        [
            _scratch.Npy("h.npy", _latents), _scratch.In("all.npz:h"), _scratch.In("all.safetensors:h"),
            _scratch.In("h.csv"),
        ];

        List<Said> said = [];
        foreach (string source in sources)
            said.Add(await CommandLine.Call("measure", "--representation", source, "--json"));

        Assert.Equal(0, said[0].Code);
        Assert.All(said, s => Assert.Equal(said[0], s));
        Said unnamed = await CommandLine.Call("measure", "--representation", _scratch.In("all.npz"));
        Assert.Contains("holds 2 arrays (h, rest); name one", unnamed.Talk, StringComparison.Ordinal);
        Said misnamed = await CommandLine.Call(
            "measure", "--representation", _scratch.In("all.safetensors:resd"));
        Assert.Contains("did you mean `rest`?", misnamed.Talk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("line 2, column 2 is no number", "1,2\n3,x\n")]
    [InlineData("line 3 has 1 number, but 2 stand above it", "a,b\n3,4\n5\n")]
    public async Task A_faulty_table_says_where(string expected, string text)
    {
        await File.WriteAllTextAsync(_scratch.In("h.csv"), text, TestContext.Current.CancellationToken);
        Said said = await CommandLine.Call("measure", "--representation", _scratch.In("h.csv"));
        Assert.Equal(1, said.Code);
        Assert.Contains(expected, said.Talk, StringComparison.Ordinal);
    }

    /// <summary>Labels that say which half of the line a sample lies on are read off a training set of the
    /// same line without error.</summary>
    [Fact]
    public async Task Probes_are_fitted_on_the_training_set()
    {
        string Line(string name, int n) =>
            _scratch.Npy(name, Scratch.Fill(n, 1, (i, _) => i < n / 2 ? -1 - i : 1 + i - (n / 2)));
        string Sides(string name, int n) =>
            _scratch.Npy(name, [.. Enumerable.Range(0, n).Select(i => i < n / 2 ? 0 : 1)]);

        Said said = await CommandLine.Call(
            "measure", "--representation", Line("h.npy", 20), "--labels", Sides("y.npy", 20),
            "--training-representation", Line("t.npy", 60), "--training-labels", Sides("ty.npy", 60),
            "--meters", "linear-probe", "--json");

        Assert.Equal(0, said.Code);
        Assert.Equal(1, Value(said, "linear-probe"));
    }

    private static double Value(Said said, string name) =>
        (double)JsonNode.Parse(said.Out)!["meters"]!.AsArray()
            .Single(m => (string?)m!["name"] == name)!["value"]!;
}
