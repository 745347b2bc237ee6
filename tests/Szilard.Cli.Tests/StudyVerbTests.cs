using System.Text.Json.Nodes;

namespace Szilard.Cli.Tests;

public sealed class StudyVerbTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Studies_are_listed_with_claim_and_minutes()
    {
        Said said = await CommandLine.Call("study", "list", "--json");
        Assert.Equal((0, ""), (said.Code, said.Talk));
        JsonArray studies = JsonNode.Parse(said.Out)!["studies"]!.AsArray();
        JsonNode study = studies.Single(s => (string?)s!["name"] == "falk-8")!;
        Assert.NotEmpty((string)study["claim"]!);
        Assert.InRange((double)study["minutes"]!, 0, 10);
    }

    [Fact]
    public async Task A_claim_is_tried_and_its_page_written()
    {
        string page = _scratch.In("page.html");
        Said said = await CommandLine.Call("study", "run", "falk-8", "--json", "--report", page);
        Assert.Equal(0, said.Code);
        JsonNode study = JsonNode.Parse(said.Out)!["studies"]!.AsArray().Single()!;
        Assert.True((bool)study["held"]!);
        JsonNode ten = study["findings"]!.AsArray()
            .Single(f => (string?)f!["quantity"] == "Δw/A at τ_f/τ_K = 10")!;
        Assert.Equal(0.855, (double)ten["measured"]!, 0.003);
        string html = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        Assert.Contains("the claim holds", html);
        Assert.Contains("Share that is learned", html);
    }

    [Theory]
    [InlineData("Name a study, or give --all.", "study", "run")]
    [InlineData("leave the names out", "study", "run", "falk-8", "--all")]
    [InlineData("There is no study `falk-9`; did you mean `falk-8`?", "study", "run", "falk-9")]
    [InlineData("--data", "study", "run", "falk-3b")]
    [InlineData("these studies write 2", "study", "run", "lejepa", "falk-8", "--report", "page.html")]
    public async Task Misuse_is_told_in_one_sentence(string sentence, params string[] words)
    {
        Said said = await CommandLine.Call(words);
        Assert.Equal(1, said.Code);
        Assert.Contains(sentence, said.Talk);
    }

    /// <summary>At rest u is 1.25 + 6ξ, so that Δw = 10.5·E[g(u)] = 5.694 (normal tail and density at 1.4583
    /// and 1.875). False-alarm rate 7·10⁻⁶.</summary>
    [Fact]
    public async Task A_noisy_synapse_gives_mean_error_and_rectification_bias()
    {
        string[] words =
        [
            "synapse", "--area", "0.05", "--mean", "25", "--threshold", "10", "--amplitude", "0",
            "--noise-memory", "6", "--noise-cycles", "30",
        ];
        Said said = await CommandLine.Call([.. words, "--json"]);
        Assert.Equal(0, said.Code);
        JsonNode noisy = JsonNode.Parse(said.Out)!["noisy"]!.AsArray().Single()!;
        Assert.Equal(5.694, (double)noisy["predicted"]!, 2e-3);
        Assert.Equal(5.694, (double)noisy["bias"]!, 2e-3);
        Assert.Equal(
            5.694, (double)noisy["mean"]!, (4.5 * (double)noisy["standard_error"]!) + 2e-3);
        Assert.Contains("rectification bias", (await CommandLine.Call(words)).Out);
        Assert.Contains(
            "noise is 0 or more", (await CommandLine.Call([.. words, "--noise-current", "-1"])).Talk);
        words[^1] = "1";
        Assert.Contains("simulate at least 2", (await CommandLine.Call(words)).Talk);
    }

    [Fact]
    public async Task A_synapse_gives_simulated_and_predicted_changes_with_their_regimes()
    {
        Said said = await CommandLine.Call(
            "synapse", "--kernel", "chemotaxis", "--area", "0", "--tau-f", "0.5", "--tau-s", "10",
            "--threshold", "10", "--mean", "0", "--amplitude", "4,10,20,50,105", "--json");
        Assert.Equal(0, said.Code);
        JsonNode document = JsonNode.Parse(said.Out)!;
        JsonArray changes = document["changes"]!.AsArray();
        Assert.Equal(["i", "ii", "ii", "ii", "iii"], changes.Select(c => (string?)c!["regime"]));
        Assert.Equal(
            47.8, (double)changes[3]!["simulated"]!, 0.1); // reference notes, figure 4B: 0.478 of 100
        Assert.Equal((double)changes[3]!["simulated"]!, (double)changes[3]!["predicted"]!, 0.01);
        Assert.Equal(100, (double)document["a_max"]!, 1e-6);
        Assert.InRange((double)document["a_min"]!, 5, 20);
    }

    [Fact]
    public async Task A_kernel_and_a_signal_from_files_do_as_their_formulas()
    {
        float[] taps = [.. Enumerable.Range(0, 20_000).Select(j => (float)Chemotaxis((j + 0.5) * 5e-5))];
        string kernel = _scratch.Row("k.npy", taps);
        string signal = _scratch.Row("s.npy", 0, 5, 4.5f, 4, 3.5f, 3, 2.5f, 2, 1.5f, 1, 0.5f);
        string[] common =
            ["--tau-f", "1", "--tau-s", "10", "--threshold", "5", "--amplitude", "20", "--json"];
        Said named = await CommandLine.Call(["synapse", .. common]);
        Said read = await CommandLine.Call(
            ["synapse", "--kernel", kernel, "--duration", "1", "--signal", signal, .. common]);
        Assert.Equal(Change(named), Change(read), 0.01);

        static double Chemotaxis(double t) => 8000 * Math.Exp(-20 * t) * (t - (10 * t * t));
        static double Change(Said said) => (double)JsonNode.Parse(said.Out)!["changes"]![0]!["simulated"]!;
    }

    [Theory]
    [InlineData("it cannot compare clamped with free", "--kernel", "exponential", "--amplitude", "5")]
    [InlineData("tau_f = 10 is not below tau_s = 1", "--tau-f", "10", "--tau-s", "1", "--amplitude", "5")]
    [InlineData("linear g", "--nonlinearity", "linear", "--amplitude", "5")]
    [InlineData("`x` is no number", "--amplitude", "5,x")]
    [InlineData("did you mean `maxwell`?", "--kernel", "maxwll", "--amplitude", "5")]
    public async Task A_synapse_that_cannot_learn_is_refused_with_the_reason(
        string reason, params string[] words)
    {
        Said said = await CommandLine.Call(["synapse", .. words]);
        Assert.Equal(1, said.Code);
        Assert.Contains(reason, said.Talk);
    }
}
