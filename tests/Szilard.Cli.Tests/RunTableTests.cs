using System.Text.Json;
using Szilard.Records;

namespace Szilard.Cli.Tests;

public sealed class RunTableTests
{
    private static readonly RunRecord _run = new()
    {
        Format = RunRecord.CurrentFormat,
        Id = "0000",
        Name = "permuted-pairs",
        Seed = 1,
        State = RunState.Done,
        Started = DateTimeOffset.UnixEpoch,
        Seconds = 12,
        Specification = JsonElement.Parse("{}"),
        Host = new HostFacts("oven", "Linux 6", "Chip", 2, 256, ".NET 10", "0.1.0"),
        Summary =
        [
            .. new[] { "r2.affine", "mcc.pearson", "orthogonality", "rank-me", "loss", "loss.excess" }
                .Select(name => new NamedReading(name, 0.98546, 0.0012, -0.00123)),
        ],
        Verdict = new RunVerdict("healthy", 10, "It lives", "the card: which assumption?"),
        Remarks = ["Column 3 is constant"],
    };

    /// <summary>0.98546 ± 0.0012 has two digits of its error, since that begins with 12.</summary>
    [Fact]
    public void A_window_of_80_columns_shows_whole_numbers_and_words()
    {
        string[] lines = Write(s => s with { IsPlain = false, Width = 80 });

        Assert.All(lines, line => Assert.True(line.TrimEnd().Length <= 80, line));
        Assert.Contains(lines, line => line.Contains("orthogonality", StringComparison.Ordinal));
        string[] expected = ["0.9855", "± 0.0012", "(−0.001)"];
        Assert.All(expected, text => Assert.Contains(
            lines, line => line.Split(text).Length == 7 && !line.Contains('…', StringComparison.Ordinal)));
    }

    [Fact]
    public void Plain_text_has_one_line_per_run_with_verdict_and_time()
    {
        string[] lines = Write(s => s);
        Assert.Equal(3, lines.Length);
        Assert.Matches(
            @"^permuted-pairs  1     0\.9855 ± 0\.0012 \(−0\.001\) .* healthy  12\.0 s$", lines[1]);
    }

    [Fact]
    public void Sentences_end_once_and_the_data_are_remarked_on()
    {
        StringWriter output = new();
        RunTable.WriteVerdicts(output, [_run, _run with { Seed = 2 }]);
        Assert.Equal(
            """
            permuted-pairs (seed 1): healthy. It lives. Next: the card: which assumption?
            permuted-pairs (seed 2): healthy. It lives. Next: the card: which assumption?
            Data: Column 3 is constant.

            """, output.ToString().ReplaceLineEndings("\n"));
    }

    private static string[] Write(Func<Surroundings, Surroundings> change)
    {
        StringWriter output = new();
        RunTable.Write(change(new Surroundings(output, TextWriter.Null)), [_run]);
        return output.ToString().TrimEnd().Split('\n');
    }
}
