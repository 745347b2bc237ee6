using System.Text.Json.Nodes;

namespace Szilard.Cli.Tests;

public sealed class ListVerbTests
{
    [Fact]
    public async Task In_brief_there_is_one_line_per_part()
    {
        Said said = await CommandLine.Call("list");
        Assert.Equal(
            """
            worlds
              latent  Latents seen through a mixing.
            objectives
              info-nce   Tells the partner apart.
              whitening  Unit covariance.

            """,
            said.Out);
    }

    [Fact]
    public async Task In_full_there_are_parameters_ranges_defaults_convention_and_source()
    {
        Said said = await CommandLine.Call("list", "objectives");
        Assert.Equal(0, said.Code);
        string[] expected =
        [
            "convention: mean over the batch", "source: van den Oord, 2018", "formula: -log softmax",
            "similarity  = cosine  cosine | dot", "weights     = [1, 2]",
        ];
        Assert.All(expected, e => Assert.Contains(e, said.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Json_holds_everything_a_card_says()
    {
        Said said = await CommandLine.Call("list", "objectives", "--json");
        JsonNode part = JsonNode.Parse(said.Out)!["objectives"]![0]!;
        Assert.Equal("info-nce", (string?)part["name"]);
        Assert.Equal("mean over the batch", (string?)part["convention"]);
        Assert.Equal(
            ["choice", "numbers", "flag", "text", "integer"],
            part["parameters"]!.AsArray().Select(p => (string?)p!["type"]));
        Assert.Equal(["cosine", "dot"], part["parameters"]![0]!["choices"]!.AsArray().Select(c => (string?)c));
        Assert.Equal(2, (double)part["parameters"]![1]!["default"]![1]!);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("list", "objectives")]
    public async Task A_terminal_gets_tables_with_the_same_words(params string[] args)
    {
        Said said = await CommandLine.CallWith(s => s with { IsPlain = false }, args);
        Assert.Equal(0, said.Code);
        Assert.Contains("info-nce", said.Out, StringComparison.Ordinal);
        Assert.Contains('╭', said.Out);
    }
}
