using System.Text;
using Szilard.Experiments.Specification.Yaml;
using Szilard.Parts;

namespace Szilard.Experiments.Specification;

/// <summary>Study files on disk.</summary>
public static class StudyFile
{
    /// <summary>Reads a study file with overrides such as <c>world.rho=0.9</c>. A relative <c>data</c> is
    /// meant from the file's folder, and made absolute, so that the run can be resumed from
    /// anywhere.</summary>
    /// <exception cref="SzilardException">The file cannot be read; the message says why.</exception>
    public static StudyReading Read(
        string path, StudyForm form, IReadOnlyList<string> overrides, IReadOnlyList<string>? knobs = null) =>
        StudyReader.Read(Text(path), path, form, overrides, knobs) switch
        {
            SoundStudy(Study { Data.Length: > 0 } study) when !study.Data.Contains('\0') =>
                new SoundStudy(study with { Data = Path.GetFullPath(study.Data, FolderOf(path)) }),
            StudyReading other => other,
        };

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".";

    private static string Text(string path)
    {
        if (Directory.Exists(path))
            throw new SzilardException($"`{path}` is a folder; name the study file in it.");
        if (!File.Exists(path))
            throw new SzilardException($"There is no file `{path}`{Nearby(path)}");
        try
        {
            using StreamReader reader = new(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
            char[] text = new char[StudyDocument.MostCharacters + 1];
            int length = reader.ReadBlock(text);
            return length <= StudyDocument.MostCharacters
                ? new string(text, 0, length)
                : throw new SzilardException(
                    $"`{path}` has over {StudyDocument.MostCharacters} characters: no study.");
        }
        catch (DecoderFallbackException problem)
        {
            throw new SzilardException($"`{path}` is not text in UTF-8.", problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SzilardException($"`{path}` cannot be read: {problem.Message}", problem);
        }
    }

    /// <summary>The study file in the same folder whose name is nearest.</summary>
    private static string Nearby(string path)
    {
        string folder = FolderOf(path);
        if (!Directory.Exists(folder))
            return "; nor is there its folder.";
        IEnumerable<FileInfo> studies = new DirectoryInfo(folder).EnumerateFiles("*.y*ml").Take(200);
        return Spelling.Nearest(Path.GetFileName(path), studies.Select(f => f.Name)) is { } near
            ? $"; did you mean `{near}`?"
            : ".";
    }
}
