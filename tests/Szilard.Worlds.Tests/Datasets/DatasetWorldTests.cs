using Szilard.Tensors;
using Szilard.Worlds.Datasets;
using static Szilard.Worlds.Tests.Datasets.DatasetFiles;

namespace Szilard.Worlds.Tests.Datasets;

public sealed class DatasetWorldTests
{
    private static readonly RandomKey _key = RandomKey.FromSeed(1);

    [Fact]
    public void An_epoch_shows_each_sample_at_most_once_and_leaves_the_short_batch_out()
    {
        DatasetWorld world = Images(10);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            int[] seen = [.. Enumerable.Range(3 * epoch, 3).SelectMany(step => Items(world, 3, step))];
            Assert.Equal(9, seen.Distinct().Count());
        }
    }

    [Fact]
    public void The_order_depends_on_key_and_epoch_alone()
    {
        DatasetWorld world = Images(100), other = Images(100);
        int[] late = Items(world, 10, 57);
        Items(other, 10, 3);
        Items(other, 25, 1);
        Assert.Equal(late, Items(other, 10, 57));
        // The same epoch in other batches has the same order.
        Assert.Equal(late, Items(other, 5, 114).Concat(Items(other, 5, 115)));
        Assert.NotEqual(Items(world, 100, 0), Items(world, 100, 1));
        Assert.NotEqual(
            Items(world, 100, 0), ((ImageObservations)world.Draw(
                100, 0, RandomKey.FromSeed(2)).Observations).Items);
    }

    [Fact]
    public void Labels_go_with_their_images_and_no_pixel_is_copied()
    {
        DatasetWorld world = Images(50);
        Situations drawn = world.Draw(20, 1, _key);
        ImageObservations images = (ImageObservations)drawn.Observations;
        Assert.Equal(images.Items.Select(i => i % 7), drawn.Labels);
        Assert.Same(images.Store, ((ImageObservations)world.Draw(5, 0, _key).Observations).Store);
    }

    [Fact]
    public void A_batch_larger_than_the_data_is_refused_with_a_remedy() =>
        Assert.Contains(
            "use at most 10", Message(() => Images(10).Draw(11, 0, _key)),
            StringComparison.Ordinal);

    [Fact]
    public void A_sample_is_without_replacement_and_fixed_by_its_key()
    {
        DatasetWorld world = Images(40);
        int[] sample = ((ImageObservations)world.Sample(15, Split.Training, _key).Observations).Items;
        Assert.Equal(15, sample.Distinct().Count());
        Assert.Equal(sample, ((ImageObservations)world.Sample(15, Split.Training, _key).Observations).Items);
        Assert.Equal(Enumerable.Range(0, 40), ((ImageObservations)world.Sample(
            40, Split.Training, _key).Observations).Items);
    }

    [Fact]
    public void Without_a_test_split_a_test_sample_is_refused_with_a_remedy() =>
        Assert.Contains(
            "test_fraction", Message(() => Images(10).Sample(1, Split.Test, _key)),
            StringComparison.Ordinal);

    [Fact]
    public void Every_format_has_a_card_of_its_own_with_the_common_parameters()
    {
        Assert.Equal(["cifar", "csv", "idx", "images", "npy", "speech"],
            DatasetFormat.All.Select(f => f.Card.Name).Order());
        foreach (DatasetFormat format in DatasetFormat.All)
        {
            string[] common = ["labels", "test_fraction", "split_seed", "limit"];
            Assert.Empty(common.Except(format.Card.Parameters.Select(p => p.Name)));
            Assert.Contains("check the path", Message(
                () => format.Open("no-such-place", Settings(format.Card))), StringComparison.Ordinal);
        }
    }

    private static int[] Items(DatasetWorld world, int count, long step) =>
        ((ImageObservations)world.Draw(count, step, _key).Observations).Items;

    private static DatasetWorld Images(int count)
    {
        ImageSet all = ImageSet.All(new byte[count * 4], 2, 2, 1, [.. Enumerable.Range(0, count).Select(i =>
            i % 7)]);
        return new DatasetWorld(all, all.Subset([]), []);
    }
}
