using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Worlds.Datasets;

/// <summary>The PNG files under a folder, sorted by path, their headers read and found equal in
/// size.</summary>
internal sealed class ImageFolder
{
    private readonly string _root;
    private readonly string[] _files;
    private readonly PngHeader[] _headers;

    private ImageFolder(string root, string[] files, PngHeader[] headers)
    {
        (_root, _files, _headers) = (root, files, headers);
        string?[] classes = Array.ConvertAll(files, ClassOf);
        ClassNames = classes.Contains(null) ? [] : [.. classes.Distinct().Order(StringComparer.Ordinal)!];
        if (ClassNames.Count == 0 && classes.Any(c => c is not null))
            Remarks = [$"Some images lie beside sub-folders in `{root}`, so that sub-folders name no "
                + "classes."];
    }

    /// <summary>The sub-folders that name classes, in alphabetical order; empty where there are
    /// none.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>What a reader of the results should know.</summary>
    public IReadOnlyList<string> Remarks { get; } = [];

    /// <summary>Finds the files and checks that they are of one size.</summary>
    /// <exception cref="SzilardException">There are none, or two differ.</exception>
    public static ImageFolder Find(string root)
    {
        string[] all = GuardedFile.Explain(root, () =>
            Directory.GetFiles(root, "*", SearchOption.AllDirectories));
        string[] files = [.. all.Where(IsPng).Order(StringComparer.Ordinal)];
        if (files.Length == 0)
            throw new SzilardException(
                $"`{root}` holds {all.Length} files, but none ends in .png; convert the images to PNG or "
                + "check the path.");
        PngHeader[] headers = Array.ConvertAll(files, PngFile.ReadHeader);
        int other = Array.FindIndex(headers, h => !SameSize(h, headers[0]));
        return other < 0
            ? new ImageFolder(root, files, headers)
            : throw DifferentSizes(files[0], headers[0], files[other], headers[other]);
    }

    /// <summary>True where no file has colour.</summary>
    public bool IsGrey() => Array.TrueForAll(_headers, h => h.IsGrey);

    /// <summary>The class of each file, or null where sub-folders name none.</summary>
    public int[]? Classes()
    {
        if (ClassNames.Count == 0)
            return null;
        Dictionary<string, int> index = ClassNames.Index().ToDictionary(c => c.Item, c => c.Index);
        return Array.ConvertAll(_files, f => index[ClassOf(f)!]);
    }

    /// <summary>Refuses a test folder whose images or classes differ from these.</summary>
    public void RequireLike(ImageFolder test, bool labelled)
    {
        if (!SameSize(_headers[0], test._headers[0]))
            throw DifferentSizes(_files[0], _headers[0], test._files[0], test._headers[0]);
        if (labelled && test.ClassNames.Except(ClassNames).FirstOrDefault() is { } unknown)
            throw new SzilardException(
                $"`{test._root}` has the class `{unknown}`, which `{_root}` has not; give both the same "
                + "sub-folders.");
    }

    /// <summary>All images in one store.</summary>
    /// <param name="grey">True for one channel; false gives three, grey images repeated.</param>
    public ImageSet Read(bool grey)
    {
        int height = _headers[0].Height, width = _headers[0].Width, channels = grey ? 1 : 3;
        long item = (long)height * width * channels;
        if (item * _files.Length > Array.MaxLength)
            throw new SzilardException(
                $"`{_root}`: {_files.Length} images of {height}×{width}×{channels} are more than "
                + $"{Array.MaxLength} bytes; use fewer or smaller images.");
        // Decoded before the store is set aside: only now it is sure that the size is no lie.
        PngImage first = PngFile.Read(_files[0]);
        var store = new byte[item * _files.Length];
        for (int i = 0; i < _files.Length; i++)
            Place(i == 0 ? first : PngFile.Read(_files[i]), store.AsSpan((int)item * i, (int)item), channels);
        return ImageSet.All(store, height, width, channels, null);
    }

    private static void Place(PngImage image, Span<byte> pixels, int channels)
    {
        if (image.Channels == channels)
            image.Pixels.CopyTo(pixels);
        else
            for (int i = 0; i < pixels.Length; i++)
                pixels[i] = image.Pixels[i / channels];
    }

    private string? ClassOf(string file)
    {
        string relative = Path.GetRelativePath(_root, file);
        int end = relative.IndexOf(Path.DirectorySeparatorChar);
        return end < 0 ? null : relative[..end];
    }

    private static bool IsPng(string file) => file.EndsWith(".png", StringComparison.OrdinalIgnoreCase);

    private static bool SameSize(PngHeader a, PngHeader b) => (a.Width, a.Height) == (b.Width, b.Height);

    private static SzilardException DifferentSizes(string a, PngHeader first, string b, PngHeader second) =>
        new(
        $"`{a}` is {first.Width}×{first.Height} pixels, but `{b}` is {second.Width}×{second.Height}; bring "
        + "all images to one size.");
}
