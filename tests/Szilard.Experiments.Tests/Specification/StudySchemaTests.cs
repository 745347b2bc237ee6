using System.Text.Json.Nodes;
using Szilard.Experiments.Specification;

namespace Szilard.Experiments.Tests.Specification;

public sealed class StudySchemaTests
{
    private static readonly JsonNode _schema = JsonNode.Parse(StudySchema.Write(ExampleForm.Form))!;

    [Fact]
    public void The_schema_states_its_draft_and_forbids_unknown_keys()
    {
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)_schema["$schema"]);
        Assert.False((bool)_schema["additionalProperties"]!);
        Assert.Equal("name", (string?)_schema["required"]![0]);
    }

    [Fact]
    public void A_section_with_a_choice_has_one_variant_per_kind()
    {
        JsonArray variants = _schema["properties"]!["world"]!["oneOf"]!.AsArray();
        Assert.Equal(["latent", "files"], variants.Select(v => (string?)v!["properties"]!["kind"]!["const"]));
        Assert.All(variants, v => Assert.Equal("kind", (string?)v!["required"]![0]));
    }

    [Fact]
    public void The_default_kind_need_not_be_written()
    {
        JsonArray variants = _schema["properties"]!["objective"]!["oneOf"]!.AsArray();
        Assert.Null(variants[0]!["required"]);
        Assert.NotNull(variants[1]!["required"]);
    }

    [Fact]
    public void Ranges_choices_and_defaults_of_the_cards_are_in_the_schema()
    {
        JsonNode latent = _schema["properties"]!["world"]!["oneOf"]![0]!["properties"]!;
        Assert.Equal(0, (double)latent["rho"]!["minimum"]!);
        Assert.Equal(1, (double)latent["rho"]!["exclusiveMaximum"]!);
        Assert.Equal(0.9, (double)latent["rho"]!["default"]!);
        Assert.Equal("integer", (string?)latent["dimensions"]!["type"]);
        Assert.Equal(100, (long)latent["dimensions"]!["maximum"]!);
        Assert.Equal(
            ["identity", "spiral", "banana"], latent["mixing"]!["enum"]!.AsArray().Select(c => (string?)c));
        JsonNode training = _schema["properties"]!["training"]!["properties"]!;
        Assert.Equal("integer", (string?)training["widths"]!["items"]!["type"]);
    }

    [Fact]
    public void A_run_may_leave_the_kind_to_the_base()
    {
        JsonNode run = _schema["properties"]!["runs"]!["additionalProperties"]!["properties"]!["world"]!;
        Assert.All(run["anyOf"]!.AsArray(), v => Assert.Null(v!["required"]));
    }

    [Fact]
    public void Meters_are_offered_by_name()
    {
        JsonNode meter = _schema["properties"]!["expect"]!["items"]!["properties"]!["meter"]!;
        Assert.Equal(["r2.affine", "mcc", "linear-probe"], meter["enum"]!.AsArray().Select(m => (string?)m));
    }
}
