using System.Globalization;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Worlds.Datasets;

/// <summary>Vectors in a text table.</summary>
public static class CsvWorld
{
    private const int MostClassesNamed = 8;
    private static readonly string[] _usualNames = ["label", "labels", "class", "target", "y"];

    /// <summary>Name, meaning and parameters.</summary>
    public static PartCard Card { get; } = new(
        "csv", "Vectors in a text table: one row per sample, numbers in all columns but that of the labels.",
        "RFC 4180, Common format and MIME type for comma-separated values files, 2005")
    {
        Parameters =
        [
            DatasetParameters.Labels with
            {
                Summary = "Where classes come from: auto (a column called label, labels, class, target or "
                    + "y), none, a column by name (or number from 0 where there is no header), or a file. "
                    + "Text classes are numbered in alphabetical order.",
            },
            new ChoiceParameter("header", "Whether the first row names the columns; auto: when no cell of "
                + "it is a number.",
                "auto", "auto", "yes", "no"),
            new ChoiceParameter("delimiter", "What stands between cells; auto: found in the first lines.",
                "auto", "auto", "comma", "semicolon", "tab"),
            DatasetParameters.TestFraction, DatasetParameters.SplitSeed, DatasetParameters.Limit,
            .. DatasetParameters.Imbalance,
            DatasetParameters.Standardise,
        ],
    };

    /// <summary>The world in a file.</summary>
    /// <exception cref="SzilardException">The file is missing, or a cell is no finite number.</exception>
    public static IWorld Open(string path, Settings settings) =>
        GuardedFile.Read(path, stream => Open(stream, path, settings));

    /// <summary>The world in a seekable stream of UTF-8 text.</summary>
    /// <param name="stream">What to read from.</param>
    /// <param name="source">What messages call it; a label file is looked for beside it.</param>
    /// <param name="settings">Answers to <see cref="Card"/>.</param>
    /// <exception cref="SzilardException">A cell is no finite number.</exception>
    public static IWorld Open(Stream stream, string source, Settings settings)
    {
        string labels = settings.Text("labels");
        CsvTable table = CsvTable.Read(
            stream, source, Delimiter(settings), Header(settings), columns =>
                FindLabel(columns, labels, source));
        Batch values = table.Values();
        if (table.Labels.Count > 0)
        {
            (int[] classes, string[] remarks) = Number(table.Labels);
            return DatasetParameters.Split(new VectorSet(values, classes), settings, remarks);
        }
        int[]? fromFile = LabelFile.Resolve(labels, source, values.Count, () => null);
        return DatasetParameters.Split(new VectorSet(values, fromFile), settings, []);
    }

    private static int FindLabel(string[] columns, string labels, string source)
    {
        if (labels == DatasetParameters.None)
            return -1;
        if (labels == DatasetParameters.Automatic)
            return Array.FindIndex(columns, c => _usualNames.Contains(c, StringComparer.OrdinalIgnoreCase));
        int column = Array.IndexOf(columns, labels);
        if (column < 0 && !File.Exists(Path.Combine(Path.GetDirectoryName(source) ?? "", labels)))
            throw new SzilardException(
                $"`labels: {labels}` is neither a column of `{source}` nor a file beside "
                + $"it{Spelling.Hint(labels, columns)}");
        return column;
    }

    /// <summary>Whole numbers stand for themselves; any other texts are numbered in alphabetical
    /// order.</summary>
    private static (int[] Classes, string[] Remarks) Number(List<string> texts)
    {
        var numbers = new int[texts.Count];
        bool whole = true;
        for (int i = 0; i < numbers.Length && whole; i++)
            whole = int.TryParse(texts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]);
        if (whole)
            return (numbers, []);
        string[] names = [.. texts.Distinct().Order(StringComparer.Ordinal)];
        Dictionary<string, int> index = names.Index().ToDictionary(n => n.Item, n => n.Index);
        IEnumerable<string> first = names.Take(MostClassesNamed).Select((n, i) => $"{Cell.Shorten(n)} = {i}");
        string named = string.Join(", ", first);
        string more = names.Length > MostClassesNamed ? ", …" : "";
        return ([.. texts.Select(t => index[t])], [$"{names.Length} classes were numbered: {named}{more}."]);
    }

    private static bool? Header(Settings settings) => settings.Choice("header") switch
    {
        "yes" => true,
        "no" => false,
        _ => null,
    };

    private static char? Delimiter(Settings settings) => settings.Choice("delimiter") switch
    {
        "comma" => ',',
        "semicolon" => ';',
        "tab" => '\t',
        _ => null,
    };
}
