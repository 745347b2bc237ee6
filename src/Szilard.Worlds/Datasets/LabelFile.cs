using System.Globalization;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Worlds.Datasets;

/// <summary>Class labels from a file of their own.</summary>
internal static class LabelFile
{
    /// <summary>The labels that the parameter <c>labels</c> names: null for <c>none</c>, what
    /// <paramref name="automatic"/> finds for <c>auto</c>, else those of the file.</summary>
    /// <param name="setting">The parameter's value.</param>
    /// <param name="dataPath">The data file or folder; the label file is looked for beside or in it.</param>
    /// <param name="count">How many samples there are.</param>
    /// <param name="automatic">Finds labels that came with the data, or gives null.</param>
    public static int[]? Resolve(string setting, string dataPath, int count, Func<int[]?> automatic)
    {
        if (setting == DatasetParameters.None)
            return null;
        string folder = Directory.Exists(dataPath) ? dataPath : Path.GetDirectoryName(dataPath) ?? "";
        int[]? labels =
            setting == DatasetParameters.Automatic ? automatic() : Read(Path.Combine(folder, setting));
        if (labels is not null && labels.Length != count)
            throw new SzilardException(
                $"`{dataPath}` has {count} samples, but there are {labels.Length} labels; give one label per "
                + "sample, or `labels: none`.");
        return labels;
    }

    /// <summary>Labels from <c>.npy</c>, IDX (plain or gzip), or text with one whole number per
    /// line.</summary>
    public static int[] Read(string path)
    {
        if (path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase))
            return NpyFile.Read(path).ToLabels();
        return GuardedFile.Read(path, LooksLikeText) ? ReadText(path) : IdxFile.Read(path).ToLabels();
    }

    /// <summary>IDX begins with two zeros, gzip with 1F; a line of digits with neither.</summary>
    private static bool LooksLikeText(Stream stream) => stream.ReadByte() is not (0 or 0x1F);

    private static int[] ReadText(string path)
    {
        string[] lines = GuardedFile.Explain(path, () => File.ReadAllLines(path));
        int length = Array.FindLastIndex(lines, line => !string.IsNullOrWhiteSpace(line)) + 1;
        var labels = new int[length];
        for (int i = 0; i < length; i++)
            if (!int.TryParse(lines[i], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
                CultureInfo.InvariantCulture, out labels[i]))
                throw new SzilardException(
                    $"`{path}`, line {i + 1}: `{Cell.Shorten(lines[i])}` is no label; give one whole number "
                    + "0, 1, … per line.");
        return labels;
    }
}
