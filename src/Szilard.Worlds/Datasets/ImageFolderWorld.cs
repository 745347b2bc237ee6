using Szilard.Parts;

namespace Szilard.Worlds.Datasets;

/// <summary>PNG images in a folder, with or without sub-folders that name classes.</summary>
public static class ImageFolderWorld
{
    /// <summary>Name, meaning and parameters.</summary>
    public static PartCard Card { get; } = new(
        "images",
        "A folder of PNG images of equal size, searched through all sub-folders. Sub-folders name classes "
        + "when every image lies in one; sub-folders train and test are taken as splits.",
        "The layout of torchvision.datasets.ImageFolder")
    {
        Parameters =
        [
            DatasetParameters.Labels with
            {
                Summary = "Where classes come from: auto (sub-folders in alphabetical order, where every "
                    + "image lies in one), none, or a file (.npy, IDX, or one whole number per line, in the "
                    + "order of the sorted paths).",
            },
            DatasetParameters.TestFraction, DatasetParameters.SplitSeed, DatasetParameters.Limit,
            .. DatasetParameters.Imbalance,
        ],
    };

    /// <summary>The world in a folder.</summary>
    /// <exception cref="SzilardException">There are no PNG images, one is damaged, or two differ in
    /// size.</exception>
    public static IWorld Open(string path, Settings settings)
    {
        string training = Path.Combine(path, "train"), test = Path.Combine(path, "test");
        if (!Directory.Exists(training) || !Directory.Exists(test))
        {
            ImageFolder folder = ImageFolder.Find(path);
            return DatasetParameters.Split(
                ReadLabelled(folder, folder.IsGrey(), path, settings.Text("labels")),
                settings, folder.Remarks);
        }
        ImageFolder trainingFolder = ImageFolder.Find(training), testFolder = ImageFolder.Find(test);
        bool grey = trainingFolder.IsGrey() && testFolder.IsGrey();
        string testLabels = DatasetParameters.LabelsOfTest(settings);
        trainingFolder.RequireLike(testFolder, testLabels != DatasetParameters.None);
        return DatasetParameters.World(
            ReadLabelled(trainingFolder, grey, training, settings.Text("labels")),
            ReadLabelled(testFolder, grey, test, testLabels), settings, trainingFolder.Remarks);
    }

    private static ImageSet ReadLabelled(ImageFolder folder, bool grey, string path, string labels)
    {
        ImageSet images = folder.Read(grey);
        return images with { Labels = LabelFile.Resolve(labels, path, images.Count, folder.Classes) };
    }
}
