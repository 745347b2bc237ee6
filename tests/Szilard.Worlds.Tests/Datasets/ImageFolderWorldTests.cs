using Szilard.Tensors;
using Szilard.Tensors.Tests;
using Szilard.Worlds.Datasets;
using static Szilard.Worlds.Tests.Datasets.DatasetFiles;

namespace Szilard.Worlds.Tests.Datasets;

public sealed class ImageFolderWorldTests
{
    [Fact]
    public void Sub_folders_name_classes_in_alphabetical_order()
    {
        using TemporaryFolder folder = new();
        Save(folder, "dog/a.png", 3, 2, 1);
        Save(folder, "cat/deep/b.png", 3, 2, 2);
        Save(folder, "cat/a.PNG", 3, 2, 3);
        IWorld world = Open(folder, ("test_fraction", 0));
        Situations all = world.Sample(9, Split.Training, default);
        Assert.Equal([0, 0, 1], all.Labels!);
        Assert.Equal(new Shape(2, 3, 1), world.ObservationShape);
        Assert.Equal([3, 2, 1], Enumerable.Range(0, 3).Select(i =>
            (int)((ImageObservations)all.Observations).Image(i)[0]));
        Assert.Equal(0, Open(folder, ("labels", "none")).Classes);
    }

    [Fact]
    public void A_flat_folder_is_unlabelled_and_a_mixed_one_says_so()
    {
        using TemporaryFolder folder = new();
        Save(folder, "a.png", 3, 2, 1);
        Save(folder, "b.png", 3, 2, 2);
        Assert.Equal(0, Open(folder).Classes);
        Save(folder, "cat/c.png", 3, 2, 2);
        DatasetWorld mixed = (DatasetWorld)Open(folder);
        Assert.Equal(0, mixed.Classes);
        Assert.Contains("beside sub-folders", Assert.Single(mixed.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Train_and_test_folders_are_splits()
    {
        using TemporaryFolder folder = new();
        Save(folder, "train/cat/a.png", 2, 2, 1);
        Save(folder, "train/dog/b.png", 2, 2, 2);
        Save(folder, "test/dog/c.png", 2, 2, 3);
        IWorld world = Open(folder);
        Assert.Equal((2L, 1L, 2), (world.Size(Split.Training), world.Size(Split.Test), world.Classes));
        Save(folder, "test/emu/c.png", 2, 2, 3);
        Assert.Contains("emu", Message(() => Open(folder)), StringComparison.Ordinal);
    }

    [Fact]
    public void Grey_images_among_coloured_ones_get_three_channels()
    {
        using TemporaryFolder folder = new();
        Save(folder, "a.png", 1, 1, 9);
        File.WriteAllBytes(folder.File("b.png"), PngWriter.Write(1, 1, 8, 2, [1, 2, 3], [0]));
        ImageObservations all = (ImageObservations)Open(folder, ("test_fraction", 0)).Sample(
            9, Split.Training, default).Observations;
        Assert.Equal([9, 9, 9, 1, 2, 3], all.Store);
    }

    [Fact]
    public void Images_of_two_sizes_are_refused_with_both_names_and_sizes()
    {
        using TemporaryFolder folder = new();
        Save(folder, "a.png", 3, 2, 1);
        Save(folder, "b.png", 2, 2, 1);
        string message = Message(() => Open(folder));
        Assert.All(new[] { "a.png", "b.png", "3×2", "2×2" }, part => Assert.Contains(
            part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_without_png_is_refused()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("photo.jpg"), "");
        Assert.Contains("convert the images to PNG", Message(() => Open(folder)), StringComparison.Ordinal);
    }

    private static IWorld Open(TemporaryFolder folder, params (string, object)[] given) =>
        ImageFolderWorld.Open(folder.Path, Settings(ImageFolderWorld.Card, given));

    private static void Save(TemporaryFolder folder, string name, int width, int height, byte shade)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.File(name))!);
        File.WriteAllBytes(
            folder.File(name), PngWriter.Grey(width, height, [.. Enumerable.Repeat(shade, width * height)]));
    }
}
