using Szilard.Parts;

namespace Szilard.Tensors;

/// <summary>Writing so that a reader sees either the old file or the whole new one, even after a
/// crash.</summary>
public static class AtomicFile
{
    /// <summary>Writes to a temporary name beside <paramref name="path"/>, flushes to the disk and
    /// renames.</summary>
    /// <exception cref="SzilardException">The disk is full or the folder cannot be written; what stood at
    /// <paramref name="path"/> is untouched.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string temporary = $"{path}.{Path.GetRandomFileName()}.partial";
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SzilardException(
                $"`{path}` could not be written ({fault.Message}); an earlier file of that name is "
                + "untouched. Check the folder, its rights and the free space.", fault);
        }
        finally
        {
            TryDelete(temporary);
        }
    }

    /// <summary>Leaves nothing behind after a failure; a second failure here must not hide the
    /// first.</summary>
    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The folder itself has gone or closed; the first failure has said so.
        }
    }
}
