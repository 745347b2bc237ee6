using Szilard.Tensors;
using Szilard.Tensors.Tests;
using Szilard.Worlds.Datasets;
using static Szilard.Worlds.Tests.Datasets.DatasetFiles;

namespace Szilard.Worlds.Tests.Datasets;

public sealed class CifarWorldTests
{
    [Fact]
    public void Planes_become_pixels_and_batches_one_store()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("data_batch_1.bin"), [.. Record(3, 10), .. Record(4, 20)]);
        File.WriteAllBytes(folder.File("data_batch_2.bin"), Record(9, 30));
        File.WriteAllBytes(folder.File("test_batch.bin"), Record(0, 40));
        IWorld world = CifarWorld.Open(folder.Path, Settings(CifarWorld.Card));
        Situations all = world.Sample(9, Split.Training, default);
        Assert.Equal([3, 4, 9], all.Labels!);
        Assert.Equal((new Shape(32, 32, 3), 10), (world.ObservationShape, world.Classes));
        ReadOnlySpan<byte> image = ((ImageObservations)all.Observations).Image(1);
        for (int i = 0; i < 1024; i++)
            Assert.Equal([(byte)(20 + i), (byte)(21 + i), (byte)(22 + i)], image.Slice(3 * i, 3).ToArray());
        Assert.Equal(1, world.Size(Split.Test));
    }

    [Fact]
    public void A_file_that_is_cut_short_or_has_an_impossible_label_is_refused()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("short.bin"), Record(1, 0)[..^1]);
        File.WriteAllBytes(folder.File("label.bin"), Record(10, 0));
        Assert.Contains(
            "3073", Message(() => CifarWorld.Open(folder.File("short.bin"), Settings(CifarWorld.Card))),
            StringComparison.Ordinal);
        Assert.Contains(
            "label 10", Message(() => CifarWorld.Open(folder.File("label.bin"), Settings(CifarWorld.Card))),
            StringComparison.Ordinal);
    }

    /// <summary>Red, green and blue of pixel i are start + i, start + i + 1 and start + i + 2.</summary>
    private static byte[] Record(byte label, int start) =>
        [label, .. Enumerable.Range(0, 3072).Select(k => (byte)(start + (k % 1024) + (k / 1024)))];
}
