using System.Text.Json.Nodes;
using Szilard.Tensors;

namespace Szilard.Cli.Tests;

/// <summary>Golden values of the reference notes, computed independently, through real files.
/// z1[i][j] = sin(1 + .7i + 1.3j + .11ij), z2 = z1 + .3 cos(.5 + .9i − .4j).</summary>
public sealed class ObjectiveVerbTests : IDisposable
{
    private static readonly Matrix _left =
        Scratch.Fill(6, 4, (i, j) => Math.Sin(1 + (.7 * i) + (1.3 * j) + (.11 * i * j)));
    private static readonly Matrix _right =
        Scratch.Fill(6, 4, (i, j) => _left[i, j] + (.3 * Math.Cos(.5 + (.9 * i) - (.4 * j))));
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(0.1408494381211939, "nt-xent", "temperature=0.1")]
    [InlineData(
        1.129322912215695, "info-nce", "similarity=cosine", "temperature=0.5", "negatives=both-views")]
    [InlineData(-0.9577804332323604, "simsiam")]
    [InlineData(0.02534940487629221, "barlow-twins", "lambda=0.005")]
    [InlineData(7.651067916648687, "vicreg")]
    [InlineData(
        19.60747551194999, "vicreg", "variant=eb-jepa", "invariance=1", "variance=1", "covariance=80")]
    public async Task Matches_the_golden_value(double expected, string name, params string[] parameters)
    {
        Said said = await Evaluate([name, "--json", .. parameters.SelectMany(p => (string[])["--param", p])]);
        Assert.Equal((0, ""), (said.Code, said.Talk));
        Assert.Equal(expected, (double)JsonNode.Parse(said.Out)!["value"]!, 1e-9);
    }

    [Theory]
    [InlineData(0.012644954417, "nt-xent", "temperature=0.5")]
    [InlineData(-0.975065305386, "vicreg", "covariance=1")]
    [InlineData(-0.005106027920, "barlow-twins", "lambda=0.005")]
    public async Task The_gradient_is_written_in_double_precision(
        double expected, string name, string parameter)
    {
        Said said = await Evaluate(
            name, "--param", parameter,
            "--gradient-left", _scratch.In("gl.npy"), "--gradient-right", _scratch.In("gr.npy"));

        Assert.Equal(0, said.Code);
        NumericArray left = NpyFile.Read(_scratch.In("gl.npy")), right = NpyFile.Read(_scratch.In("gr.npy"));
        Assert.Equal((new Shape(6, 4), ElementType.Float64), (left.Shape, left.Type));
        Assert.Equal(new Shape(6, 4), right.Shape);
        Assert.Equal(expected, left.ToDoubles()[0], 2e-8);
    }

    [Fact]
    public async Task Json_has_the_promised_names_terms_and_the_plateau()
    {
        Said said = await Evaluate("nt-xent", "--json");
        JsonObject json = JsonNode.Parse(said.Out)!.AsObject();
        Assert.Equal(["objective", "convention", "value", "terms", "plateau"], json.Select(p => p.Key));
        Assert.Equal("nt-xent", (string?)json["objective"]);
        Assert.Equal(Math.Log(11), (double)json["plateau"]!, 1e-12);

        json = JsonNode.Parse((await Evaluate("vicreg", "--json")).Out)!.AsObject();
        Assert.Equal(["objective", "convention", "value", "terms"], json.Select(p => p.Key));
        Assert.Equal(0.04690296400012018, (double)json["terms"]!["invariance"]!, 1e-9);
    }

    [Fact]
    public async Task Text_names_value_terms_formula_convention_and_source()
    {
        Said said = await Evaluate("vicreg");
        Assert.StartsWith("vicreg = 7.6510679166", said.Out, StringComparison.Ordinal);
        string[] expected = ["\n  invariance = 0.046902964", "\nformula: ", "\nconvention: ", "\nsource: "];
        Assert.All(expected, text => Assert.Contains(text, said.Out, StringComparison.Ordinal));
    }

    /// <summary>Logits that are all equal say ln(classes), whatever the label.</summary>
    [Fact]
    public async Task Whole_labels_become_one_hot_rows()
    {
        Said said = await CommandLine.Call(
            "objective", "supervised-classification", "--left", _scratch.Npy("a.npy", new Matrix(3, 4)),
            "--right", _scratch.Npy("y.npy", 0, 3, 1), "--json", "--gradient-left", _scratch.In("g.npy"));

        Assert.Equal(0, said.Code);
        Assert.Equal(Math.Log(4), (double)JsonNode.Parse(said.Out)!["value"]!, 1e-12);
        double[] gradient = NpyFile.Read(_scratch.In("g.npy")).ToDoubles(); // (softmax − one-hot) / rows
        Assert.Equal(-0.25, gradient[0], 1e-12);
        Assert.Equal(0.25 / 3, gradient[1], 1e-12);

        Said beyond = await CommandLine.Call(
            "objective", "supervised-classification", "--left", _scratch.In("a.npy"),
            "--right", _scratch.Npy("y.npy", 0, 4, 1));
        Assert.Contains("label 4 at row 1 has no column", beyond.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_seed_chooses_the_random_projections_and_nothing_else()
    {
        async Task<string> Value(string objective, string seed) =>
            (await Evaluate(objective, "--seed", seed, "--json")).Out;

        Assert.Equal(await Value("sigreg", "1"), await Value("sigreg", "1"));
        Assert.NotEqual(await Value("sigreg", "1"), await Value("sigreg", "2"));
        Assert.Equal(await Value("vicreg", "1"), await Value("vicreg", "2"));
    }

    [Theory]
    [InlineData("There is no objective `vicrag`; did you mean `vicreg`?", "vicrag")]
    [InlineData(
        "`nt-xent` has no parameter `temprature`; did you mean `temperature`?",
        "nt-xent", "--param", "temprature=1")]
    [InlineData("`temperature: hot` is not a number", "nt-xent", "--param", "temperature=hot")]
    [InlineData("is no `key=value`", "nt-xent", "--param", "temperature")]
    [InlineData(
        "`--param temperature` is given twice",
        "nt-xent", "--param", "temperature=1", "--param", "temperature=2")]
    public async Task Misuse_has_a_remedy(string expected, params string[] args)
    {
        Said said = await Evaluate(args);
        Assert.Equal((1, ""), (said.Code, said.Out));
        Assert.Contains(expected, said.Talk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "info-nce", "needs at least 2 rows")]
    [InlineData(3, "whitening", "needs at least 4 rows")]
    public async Task Too_few_rows_are_refused(int rows, string name, string expected)
    {
        string path = _scratch.Npy("few.npy", _left.Slice(0, rows));
        string[] parameter = name == "whitening" ? ["--param", "estimator=split"] : [];
        Said said = await CommandLine.Call(
            ["objective", name, "--left", path, "--right", path, .. parameter]);
        Assert.Equal((1, ""), (said.Code, said.Out));
        Assert.Contains(expected, said.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arrays_that_do_not_fit_are_refused_with_their_shapes()
    {
        string left = _scratch.Npy("l.npy", _left), narrow = _scratch.Npy("n.npy", new Matrix(6, 3));
        Matrix holed = _left.Map(v => v);
        holed[2, 3] = double.PositiveInfinity;
        string[] calls =
            [narrow, _scratch.Npy("inf.npy", holed), _scratch.Npy("deep.npy", new Shape(6, 2, 2))];
        string[] expected =
        [
            "is 6×4, but", "at row 2, column 3",
            "has the shape 6×2×2, but `--right` is samples × dimensions",
        ];
        foreach ((string right, string text) in calls.Zip(expected))
        {
            Said said = await CommandLine.Call("objective", "vicreg", "--left", left, "--right", right);
            Assert.Equal((1, ""), (said.Code, said.Out));
            Assert.Contains(text, said.Talk, StringComparison.Ordinal);
        }
    }

    private Task<Said> Evaluate(params string[] args) => CommandLine.Call(
        [
            "objective", .. args,
            "--left", _scratch.Npy("a.npy", _left), "--right", _scratch.Npy("b.npy", _right),
        ]);
}
