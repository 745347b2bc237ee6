using System.Xml.Linq;

namespace Szilard.Cli.Tests;

/// <summary>A project refers only to projects above it in the table of the architecture.</summary>
public sealed class ProjectOrderTests
{
    private static readonly string[] _order =
    [
        // Benchmarks lives in bench/ and serves the command line alone.
        "Szilard.Parts", "Szilard.Tensors", "Szilard.Thermodynamics", "Szilard.Observables", "Szilard.Worlds",
        "Szilard.Learners", "Szilard.Physics", "Szilard.Records", "Szilard.Experiments", "Szilard.Reports",
        "Szilard.Benchmarks", "Szilard.Cli",
    ];

    public static TheoryData<string> Projects =>
        [.. Directory.GetDirectories(Source).Select(d => Path.GetFileName(d))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_projects_above_it(string project)
    {
        int place = Array.IndexOf(_order, project);
        Assert.True(place >= 0, $"{project} has no place in the table; give it one.");
        Assert.All(References(project), name => Assert.InRange(Array.IndexOf(_order, name), 0, place - 1));
    }

    [Fact]
    public void Only_the_command_line_knows_how_to_parse_or_draw_in_a_terminal()
    {
        string[] hosts = ["System.CommandLine", "Spectre.Console"];
        Assert.All(
            _order[..^1].Where(project => Directory.Exists(Path.Combine(Source, project))),
            project => Assert.Empty(Items(project, "PackageReference").Intersect(hosts)));
    }

    private static string Source
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Szilard.slnx")))
                folder = folder.Parent;
            Assert.NotNull(folder);
            return Path.Combine(folder.FullName, "src");
        }
    }

    private static IEnumerable<string> References(string project) =>
        Items(project, "ProjectReference")
            .Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

    private static IEnumerable<string> Items(string project, string kind) =>
        XDocument.Load(Path.Combine(Source, project, project + ".csproj"))
            .Descendants(kind).Select(e => (string)e.Attribute("Include")!);
}
