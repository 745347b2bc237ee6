namespace Szilard.Reports.Tests;

public class TextTableTests
{
    [Fact]
    public void Words_lean_left_and_numbers_right()
    {
        string table = TextTable.Render(
            ["run", "verdict", "R²"], [["a", "healthy", "0.9 ± 0.1"], ["longer", "—", "—"]]);
        Assert.Equal(
            """
            run     verdict         R²
            ──────  ───────  ─────────
            a       healthy  0.9 ± 0.1
            longer  —                —

            """, table);
    }

    [Fact]
    public void A_model_becomes_one_line_per_run()
    {
        string[] lines = TextTable.Render(SampleReport.Model(3)).TrimEnd('\n').Split('\n');
        Assert.Equal(2 + 8, lines.Length);
        Assert.StartsWith("permuted-pairs  plateau", lines[7], StringComparison.Ordinal);
    }

    [Fact]
    public void Line_breaks_and_escapes_in_names_do_not_break_the_table()
    {
        string table = TextTable.Render(["run", "verdict"], [["a\nb\u001b[31m", "x"]]);
        Assert.Equal(3, table.TrimEnd('\n').Split('\n').Length);
        Assert.DoesNotContain('\u001b', table);
    }

    [Fact]
    public void A_row_of_another_length_is_misuse() =>
        Assert.Throws<ArgumentException>(() => TextTable.Render(["a", "b"], [["1"]]));
}
