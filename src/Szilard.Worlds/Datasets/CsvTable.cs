using System.Globalization;
using CsvHelper;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Worlds.Datasets;

/// <summary>A text table of numbers with at most one column of labels.</summary>
internal sealed class CsvTable
{
    private readonly string _source;
    private readonly List<float> _values = [];
    private readonly int _labelColumn;

    private CsvTable(string source, string[] columns, int labelColumn) =>
        (_source, Columns, _labelColumn) = (source, columns, labelColumn);

    /// <summary>The names in the header, or the column numbers from 0.</summary>
    public string[] Columns { get; }

    /// <summary>The texts of the label column, one per row; empty where there is none.</summary>
    public List<string> Labels { get; } = [];

    /// <summary>The rows without the label column.</summary>
    public Batch Values()
    {
        int width = Columns.Length - (_labelColumn < 0 ? 0 : 1);
        return width > 0 && _values.Count > 0
            ? new Batch(new Shape(_values.Count / width, width), [.. _values])
            : throw new SzilardException($"`{_source}` holds no rows of numbers; check the file.");
    }

    /// <summary>Reads a table.</summary>
    /// <param name="stream">UTF-8 text.</param>
    /// <param name="source">What messages call it.</param>
    /// <param name="delimiter">What stands between cells; null finds it in the first lines.</param>
    /// <param name="header">True or false where it is known; null takes a first row without any number for
    /// one.</param>
    /// <param name="findLabel">The index of the label column among the names, or −1.</param>
    /// <exception cref="SzilardException">A cell is no finite number, or a row has another
    /// length.</exception>
    public static CsvTable Read(
        Stream stream, string source, char? delimiter, bool? header, Func<string[], int> findLabel)
    {
        CsvReaderOptions options = new()
        {
            Separator = delimiter,
            HasHeader = false,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
        };
        try
        {
            using CsvReader reader = CsvReader.Create(stream, options, leaveOpen: true);
            return ReadRows(reader, source, header, findLabel);
        }
        catch (CsvFormatException fault)
        {
            throw new SzilardException(
                $"`{source}` is no proper table ({fault.Message}); check quotes and delimiters.", fault);
        }
    }

    private static CsvTable ReadRows(
        CsvReader reader, string source, bool? header, Func<string[], int> findLabel)
    {
        if (!reader.Read())
            throw new SzilardException($"`{source}` is empty; give at least one row of numbers.");
        string[] first = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];
        bool named = header ?? !Array.Exists(first, IsNumber);
        string[] columns = named ? first : [.. Enumerable.Range(0, first.Length).Select(i => $"{i}")];
        CsvTable table = new(source, columns, findLabel(columns));
        if (!named)
            table.Add(reader);
        while (reader.Read())
            table.Add(reader);
        return table;
    }

    private void Add(CsvReader row)
    {
        if (row.FieldCount != Columns.Length)
            throw new SzilardException(
                $"`{_source}`, line {row.LineNumber}: {row.FieldCount} cells, but the first row has "
                + $"{Columns.Length}; each row needs as many.");
        for (int i = 0; i < row.FieldCount; i++)
            if (i == _labelColumn)
                Labels.Add(row.GetString(i));
            else
                _values.Add(Number(row, i));
    }

    private float Number(CsvReader row, int column)
    {
        bool number = float.TryParse(
            row.GetSpan(column), NumberStyles.Float, CultureInfo.InvariantCulture, out float value);
        if (number && float.IsFinite(value))
            return value;
        string name = Columns[column] == $"{column}" ? "" : $" (`{Cell.Shorten(Columns[column])}`)";
        throw new SzilardException(
            $"`{_source}`, line {row.LineNumber}, column {column + 1}{name}: "
            + $"`{Cell.Shorten(row.GetString(column))}` is no "
            + $"{(number ? "finite number that a float can hold" : "number")}; fill it in, remove the row, "
            + "or name the column in `labels`.");
    }

    private static bool IsNumber(string cell) =>
        float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
