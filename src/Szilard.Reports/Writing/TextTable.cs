using System.Globalization;
using System.Text;

namespace Szilard.Reports;

/// <summary>The table of a report as plain text, for redirected output and for README files.</summary>
public static class TextTable
{
    /// <summary>One line per run: name, state, and each reading as <c>value ± error (chance)</c>.</summary>
    public static string Render(ReportModel model)
    {
        IReadOnlyList<RunGroup> groups = RunGroup.Of(model.Runs);
        var columns = model.Runs.SelectMany(r => r.Readings).DistinctBy(r => r.Name).ToList();
        string[] head = ["run", "verdict", .. columns.Select(c => c.Label)];
        var rows = groups.Select(g => new[] { g.Name, g.Verdict.State }
            .Concat(columns.Select(c => Cell(g.Reading(c.Name)))).ToArray());
        return Render(head, [.. rows]);
    }

    /// <summary>Columns as wide as their longest cell; the first two lean left, numbers lean right.</summary>
    /// <param name="head">Headings.</param>
    /// <param name="rows">Rows of as many cells.</param>
    /// <exception cref="ArgumentException">A row has another number of cells than the head.</exception>
    public static string Render(IReadOnlyList<string> head, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (rows.FirstOrDefault(r => r.Count != head.Count) is { } odd)
            throw new ArgumentException($"A row has {odd.Count} cells, but the head has {head.Count}.");
        int[] widths = [.. head.Select((h, i) => rows.Select(r => Width(r[i])).Append(Width(h)).Max())];
        var text = new StringBuilder();
        Append(text, head, widths);
        Append(text, [.. widths.Select(w => new string('─', w))], widths);
        foreach (IReadOnlyList<string> row in rows)
            Append(text, row, widths);
        return text.ToString();
    }

    private static void Append(StringBuilder text, IReadOnlyList<string> cells, int[] widths)
    {
        var padded = cells.Select((cell, i) => i < 2
            ? Printable(cell) + new string(' ', widths[i] - Width(cell))
            : new string(' ', widths[i] - Width(cell)) + Printable(cell));
        text.Append(string.Join("  ", padded).TrimEnd()).Append('\n');
    }

    private static string Cell(ReportedReading? reading)
    {
        if (reading is null)
            return NumberText.Missing;
        string value = NumberText.WithError(reading.Value, reading.StandardError);
        return double.IsNaN(reading.Chance) ? value : $"{value} ({NumberText.Of(reading.Chance)})";
    }

    private static int Width(string text) => new StringInfo(Printable(text)).LengthInTextElements;

    /// <summary>A line break or an escape sequence in a name must not break the table.</summary>
    private static string Printable(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
