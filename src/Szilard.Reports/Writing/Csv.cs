using System.Globalization;
using System.Text;

namespace Szilard.Reports;

/// <summary>Comma-separated values after RFC 4180, with numbers that read back as the same double.</summary>
internal sealed class Csv
{
    private static readonly System.Buffers.SearchValues<char> _special =
        System.Buffers.SearchValues.Create(",\"\r\n");

    private readonly StringBuilder _text = new();

    public Csv(params ReadOnlySpan<string> columns)
    {
        for (int i = 0; i < columns.Length; i++)
            _text.Append(i == 0 ? "" : ",").Append(Quote(columns[i]));
        _text.Append('\n');
    }

    /// <summary>Adds a row; each cell comes from <see cref="Cell(string)"/> or <see cref="Cell(double)"/>.
    /// </summary>
    public void Add(params ReadOnlySpan<string?> cells) => _text.AppendJoin(',', cells).Append('\n');

    /// <summary>Text, quoted where it must be.</summary>
    public static string Cell(string text) => Quote(text);

    /// <summary>A number that reads back exactly; empty for NaN and infinities.</summary>
    public static string Cell(double value) =>
        double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";

    public override string ToString() => _text.ToString();

    private static string Quote(string text) =>
        text.AsSpan().ContainsAny(_special) ? "\"" + text.Replace("\"", "\"\"") + "\"" : text;
}
