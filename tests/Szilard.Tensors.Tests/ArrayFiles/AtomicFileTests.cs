using Szilard.Parts;

namespace Szilard.Tensors.Tests;

public sealed class AtomicFileTests
{
    [Fact]
    public void A_write_that_fails_half_way_leaves_the_old_file_and_nothing_else()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("a.npy");
        NpyFile.Write(path, NumericArray.From([1, 2]));
        SzilardException fault = Assert.Throws<SzilardException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[100_000]);
            throw new IOException("No space left on device");
        }));
        Assert.Contains("No space left", fault.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2], NpyFile.Read(path).ToLabels());
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_named()
    {
        string path = Path.Combine("no-such-folder", "a.npy");
        Assert.Contains(path, Assert.Throws<SzilardException>(
            () => NpyFile.Write(path, NumericArray.From([1]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_and_a_folder_in_its_place_are_refused()
    {
        using TemporaryFolder folder = new();
        Assert.Contains("does not exist", Assert.Throws<SzilardException>(
            () => NpyFile.Read(folder.File("none.npy"))).Message, StringComparison.Ordinal);
        Assert.Throws<SzilardException>(() => NpyFile.Read(folder.Path));
    }

    [Fact]
    public void All_three_formats_go_to_disk_and_back()
    {
        using TemporaryFolder folder = new();
        NumericArray array = NumericArray.From(new Matrix(2, 2, [1, 2, 3, 4.5]));
        NpzFile.Write(folder.File("a.npz"), [new("x", array)]);
        SafetensorsFile.Write(folder.File("a.safetensors"), [new("x", array)]);
        Assert.Equal([1, 2, 3, 4.5], NpzFile.Read(folder.File("a.npz"))["x"].ToDoubles());
        Assert.Equal(
            [1, 2, 3, 4.5], SafetensorsFile.Read(folder.File("a.safetensors")).Tensors["x"].ToDoubles());
    }
}
