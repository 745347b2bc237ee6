using Szilard.Parts;

namespace Szilard.Cli;

/// <summary>Text files that are written as a whole or not at all.</summary>
internal static class AtomicText
{
    /// <summary>Writes under a temporary name, then renames.</summary>
    /// <exception cref="SzilardException">The place cannot be written.</exception>
    public static void Write(string path, string text)
    {
        string full = Path.GetFullPath(path), temporary = $"{full}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(temporary, text);
            File.Move(temporary, full, overwrite: true);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw new SzilardException(
                $"`{path}` cannot be written: {cause.Message} The runs themselves are kept.", cause);
        }
    }
}
