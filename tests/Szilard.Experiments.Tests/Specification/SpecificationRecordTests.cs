using System.Text.Json.Nodes;
using Szilard.Experiments.Specification;
using Szilard.Parts;

namespace Szilard.Experiments.Tests.Specification;

public sealed class SpecificationRecordTests
{
    private const string Text = """
        name: odd-values
        world: { kind: files, path: "null", shuffle: false }
        objective: { temperature: 0.1000000000000001 }
        training: { batch: 2147483647, widths: [1, 4096, 3] }
        """;

    public static TheoryData<string> Paths =>
    [
        "", "true", "1e5", "0x1F", "- a", "a: b", "a #b", "~", "*x",
        "two\nlines\t\"quoted\" \\ back", "ünï/文.npy", "é\u2028\u0085\u00a0", "\ud83d\ude00",
    ];

    [Fact]
    public void A_specification_read_back_from_json_text_is_equal()
    {
        RunSpecification run = Assert.Single(ExampleForm.Sound(Text).Runs);
        string json = SpecificationJson.Write(run).ToJsonString();
        RunSpecification back = SpecificationJson.Read(JsonNode.Parse(json), ExampleForm.Form);
        Assert.Equal(run, back);
        Assert.Equal(run.GetHashCode(), back.GetHashCode());
    }

    [Theory]
    [InlineData("name=other")]
    [InlineData("world.shuffle=true")]
    [InlineData("objective.temperature=0.1")]
    [InlineData("training.widths=[1, 4096, 4]")]
    [InlineData("objective.kind=whitening")]
    public void Any_difference_makes_specifications_unequal(string assignment) =>
        Assert.NotEqual(ExampleForm.Sound(Text).Runs[0], ExampleForm.Sound(Text, assignment).Runs[0]);

    [Theory]
    [MemberData(nameof(Paths))]
    public void The_canonical_yaml_reads_back_as_the_same_run(string path)
    {
        PartCard card = ExampleForm.Form.Sections[0].Find("files")!;
        Dictionary<string, object> given = new() { ["path"] = path };
        SectionSettings world = new("files", SettingsReader.Read(card, given, []));
        RunSpecification plain = ExampleForm.Sound(Text).Runs[0];
        RunSpecification run = plain with
        {
            Sections = plain.Sections.ToDictionary(s => s.Key, s => s.Key == "world" ? world : s.Value),
        };
        Study study = ExampleForm.Sound(SpecificationYaml.Write(run, [3, 4], path));
        Assert.Equal(run, Assert.Single(study.Runs));
        Assert.Equal(path, study.Data);
        Assert.Equal([3, 4], study.Seeds);
    }

    [Fact]
    public void The_canonical_yaml_is_complete_and_in_the_order_of_the_form()
    {
        RunSpecification run = ExampleForm.Sound("name: a\nworld: { kind: latent }").Runs[0];
        Assert.Equal(
            """
            name: a
            seeds: [1]
            world:
              kind: latent
              mixing: identity
              rho: 0.9
              dimensions: 2
            objective:
              kind: info-nce
              similarity: cosine
              temperature: 0.1
            training:
              kind: training
              batch: 256
              steps: 1000
              widths: [64, 64]

            """,
            SpecificationYaml.Write(run, [1]));
    }

    [Fact]
    public void A_damaged_record_names_every_fault()
    {
        JsonObject json = SpecificationJson.Write(ExampleForm.Sound(Text).Runs[0]);
        json.Remove("training");
        json["objective"]!["kind"] = "info-nse";
        json["world"]!["shuffle"] = 3;
        json["wold"] = 1;
        string message = Assert.Throws<SzilardException>(
            () => SpecificationJson.Read(json, ExampleForm.Form)).Message;
        string[] expected = ["`training` is missing", "mean `info-nce`?", "world.shuffle", "mean `world`?"];
        Assert.All(expected, e => Assert.Contains(e, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("3")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void What_is_no_specification_is_refused(string json) =>
        Assert.Throws<SzilardException>(() => SpecificationJson.Read(JsonNode.Parse(json), ExampleForm.Form));
}
