using Spectre.Console;
using Szilard.Records;
using NumberText = Szilard.Observables.NumberText;

namespace Szilard.Cli.Verbs;

/// <summary>A table of results: framed on a terminal, aligned plain text elsewhere.</summary>
internal static class ResultTable
{
    /// <summary>Writes the rows, each with as many cells as there are titles. Columns that are empty
    /// throughout are left out.</summary>
    public static void Write(
        Surroundings surroundings, IReadOnlyList<string> titles, IReadOnlyList<string[]> rows)
    {
        int[] shown =
            [.. Enumerable.Range(0, titles.Count).Where(i => i == 0 || rows.Any(r => r[i].Length > 0))];
        string[] head = [.. shown.Select(i => titles[i])];
        string[][] cells = [.. rows.Select(r => shown.Select(i => r[i]).ToArray())];
        if (surroundings.IsPlain)
            WritePlain(surroundings.Out, [head, .. cells]);
        else
            WriteFramed(surroundings, head, cells);
    }

    /// <summary>One row per reading: value, error, chance level, remark.</summary>
    public static void WriteReadings(
        Surroundings surroundings, string title, IEnumerable<NamedReading> readings) => Write(
            surroundings, [title, "value ± standard error", "(chance)", "remark"],
            [.. readings.Select(r => (string[])
            [
                r.Name, NumberText.WithError(r.Value, r.StandardError),
                double.IsNaN(r.Chance) ? "" : $"({NumberText.Level(r.Chance)})", r.Remark,
            ])]);

    /// <summary>Rows of equal length in columns as wide as their longest cell.</summary>
    public static void WritePlain(TextWriter output, IReadOnlyList<string[]> rows, string indent = "")
    {
        if (rows.Count == 0)
            return;
        int[] widths = [.. rows[0].Select((_, i) => rows.Max(r => r[i].Length))];
        foreach (string[] row in rows)
            output.WriteLine(
                indent + string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
    }

    /// <summary>Where the terminal is too narrow, errors and chance levels stand below their value, and the
    /// frame goes.</summary>
    private static void WriteFramed(Surroundings surroundings, string[] titles, string[][] rows)
    {
        int[] widths = [.. titles.Select((_, i) => rows.Append(titles).Max(r => r[i].Length))];
        bool fold = 1 + widths.Sum(w => w + 3) > surroundings.Width;
        Table table = new Table().Border(fold ? TableBorder.None : TableBorder.Rounded);
        foreach (string title in titles)
            table.AddColumn(
                new TableColumn(Markup.Escape(title)) { Padding = fold ? new(0, 0, 1, 0) : null });
        foreach (string[] row in rows)
            table.AddRow([.. row.Select(cell => Markup.Escape(fold ? Folded(cell) : cell))]);
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(surroundings.Out) });
        if (surroundings.Width < int.MaxValue)
            console.Profile.Width = surroundings.Width;
        console.Write(table);
    }

    private static string Folded(string cell) => cell.Length > 0 && (char.IsDigit(cell[0]) || cell[0] == '−')
        ? cell.Replace(" ± ", "\n± ", StringComparison.Ordinal).Replace(" (", "\n(", StringComparison.Ordinal)
        : cell;
}
