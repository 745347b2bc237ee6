using Szilard.Tensors;
using Szilard.Tensors.Tests;
using Szilard.Worlds.Datasets;
using static Szilard.Worlds.Tests.Datasets.DatasetFiles;

namespace Szilard.Worlds.Tests.Datasets;

public sealed class NpyWorldTests
{
    [Fact]
    public void Columns_are_standardised_by_the_training_samples_and_constant_ones_are_remarked()
    {
        using TemporaryFolder folder = new();
        RandomStream random = RandomKey.FromSeed(4).Stream();
        Matrix table = new(50, 3);
        for (int i = 0; i < 50; i++)
            (table[i, 0], table[i, 1], table[i, 2]) =
                (1000 + (3 * random.NextNormal()), 7, random.NextNormal());
        NpyFile.Write(folder.File("x.npy"), NumericArray.From(table));
        DatasetWorld world = (DatasetWorld)NpyWorld.Open(folder.File("x.npy"), Settings(NpyWorld.Card));
        Assert.Equal((40L, 10L), (world.Size(Split.Training), world.Size(Split.Test)));
        Matrix training = Values(world.Sample(99, Split.Training, default)).ToMatrix();
        Assert.All(new[] { 0, 2 }, column =>
        {
            Assert.Equal(0, training.Column(column).Average(), 1e-5);
            Assert.Equal(1, training.Column(column).Average(v => v * v), 1e-5);
        });
        Assert.All(training.Column(1), v => Assert.Equal(0, v));
        Assert.All(Values(world.Sample(99, Split.Test, default)).ToMatrix().Column(1), v =>
            Assert.Equal(0, v));
        Assert.Contains("1 column(s) are constant", Assert.Single(world.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_can_be_left_as_they_are()
    {
        using TemporaryFolder folder = new();
        NpyFile.Write(folder.File("x.npy"), NumericArray.From(new Matrix(4, 1, [1, 2, 3, 4])));
        IWorld world = NpyWorld.Open(
            folder.File("x.npy"), Settings(NpyWorld.Card, ("standardise", false), ("test_fraction", 0)));
        Assert.Equal([1, 2, 3, 4], Values(world.Sample(9, Split.Training, default)).Values);
    }

    [Fact]
    public void Bytes_of_three_axes_are_images_and_an_archive_brings_labels()
    {
        using TemporaryFolder folder = new();
        NumericArray images = new(new Shape(5, 2, 2), ElementType.UInt8, Counting(20));
        NpzFile.Write(folder.File("a.npz"), [new("x", images), new("y", NumericArray.From([0, 1, 2, 0, 1]))]);
        IWorld world = NpyWorld.Open(folder.File("a.npz"), Settings(NpyWorld.Card));
        Assert.Equal((new Shape(2, 2, 1), 3), (world.ObservationShape, world.Classes));
        Situations drawn = world.Draw(4, 0, default);
        Assert.Equal(((ImageObservations)drawn.Observations).Items.Select(i => i % 3), drawn.Labels);
    }

    [Fact]
    public void An_archive_with_its_own_test_split_keeps_it()
    {
        using TemporaryFolder folder = new();
        NumericArray five = new(new Shape(5, 2), ElementType.Int16, new byte[20]);
        NumericArray two = new(new Shape(2, 2), ElementType.Int16, new byte[8]);
        NpzFile.Write(folder.File("a.npz"), [new("x_train", five), new("x_test", two)]);
        IWorld world = NpyWorld.Open(folder.File("a.npz"), Settings(NpyWorld.Card));
        Assert.Equal((5L, 2L), (world.Size(Split.Training), world.Size(Split.Test)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e300)]
    public void What_a_float_cannot_hold_is_refused_with_row_and_column(double value)
    {
        using TemporaryFolder folder = new();
        NpyFile.Write(folder.File("x.npy"), NumericArray.From(new Matrix(3, 2, [1, 2, 3, 4, 5, value])));
        Assert.Contains("row 2, column 1", Message(
            () => NpyWorld.Open(folder.File("x.npy"), Settings(NpyWorld.Card))), StringComparison.Ordinal);
    }

    [Fact]
    public void Images_of_reals_are_refused_with_a_remedy()
    {
        using TemporaryFolder folder = new();
        NpyFile.Write(folder.File("x.npy"), NumericArray.From(new Batch(new Shape(2, 3, 3), new float[18])));
        Assert.Contains(
            "uint8", Message(() => NpyWorld.Open(folder.File("x.npy"), Settings(NpyWorld.Card))),
            StringComparison.Ordinal);
    }

    private static Batch Values(Situations situations) =>
        ((VectorObservations)situations.Observations).Values;
}
