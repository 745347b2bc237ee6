using System.Text.Json.Nodes;
using Szilard.Records;
using static Szilard.Cli.Tests.RecordedRuns;

namespace Szilard.Cli.Tests;

/// <summary>What is shown of one run.</summary>
public sealed class RunsShowTests : IDisposable
{
    private readonly RecordedRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public async Task Show_finds_a_run_by_folder_name_id_and_beginning()
    {
        RunFolder folder = _runs.Record("alone", 7, 0.25);
        Said byPath = await CommandLine.Call("runs", "show", folder.Path);
        foreach (string name in (string[])[folder.Name, Id(folder), Id(folder)[..3], "alone"])
            Assert.Equal(byPath, await _runs.Call("show", name));

        Assert.Equal((0, ""), (byPath.Code, byPath.Talk));
        string[] expected =
            ["alone: spiral · info-nce · seed 7", "All is well.", "r2.affine", "0.25", "level = 0.25"];
        Assert.All(expected, text => Assert.Contains(text, byPath.Out, StringComparison.Ordinal));
        JsonNode json = JsonNode.Parse((await _runs.Call("show", "alone", "--json")).Out)!;
        Assert.Equal(
            (7, folder.Path, false), ((long)json["seed"]!, (string?)json["folder"], (bool)json["stale"]!));
        Assert.Equal(0.25, (double)json["summary"]![0]!["value"]!);
    }

    [Fact]
    public async Task Show_has_a_line_for_each_theorem_that_speaks()
    {
        using (RunWriter writer = _runs.Create("spoken", 1, 0.5))
        {
            TheoremOutcome spoke = new(
                "T1", Indeterminacy.Orthogonal, TheoryVerdict.Contradicted, "Not found.")
            {
                Measured = Indeterminacy.SignedPermutation,
            };
            TheoremOutcome other =
                new("T2", Indeterminacy.Affine, TheoryVerdict.Silent, "It speaks of others.");
            AssumptionCard card = new(
                [new Assumption("T1", "Causes are Gaussian.", AssumptionStatus.Holds, "", "world")],
                Indeterminacy.Orthogonal, Indeterminacy.SignedPermutation)
            { Theorems = [spoke, other] };
            writer.Finish(RunState.Done, [], new RunVerdict("healthy", 3, "All is well.", ""), card);
        }

        string[] lines = (await _runs.Call("show", "spoken")).Out.Split('\n');

        const string Line =
            "T1: promised orthogonal, measured signed permutation, theory contradicted. Not found.";
        Assert.Single(lines, Line);
        Assert.DoesNotContain(lines, line => line.StartsWith("T2", StringComparison.Ordinal));
    }
}
