using System.Text;
using Szilard.Experiments.Specification;
using Szilard.Parts;

namespace Szilard.Experiments.Tests.Specification;

public sealed class StudyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("szilard-study").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_study_is_read_from_disk_with_overrides()
    {
        string path = Write("spiral.yaml", "name: spiral\nworld: { kind: latent }"u8);
        Study study = StudyFile.Read(path, ExampleForm.Form, ["world.rho=0.5"]).Demand();
        Assert.Equal(0.5, study.Runs[0].Settings("world").Number("rho"));
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_name()
    {
        string path = Write("bom.yaml", [0xEF, 0xBB, 0xBF, .. "name: a\nworld: { kind: latent }"u8]);
        Assert.Equal("a", StudyFile.Read(path, ExampleForm.Form, []).Demand().Name);
    }

    /// <summary>Whoever resumes the run stands elsewhere.</summary>
    [Theory]
    [InlineData("data/table.csv", "data/table.csv")]
    [InlineData("../table.csv", "../table.csv")]
    public void Relative_data_is_meant_from_the_folder_of_the_study(string given, string meant)
    {
        string text = $"name: a\ndata: {given}\nworld: {{ kind: latent }}";
        string path = Write("spiral.yaml", Encoding.UTF8.GetBytes(text));
        string data = StudyFile.Read(path, ExampleForm.Form, []).Demand().Data;
        Assert.Equal(Path.GetFullPath(Path.Combine(_folder, meant)), data);
        Assert.Equal(data, StudyFile.Read(path, ExampleForm.Form, [$"data={data}"]).Demand().Data);
    }

    [Fact]
    public void A_study_without_data_has_none() =>
        Assert.Equal(
            "",
            StudyFile.Read(Write("a.yaml", "name: a\nworld: { kind: latent }"u8), ExampleForm.Form, [])
                .Demand().Data);

    [Fact]
    public void A_missing_file_suggests_its_neighbour()
    {
        Write("spiral.yaml", "name: a"u8);
        string message = Message(Path.Combine(_folder, "spirale.yaml"));
        Assert.Contains("did you mean `spiral.yaml`?", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_not_a_study() =>
        Assert.Contains("is a folder", Message(_folder), StringComparison.Ordinal);

    [Fact]
    public void A_missing_folder_is_named() =>
        Assert.Contains(
            "nor is there", Message(Path.Combine(_folder, "no", "a.yaml")), StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused() =>
        Assert.Contains(
            "UTF-8", Message(Write("latin.yaml", [0x6E, 0xFF, 0xFE, 0xE9])), StringComparison.Ordinal);

    [Fact]
    public void A_file_of_megabytes_is_refused() =>
        Assert.Contains(
            "characters", Message(Write("big.yaml", new byte[2_000_000])), StringComparison.Ordinal);

    private static string Message(string path) =>
        Assert.Throws<SzilardException>(() => StudyFile.Read(path, ExampleForm.Form, [])).Message;

    private string Write(string name, ReadOnlySpan<byte> content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
