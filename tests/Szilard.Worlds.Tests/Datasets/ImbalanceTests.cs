using Szilard.Tensors;
using Szilard.Worlds.Datasets;
using static Szilard.Worlds.Tests.Datasets.DatasetFiles;

namespace Szilard.Worlds.Tests.Datasets;

public sealed class ImbalanceTests
{
    [Theory]
    [InlineData("exponential", new[] { 90, 52, 30 })]
    [InlineData("pareto", new[] { 90, 45, 30 })]
    [InlineData("none", new[] { 90, 90, 90 })]
    public void Training_classes_become_rarer_and_test_classes_do_not(string law, int[] sizes)
    {
        var values = new float[360];
        int[] labels = [.. Enumerable.Range(0, 360).Select(i => i % 3)];
        VectorSet training = new(new Batch(new Shape(270, 1), values[..270]), labels[..270]);
        VectorSet test = new(new Batch(new Shape(90, 1), values[270..]), labels[270..]);
        DatasetWorld world = DatasetParameters.World(
            training, test, Settings(NpyWorld.Card, ("imbalance", law), ("imbalance_ratio", 3)), []);
        Assert.Equal(sizes, Sizes(world, Split.Training));
        Assert.Equal([30, 30, 30], Sizes(world, Split.Test));
        Assert.Equal(law != "none", world.Remarks.Any(r => r.Contains("90, ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Imbalance_without_labels_is_refused()
    {
        VectorSet bare = new(new Batch(new Shape(10, 1), new float[10]), null);
        Assert.Contains("labels", Message(() => DatasetParameters.World(
            bare, bare, Settings(NpyWorld.Card, ("imbalance", "pareto")), [])), StringComparison.Ordinal);
    }

    private static IEnumerable<int> Sizes(DatasetWorld world, Split split) =>
        world.Sample(1000, split, default).Labels!.CountBy(l => l).OrderBy(c => c.Key).Select(c => c.Value);
}
