using System.Text.Json.Nodes;
using Szilard.Experiments;
using Szilard.Experiments.Specification;
using Szilard.Tensors;

namespace Szilard.Cli.Tests;

public sealed class SimilarityVerbTests : IDisposable
{
    private const string Text = """
        name: tiny
        world: { kind: latent, dimensions: 2, mixing: banana, rho: 0.9 }
        encoder: { kind: mlp, widths: [8] }
        training: { steps: 10, batch: 16 }
        evaluation: { samples: 64, curve_samples: 32, readings: 2, meters: std, curve: std }
        """;

    private static readonly string[] s_brief = ["--samples", "100", "--permutations", "19"];

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Runs_are_told_as_tables_as_JSON_and_as_a_page()
    {
        string[] runs = [Ran("seed-a"), Ran("seed-b"), Ran("seed-c")];
        Said text = await Call([.. runs, .. s_brief]);
        Assert.Equal(0, text.Code);
        Assert.Contains("truth: r2.affine", text.Out, StringComparison.Ordinal);
        Assert.Contains("cka.unbiased: calibrated (raw) p", text.Out, StringComparison.Ordinal);
        string page = _scratch.In("page.html");
        JsonNode json = JsonNode.Parse(
            (await Call([.. runs, .. s_brief, "--layers", "--json", "--report", page])).Out)!;
        Assert.Equal(3, json["models"]!.AsArray().Count);
        JsonNode pair = json["scores"]![0]!["pairs"]![0]!;
        Assert.Equal(19, pair["null"]!.AsArray().Count);
        Assert.Equal(4, (int)pair["maximum"]!["pairs"]!);
        JsonNode[] layers = [.. pair["layers"]!.AsArray().Select(l => l!)];
        Assert.Equal(
            [(1, 1), (1, 2), (2, 1), (2, 2)],
            layers.Select(l => ((int)l["first_layer"]!, (int)l["second_layer"]!)));
        Assert.Equal((double)pair["maximum"]!["raw"]!, layers.Max(l => (double)l["raw"]!), 1e-12);
        string html = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        Assert.Contains("agreement-cka-unbiased-layers", html, StringComparison.Ordinal);
        Assert.Contains("agreement-cka-unbiased-every-layer", html, StringComparison.Ordinal);
        Assert.Contains(
            "1 seed-a seed 1, layer 2 – 3 seed-c seed 1", html, StringComparison.Ordinal);
        Assert.Contains("szilard similarity", html, StringComparison.Ordinal);
    }

    /// <summary>A rotation is perfect agreement for every usual score; noise agrees with neither. False alarm
    /// of the two pairs with noise by three scores: p is 1/20 with probability 1/20 each, so only the raw
    /// score is asserted.</summary>
    [Fact]
    public async Task Arrays_are_compared_with_each_other_and_with_the_truth()
    {
        Matrix z = Scratch.Normal(200, 2, 1);
        Matrix turned = Scratch.Fill(
            200, 2, (i, j) => j == 0 ? (0.6 * z[i, 0]) - (0.8 * z[i, 1]) : (0.8 * z[i, 0]) + (0.6 * z[i, 1]));
        string[] files =
        [
            _scratch.Npy("a.npy", z), _scratch.Npy("b.npy", turned),
            _scratch.Npy("c.npy", Scratch.Normal(200, 2, 2)),
        ];
        Said said = await Call(
            ["--latents", files[0], "--json", "--permutations", "19", "--arrays", .. files]);
        JsonNode json = JsonNode.Parse(said.Out)!;
        Assert.Equal(200, (int)json["samples"]!);
        Assert.All(json["scores"]!.AsArray(), s =>
        {
            Assert.Equal(1, (double)s!["pairs"]![0]!["calibrated"]!, 1e-6);
            Assert.InRange((double)s["pairs"]![1]!["raw"]!, -0.2, 0.3);
        });
        Assert.Equal(1, (double)json["models"]![1]!["structural"]![0]!["value"]!, 1e-6);
        Assert.InRange((double)json["models"]![2]!["structural"]![0]!["value"]!, -0.3, 0.3);
    }

    [Fact]
    public async Task Where_no_score_has_a_value_the_call_fails_after_its_remarks()
    {
        string constant = _scratch.Npy("a.npy", new Matrix(50, 2));
        Said said = await Call("--meters", "cka.unbiased", "--arrays", constant, constant);
        Assert.Equal(1, said.Code);
        Assert.Contains("cka.unbiased", said.Out, StringComparison.Ordinal);
        Assert.Contains(
            "What was asked for has no value: A representation is constant", said.Talk,
            StringComparison.Ordinal);
        string latents = _scratch.Npy("z.npy", Scratch.Normal(50, 2, 1));
        Said told = await Call(
            "--meters", "cka.unbiased", "--latents", latents, "--arrays", constant, constant);
        Assert.Equal(0, told.Code);
    }

    [Fact]
    public async Task What_cannot_be_compared_is_refused()
    {
        string a = _scratch.Npy("a.npy", Scratch.Normal(50, 2, 1));
        string b = _scratch.Npy("b.npy", Scratch.Normal(40, 2, 2));
        await Refused("has 40 rows, but", "--arrays", a, b);
        await Refused("one alone", "--arrays", a);
        await Refused("Name runs, or give `--arrays`");
        await Refused("no score `cka`", "--arrays", a, a, "--meters", "cka");
        await Refused("at least 19", "--arrays", a, a, "--permutations", "5");
        await Refused("An array has no layers", "--arrays", a, a, "--layers");
        string run = Ran("seed-a");
        await Refused("one alone", run);
        await Refused("belongs to `--arrays`", run, "--latents", a);
        await Refused("world.rho 0.9 and 0.5", run, Ran("other", "world.rho=0.5"));
        await Refused("16 to 20000", run, Ran("seed-b"), "--samples", "3");
    }

    private async Task Refused(string named, params string[] args)
    {
        Said said = await Call(args);
        Assert.Equal((1, ""), (said.Code, said.Out));
        Assert.Contains(named, said.Talk, StringComparison.Ordinal);
    }

    private async Task<Said> Call(params string[] args)
    {
        StringWriter output = new(), talk = new();
        int code = await Program.RunAsync(["similarity", "--root", _scratch.Root, .. args], output, talk);
        return new Said(code, output.ToString(), talk.ToString());
    }

    private string Ran(string name, params string[] overrides)
    {
        StudyRunner runner = new(new Workplace(
            _scratch.Root, 1, "0.1.0", "", TimeProvider.System, _ => { }, _ => { }));
        Study study = StudyReader.Read(
            Text.Replace("name: tiny", $"name: {name}", StringComparison.Ordinal), "tiny.yaml",
            Catalogues.Laboratory.Form, overrides).Demand();
        return Assert.Single(runner.Run(study, CancellationToken.None)).Path;
    }
}
