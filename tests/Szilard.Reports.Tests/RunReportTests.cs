using System.Text.Json;
using System.Text.Json.Nodes;
using Szilard.Experiments;
using Szilard.Experiments.Specification;
using Szilard.Observables;
using Szilard.Records;
using Szilard.Tensors;

namespace Szilard.Reports.Tests;

public sealed class RunReportTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("szilard-report-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private const string Two = """
        name: two
        seeds: [3]
        runs:
          first: { world: { rho: 0.8 } }
          second: { objective: { kind: whitening }, training: { pairing: permuted } }
        """;

    [Fact]
    public void The_study_of_the_report_gives_the_same_runs_again()
    {
        Study study = Parse(Two);
        ReportModel model = RunReport.Of([.. study.Runs.Select(r => Record(r, 3))]);

        Study again = Parse(model.SpecificationYaml);

        Assert.Equal(study.Runs, again.Runs);
        Assert.Equal([3], again.Seeds);
    }

    [Fact]
    public void Seeds_of_one_run_are_one_study()
    {
        RunSpecification run = Parse("name: one").Runs[0];
        ReportModel model = RunReport.Of([Record(run, 2), Record(run, 1)]);

        Study again = Parse(model.SpecificationYaml);

        Assert.Equal([run], again.Runs);
        Assert.Equal([1, 2], again.Seeds);
        Assert.Equal("one", model.Title);
        Assert.Equal("szilard run study.yaml", model.Command);
    }

    [Fact]
    public void A_run_is_mapped_with_labels_ideal_values_curves_and_card()
    {
        RunSection section = RunReport.Of([Record(Parse(Two).Runs[1], 3)]).Runs.Single();

        Assert.Equal(
            ("second", "control", "latent", "whitening", 3),
            (section.Name, section.Role, section.World, section.Objective, section.Seed));
        ReportedReading r2 = section.Readings[0];
        Assert.Equal(
            ("R²", 0.9, 0.01, 0.02, 1.0), (r2.Label, r2.Value, r2.StandardError, r2.Chance, r2.Ideal));
        Assert.Equal("held out", r2.Convention);
        Curve curve = section.Curves.Single();
        Assert.Equal([(0L, 0.1), (10L, 0.9)], curve.Points.Select(p => (p.Step, p.Value)));
        Assert.Equal((0.02, "R²"), (curve.Chance, curve.Label));
        Assert.Equal("permuted", section.Specification.Single(p => p.Key == "training.pairing").Value);
        Assert.Equal(Tone.Good, section.Verdict.Tone);
        Assert.Equal(Indeterminacy.Orthogonal, section.AssumptionCard!.Promised);
    }

    /// <summary>Heavy tails are there to fail: the theorem does not speak about such a world.</summary>
    [Theory]
    [InlineData("world.marginal; fresh samples", "assumption violated")]
    [InlineData("verdict; loss.excess", "")]
    public void A_world_that_violates_an_assumption_is_told_from_runs_under_test(string evidence, string role)
    {
        using RunWriter writer = Create(Parse("name: heavy-tails").Runs[0], 1);
        Assumption violated = new("T1", "The latents are Gaussian.", AssumptionStatus.Violated, "", evidence);
        writer.Finish(
            RunState.Done, [], new RunVerdict("healthy", 10, "It lives.", ""),
            new AssumptionCard([violated], Indeterminacy.None, Indeterminacy.None));

        Assert.Equal(role, RunReport.Of([writer.Folder]).Runs.Single().Role);
    }

    [Fact]
    public void Readings_stand_in_the_order_in_which_they_are_looked_for()
    {
        using RunWriter writer = Create(Parse("name: one").Runs[0], 1);
        string[] names = ["mine", "r2.inverse", "loss", "mcc.pearson", "r2.affine"];
        writer.Finish(RunState.Done, [.. names.Select(n => new Records.NamedReading(n, 1, 0, 0))]);

        var readings = RunReport.Of([writer.Folder]).Runs.Single().Readings;

        Assert.Equal(
            ["r2.affine", "mcc.pearson", "loss", "r2.inverse", "mine"], readings.Select(r => r.Name));
    }

    [Fact]
    public void What_is_to_be_known_of_the_data_stands_in_record_and_page()
    {
        using RunWriter writer = Create(Parse("name: one").Runs[0], 1, "Column 3 is constant");

        ReportModel model = RunReport.Of([writer.Folder]);

        Assert.Equal(["Column 3 is constant"], writer.Folder.Record().Remarks);
        Assert.Contains("Column 3 is constant.", ReportPage.Render(model), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_run_says_why_and_shows_its_last_readings()
    {
        using RunWriter writer = Create(Parse("name: broken").Runs[0], 1);
        writer.Append(5, "rank-me", new Reading(1.5, 0.1, double.NaN));
        writer.Finish(RunState.Failed, [], message: "The disk is full.");

        RunSection section = RunReport.Of([writer.Folder]).Runs.Single();

        Assert.Equal(
            ("failed", "The disk is full.", Tone.Bad),
            (section.Verdict.State, section.Verdict.Evidence, section.Verdict.Tone));
        Assert.Equal(1.5, section.Readings.Single().Value);
    }

    [Fact]
    public void A_killed_run_is_told_from_one_under_way()
    {
        RunFolder folder;
        using (RunWriter writer = Create(Parse("name: killed").Runs[0], 1))
            folder = writer.Folder;
        string State(TimeSpan later) =>
            RunReport.Of([folder], time: new Later(later)).Runs.Single().Verdict.State;

        Assert.Equal("running", State(TimeSpan.Zero));
        Assert.Equal("not finished", State(TimeSpan.FromHours(1)));
    }

    [Fact]
    public void A_specification_of_other_parts_is_given_as_it_stands()
    {
        using var foreign = JsonDocument.Parse("""{"run": {"name": "old", "world": {"kind": "gone"}}}""");
        RunStart start = new("old", "gone", "", 1, foreign.RootElement, HostFacts.Here("0"));
        using RunWriter writer = RunFolder.Create(_root, start, TimeProvider.System);

        ReportModel model = RunReport.Of([writer.Folder]);

        Assert.Equal("gone", (string?)JsonNode.Parse(model.SpecificationYaml)!["run"]!["world"]!["kind"]);
        Assert.Equal("gone", model.Runs.Single().Specification.Single(p => p.Key == "world.kind").Value);
    }

    /// <summary>A rotated, scaled, shifted copy is turned back exactly; so is one in a wider space.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void The_picture_turns_the_representation_onto_the_latents(int columns)
    {
        RandomStream draw = RandomKey.FromSeed(7).Stream();
        Matrix z = new(50, 2), h = new(50, columns);
        (double sin, double cos) = Math.SinCos(0.7);
        for (int i = 0; i < z.Rows; i++)
        {
            (z[i, 0], z[i, 1]) = (3 + draw.NextNormal(), draw.NextNormal());
            h[i, columns - 1] = (2.5 * ((cos * z[i, 0]) - (sin * z[i, 1]))) + 4;
            h[i, 0] = (-2.5 * ((sin * z[i, 0]) + (cos * z[i, 1]))) - 1;
        }
        using RunWriter writer = Create(Parse("name: picture").Runs[0], 1);
        writer.WriteArray("latents.npy", path => NpyFile.Write(path, NumericArray.From(z)));
        writer.WriteArray("representation.npy", path => NpyFile.Write(path, NumericArray.From(h)));

        Scatter picture = RunReport.Of([writer.Folder]).Runs.Single().Scatter!;

        Assert.All(
            picture.Representation.Values.Zip(z.Values),
            pair => Assert.Equal(pair.Second, pair.First, 1e-10));
    }

    [Fact]
    public void There_is_no_picture_without_latents_or_of_one_column()
    {
        using RunWriter writer = Create(Parse("name: picture").Runs[0], 1);
        writer.WriteArray(
            "representation.npy", path => NpyFile.Write(path, NumericArray.From(new Matrix(3, 1))));
        Assert.Null(RunReport.Of([writer.Folder]).Runs.Single().Scatter);

        writer.WriteArray("latents.npy", path => NpyFile.Write(path, NumericArray.From(new Matrix(3, 2))));
        Assert.Null(RunReport.Of([writer.Folder]).Runs.Single().Scatter);
    }

    [Fact]
    public void The_page_of_a_run_names_the_machine_and_the_promise()
    {
        RunFolder folder = Record(Parse("name: one").Runs[0], 1);
        string page = ReportPage.Render(RunReport.Of([folder], "A title", "A claim"));

        string[] expected =
        [
            "A title", "A claim", "Theory promises the causes up to rotation and reflection", "as promised",
            Environment.MachineName,
        ];
        Assert.All(expected, text => Assert.Contains(text, page, StringComparison.Ordinal));
    }

    private static Study Parse(string yaml) =>
        StudyReader.Read(yaml, "study.yaml", Catalogues.Laboratory.Form, []).Demand();

    private RunWriter Create(RunSpecification run, long seed, params string[] remarks)
    {
        JsonObject json = new() { ["data"] = "", ["run"] = SpecificationJson.Write(run) };
        using var document = JsonDocument.Parse(json.ToJsonString());
        RunStart start = new(
            run.Name, run["world"].Kind, run["objective"].Kind, seed, document.RootElement.Clone(),
            HostFacts.Here("0.1.0"))
        {
            Command = "szilard run study.yaml",
            Remarks = remarks,
        };
        return RunFolder.Create(_root, start, TimeProvider.System);
    }

    private RunFolder Record(RunSpecification run, long seed)
    {
        using RunWriter writer = Create(run, seed);
        writer.Append(0, "r2.affine", new Reading(0.1, 0.01, double.NaN));
        writer.Append(10, "r2.affine", new Reading(0.9, 0.01, 0.02));
        AssumptionCard card = new(
            [new Assumption("T1", "normal marginal", AssumptionStatus.Holds, "", "")],
            Indeterminacy.Orthogonal, Indeterminacy.Orthogonal);
        writer.Finish(
            RunState.Done, [new Records.NamedReading("r2.affine", 0.9, 0.01, 0.02, "", "held out")],
            new RunVerdict("healthy", 10, "All is well.", ""), card);
        return writer.Folder;
    }

    private sealed class Later(TimeSpan span) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + span;
    }
}
