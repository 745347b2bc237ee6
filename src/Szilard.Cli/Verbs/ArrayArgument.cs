using System.Globalization;
using Szilard.Parts;
using Szilard.Reports;
using Szilard.Tensors;

namespace Szilard.Cli.Verbs;

/// <summary>An array named on the command line: <c>h.npy</c>, <c>h.csv</c>, <c>all.npz:h</c> or
/// <c>all.safetensors:h</c>. A file that holds one array needs no key.</summary>
internal static class ArrayArgument
{
    private const string Kinds = "`.npy`, `.npz:key`, `.safetensors:name` and `.csv`";

    /// <summary>The array.</summary>
    /// <exception cref="SzilardException">The file cannot be read, or does not hold that array.</exception>
    public static NumericArray Read(string argument)
    {
        (string path, string key) = Split(argument);
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".npy" => NpyFile.Read(path),
            ".npz" => Pick(NpzFile.Read(path), path, key),
            ".safetensors" => Pick(SafetensorsFile.Read(path).Tensors, path, key),
            ".csv" => NumericArray.From(Table(path)),
            _ => throw new SzilardException(
                $"`{path}` is of no kind that can be read here; there are {Kinds}."),
        };
    }

    /// <summary>One row per sample.</summary>
    /// <param name="argument">The array.</param>
    /// <param name="what">What the rows are for: <c>a representation</c>.</param>
    /// <exception cref="SzilardException">The array cannot be read, or is no table of numbers.</exception>
    public static Matrix ReadMatrix(string argument, string what)
    {
        NumericArray array = Read(argument);
        if (array.Shape.Rank == 2 && array.Shape.Size > 0)
            return array.ToMatrix();
        string remedy = array.Shape.Rank switch
        {
            _ when array.Shape.Size == 0 => "it has no entries",
            0 => "give an array of two axes",
            1 => "make a column of it with `x.reshape(-1, 1)`",
            _ => "put the further axes side by side with `x.reshape(len(x), -1)`",
        };
        throw new SzilardException(
            $"`{argument}` has the shape {array.Shape}, but {what} is samples × dimensions; {remedy}.");
    }

    /// <summary>One row of numbers.</summary>
    /// <param name="argument">The array; a column will do.</param>
    /// <param name="what">What the numbers are: <c>works</c>.</param>
    /// <exception cref="SzilardException">The array cannot be read, or has further axes.</exception>
    public static double[] ReadRow(string argument, string what)
    {
        NumericArray array = Read(argument);
        return array.Shape.Rank == 1 || (array.Shape.Rank == 2 && array.Shape.Lengths.Contains(1))
            ? array.ToDoubles()
            : throw new SzilardException(
                $"`{argument}` has the shape {array.Shape}, but {what} are one row of numbers.");
    }

    private static (string Path, string Key) Split(string argument)
    {
        int colon = argument.LastIndexOf(':');
        if (colon < 0 || File.Exists(argument))
            return (argument, "");
        bool named = Path.GetExtension(argument[..colon]).ToLowerInvariant() is ".npz" or ".safetensors";
        return named ? (argument[..colon], argument[(colon + 1)..]) : (argument, "");
    }

    private static NumericArray Pick(
        IReadOnlyDictionary<string, NumericArray> arrays, string path, string key)
    {
        if (key.Length == 0 && arrays.Count == 1)
            return arrays.Values.Single();
        if (key.Length == 0)
            throw new SzilardException(
                $"`{path}` holds {arrays.Count} arrays ({string.Join(", ", arrays.Keys)}); name one, for "
                + $"example `{path}:{arrays.Keys.FirstOrDefault("h")}`.");
        return arrays.GetValueOrDefault(key)
            ?? throw new SzilardException(
                $"`{path}` holds no array `{key}`{Spelling.Hint(key, arrays.Keys)}");
    }

    /// <summary>Numbers separated by commas, one sample per line; a first line of names is left
    /// out.</summary>
    private static Matrix Table(string path)
    {
        string[] lines = [.. Lines(path).Where(l => l.Length > 0)];
        int head = lines.Length > 0 && lines[0].Split(',').All(cell => Number(cell) is null) ? 1 : 0;
        List<double[]> rows = [];
        for (int i = head; i < lines.Length; i++)
        {
            double?[] row = [.. lines[i].Split(',').Select(Number)];
            if (Array.IndexOf(row, null) is >= 0 and int column)
                throw new SzilardException(
                    $"`{path}`, line {i + 1}, column {column + 1} is no number; "
                    + "give numbers separated by commas.");
            if (rows.Count > 0 && row.Length != rows[0].Length)
                throw new SzilardException(
                    $"`{path}`, line {i + 1} has {Words.Count(row.Length, "number")}, "
                    + $"but {rows[0].Length} stand above it.");
            rows.Add([.. row.Select(v => v!.Value)]);
        }
        return Matrix.FromRows(rows);
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new SzilardException($"`{path}` cannot be read: {cause.Message}", cause);
        }
    }

    private static double? Number(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : null;
}
