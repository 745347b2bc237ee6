using System.Text;
using Szilard.Tensors;
using Szilard.Tensors.Tests;
using Szilard.Worlds.Datasets;
using static Szilard.Worlds.Tests.Datasets.DatasetFiles;

namespace Szilard.Worlds.Tests.Datasets;

public sealed class CsvWorldTests
{
    private const string Iris =
        "length,width,class\n5.1,3.5,setosa\n7.0,3.2,versicolor\n6.3,3.3,virginica\n4.9,3.0,setosa\n";

    [Fact]
    public void A_label_column_is_found_by_its_usual_name_and_its_words_are_numbered()
    {
        DatasetWorld world = Open(Iris, ("test_fraction", 0), ("standardise", false));
        Situations all = world.Sample(9, Split.Training, default);
        Assert.Equal([0, 1, 2, 0], all.Labels!);
        Assert.Equal(
            [5.1f, 3.5f, 7, 3.2f, 6.3f, 3.3f, 4.9f, 3], ((VectorObservations)all.Observations).Values.Values);
        Assert.Contains("setosa = 0", Assert.Single(world.Remarks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1;2\n3;4\n5;6\n")]
    [InlineData("1\t2\n3\t4\n5\t6")]
    [InlineData("a, b\r\n1, 2\r\n\r\n3, \"4\"\r\n5, 6\r\n")]
    public void Delimiters_headers_quotes_and_empty_lines_are_understood(string text)
    {
        Situations all = Open(text, ("test_fraction", 0), ("standardise", false)).Sample(
            9, Split.Training, default);
        Assert.Null(all.Labels);
        Assert.Equal([1, 2, 3, 4, 5, 6], ((VectorObservations)all.Observations).Values.Values);
    }

    [Fact]
    public void A_label_column_can_be_named_or_numbered()
    {
        Assert.Equal(8, Open("a,b\n1,7\n2,3\n", ("labels", "b"), ("test_fraction", 0)).Classes);
        Assert.Equal(3, Open("1,0\n2,2\n", ("labels", "1"), ("test_fraction", 0)).Classes);
        Assert.Contains(
            "did you mean `width`", Message(() => Open(Iris, ("labels", "widht"))),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,x\n", "line 3, column 2 (`b`): `x` is no number")]
    [InlineData("a,b\n1,\n", "line 2, column 2 (`b`): `` is no number")]
    [InlineData("1,2\n3,nan\n", "line 2, column 2: `nan` is no finite number")]
    [InlineData("1,2\n3,1e99\n", "line 2, column 2: `1e99` is no finite number")]
    [InlineData("1,2\n3\n", "line 2: 1 cells, but the first row has 2")]
    [InlineData("", "is empty")]
    [InlineData("a,b\n", "no rows")]
    [InlineData("1,2\n\"3,4\n", "no proper table")]
    public void Faults_are_named_with_line_and_column(string text, string mention) =>
        Assert.Contains(mention, Message(() => Open(text)), StringComparison.Ordinal);

    [Fact]
    public void A_file_of_labels_beside_the_table_is_used()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("x.csv"), "1,2\n3,4\n5,6\n");
        File.WriteAllText(folder.File("y.txt"), "2\n0\n1\n");
        IWorld world = CsvWorld.Open(
            folder.File("x.csv"), Settings(CsvWorld.Card, ("labels", "y.txt"), ("test_fraction", 0)));
        Assert.Equal([2, 0, 1], world.Sample(9, Split.Training, default).Labels!);
        File.WriteAllText(folder.File("y.txt"), "2\nzero\n1\n");
        Assert.Contains("line 2", Message(() => CsvWorld.Open(
            folder.File("x.csv"), Settings(CsvWorld.Card, ("labels", "y.txt")))), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_files_are_refused_or_read_but_never_crash() => Assert.InRange(
        Mutations.CountRefused(Encoding.UTF8.GetBytes(Iris), 2500, RandomKey.FromSeed(7), b =>
            Open(b)), 500, 2500);

    private static DatasetWorld Open(string text, params (string, object)[] given) =>
        Open(Encoding.UTF8.GetBytes(text), given);

    private static DatasetWorld Open(byte[] bytes, params (string, object)[] given) =>
        (DatasetWorld)CsvWorld.Open(new MemoryStream(bytes), "x.csv", Settings(CsvWorld.Card, given));
}
