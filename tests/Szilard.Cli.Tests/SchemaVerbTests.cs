using System.Text.Json.Nodes;

namespace Szilard.Cli.Tests;

public sealed class SchemaVerbTests
{
    [Fact]
    public async Task The_schema_is_json_that_knows_the_parts()
    {
        Said said = await CommandLine.Call("schema");
        JsonNode schema = JsonNode.Parse(said.Out)!;
        Assert.Equal((0, ""), (said.Code, said.Talk));
        Assert.Equal("info-nce", (string?)schema["properties"]!["objective"]!["oneOf"]![0]!["title"]);
    }
}
