using Szilard.Tensors;
using Szilard.Tensors.Tests;
using Szilard.Worlds.Datasets;
using static Szilard.Worlds.Tests.Datasets.DatasetFiles;

namespace Szilard.Worlds.Tests.Datasets;

public sealed class IdxWorldTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_folder_with_the_standard_names_gives_both_splits_and_their_labels(bool gzip)
    {
        using TemporaryFolder folder = Standard(gzip);
        IWorld world = IdxWorld.Open(folder.Path, Settings(IdxWorld.Card));
        Assert.Equal((6L, 2L, 4), (world.Size(Split.Training), world.Size(Split.Test), world.Classes));
        Assert.Equal(new Shape(2, 3, 1), world.ObservationShape);
        Situations all = world.Sample(9, Split.Training, RandomKey.FromSeed(0));
        Assert.Equal([0, 1, 2, 3, 0, 1], all.Labels!);
        Assert.Equal(Counting(36)[30..], ((ImageObservations)all.Observations).Image(5).ToArray());
    }

    [Fact]
    public void Labels_can_be_left_out_or_come_from_a_file()
    {
        using TemporaryFolder folder = Standard(gzip: false);
        Assert.Equal(0, IdxWorld.Open(folder.Path, Settings(IdxWorld.Card, ("labels", "none"))).Classes);
        File.WriteAllText(folder.File("mine.txt"), "5\n5\n5\n5\n5\n8\n");
        Assert.Equal(9, IdxWorld.Open(folder.Path, Settings(IdxWorld.Card, ("labels", "mine.txt"))).Classes);
        NpyFile.Write(folder.File("mine.npy"), NumericArray.From([1, 2]));
        Assert.Contains("6 samples, but there are 2 labels", Message(
            () =>
                IdxWorld.Open(
                    folder.Path, Settings(IdxWorld.Card, ("labels", "mine.npy")))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_file_is_split_as_asked()
    {
        using TemporaryFolder folder = Standard(gzip: true);
        string file = folder.File("train-images-idx3-ubyte.gz");
        IWorld world = IdxWorld.Open(file, Settings(IdxWorld.Card, ("test_fraction", 0.5), ("limit", 2)));
        Assert.Equal((2L, 3L, 0), (world.Size(Split.Training), world.Size(Split.Test), world.Classes));
        ImageObservations training = (ImageObservations)world.Sample(9, Split.Training, default).Observations;
        ImageObservations test = (ImageObservations)world.Sample(9, Split.Test, default).Observations;
        Assert.Empty(training.Items.Intersect(test.Items));
        Assert.Same(training.Store, test.Store);
    }

    [Fact]
    public void Faulty_files_are_refused_in_words()
    {
        byte[] valid = Idx([2, 2, 2], Counting(8));
        Assert.Contains("no IDX", Message(() => Read([1, .. valid[1..]])), StringComparison.Ordinal);
        Assert.Contains("type 07", Message(() => Read([0, 0, 7, .. valid[3..]])), StringComparison.Ordinal);
        Assert.Contains("cut short", Message(() => Read(valid[..^1])), StringComparison.Ordinal);
        Assert.Contains("goes on", Message(() => Read([.. valid, 0])), StringComparison.Ordinal);
        Assert.Contains(
            "most", Message(() => Read(Idx([int.MaxValue, int.MaxValue, 9], []))),
            StringComparison.Ordinal);
        Assert.Contains(
            "cut short", Message(() => Read(Gzip(Idx([2000, 1000, 1000], [1, 2, 3])))),
            StringComparison.Ordinal);
        Assert.Contains("cut short", Message(() => Read(Gzip(valid)[..20])), StringComparison.Ordinal);
    }

    [Fact]
    public void Big_endian_reals_are_read() =>
        Assert.Equal([1.5], Read([0, 0, 0x0D, 1, 0, 0, 0, 1, 0x3F, 0xC0, 0, 0]).ToDoubles());

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Damaged_files_are_refused_or_read_but_never_crash(bool gzip)
    {
        byte[] valid = Idx([6, 2, 3], Counting(36));
        int refused = Mutations.CountRefused(gzip ? Gzip(valid) : valid, 2500, RandomKey.FromSeed(6), b =>
            Read(b));
        Assert.InRange(refused, 1200, 2500);
    }

    private static NumericArray Read(byte[] bytes) => IdxFile.Read(new MemoryStream(bytes), "x-idx3-ubyte");

    private static TemporaryFolder Standard(bool gzip)
    {
        TemporaryFolder folder = new();
        Save(folder, "train-images-idx3-ubyte", Idx([6, 2, 3], Counting(36)), gzip);
        Save(folder, "train-labels-idx1-ubyte", Idx([6], [0, 1, 2, 3, 0, 1]), gzip);
        Save(folder, "t10k-images-idx3-ubyte", Idx([2, 2, 3], Counting(12)), gzip);
        Save(folder, "t10k-labels-idx1-ubyte", Idx([2], [3, 3]), gzip);
        return folder;
    }

    private static void Save(TemporaryFolder folder, string name, byte[] bytes, bool gzip) =>
        File.WriteAllBytes(folder.File(gzip ? name + ".gz" : name), gzip ? Gzip(bytes) : bytes);
}
