using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Worlds.Datasets;

/// <summary>Grey images in IDX files: MNIST, Fashion-MNIST and their kin.</summary>
public static class IdxWorld
{
    /// <summary>Name, meaning and parameters.</summary>
    public static PartCard Card { get; } = new(
        "idx",
        "Grey images in IDX files: a folder with the standard names (train-images-idx3-ubyte, t10k-…, plain "
        + "or .gz) or one file.",
        "LeCun, Cortes, Burges, The MNIST database of handwritten digits, 1998")
    {
        Parameters =
        [
            DatasetParameters.Labels, DatasetParameters.TestFraction, DatasetParameters.SplitSeed,
            DatasetParameters.Limit, .. DatasetParameters.Imbalance,
        ],
    };

    /// <summary>The world in a folder or a file.</summary>
    /// <exception cref="SzilardException">Files are missing, damaged, or do not fit each other.</exception>
    public static IWorld Open(string path, Settings settings)
    {
        if (!Directory.Exists(path))
            return DatasetParameters.Split(ReadImages(path, "", settings), settings, []);
        string images = Find(path, "train-images", 3)
            ?? throw new SzilardException(
                $"`{path}` holds no `train-images-idx3-ubyte` (plain or .gz); check the path.");
        ImageSet training = ReadImages(images, Find(path, "train-labels", 1) ?? "", settings);
        if (Find(path, "t10k-images", 3) is not { } testImages)
            return DatasetParameters.Split(training, settings, []);
        ImageSet test = WithLabels(
            ReadPixels(testImages), testImages, Find(path, "t10k-labels", 1) ?? "",
            DatasetParameters.LabelsOfTest(settings));
        return training.ItemShape.Equals(test.ItemShape)
            ? DatasetParameters.World(training, test, settings, [])
            : throw new SzilardException(
                $"`{path}`: training images are {training.ItemShape}, test images {test.ItemShape}; they "
                + "must agree.");
    }

    private static ImageSet ReadImages(string path, string labels, Settings settings) =>
        WithLabels(ReadPixels(path), path, labels, settings.Text("labels"));

    private static ImageSet WithLabels(ImageSet images, string path, string labelPath, string setting) =>
        images with
        {
            Labels = LabelFile.Resolve(
            setting, path, images.Count, () => labelPath.Length == 0 ? null : LabelFile.Read(labelPath)),
        };

    private static ImageSet ReadPixels(string path)
    {
        NumericArray array = IdxFile.Read(path);
        return PixelArray.ToImages(array, path);
    }

    /// <summary>The first of the usual spellings that is there: with a dash or a dot, plain or
    /// gzip.</summary>
    private static string? Find(string folder, string stem, int rank)
    {
        string[] names = [$"{stem}-idx{rank}-ubyte", $"{stem}.idx{rank}-ubyte"];
        return names.SelectMany(name => new[] { name, name + ".gz" })
            .Select(name => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }
}
