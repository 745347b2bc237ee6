using Szilard.Parts;

namespace Szilard.Records;

/// <summary>Writing that survives a kill at any moment, and failures said in one sentence. The one seam
/// through which the tests let a disk run full.</summary>
/// <param name="open">Opens a file for writing.</param>
internal sealed class Disk(Func<string, FileMode, Stream> open)
{
    /// <summary>The remedy while a run is under way.</summary>
    public const string ResumeLater =
        "Free some space or make the folder writable, then resume the run: its last checkpoint is intact.";

    /// <summary>The file system.</summary>
    public static Disk Real { get; } = new((path, mode) => new FileStream(
        path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0));

    /// <summary>Opens a file for writing; every write goes straight to the operating system.</summary>
    public Stream Open(string path, FileMode mode) => open(path, mode);

    /// <summary>Replaces a file as a whole: readers and crashes see the old content or the new.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="beforeRename">Looks at the complete temporary file.</param>
    public void Replace(string path, Action<Stream> write, Action<string>? beforeRename = null)
    {
        string temporary = path + ".tmp";
        try
        {
            using (Stream stream = open(temporary, FileMode.Create))
            {
                write(stream);
                FlushToDisk(stream);
            }
            beforeRename?.Invoke(temporary);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    /// <summary>Does something that may fail, and says so in one sentence.</summary>
    /// <exception cref="SzilardException">Cause, path, free bytes and remedy.</exception>
    public static void Guard(string path, string remedy, Action work)
    {
        try
        {
            work();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            string reason = $"{cause.Message.TrimEnd('.')} ({Free(path)})";
            throw new SzilardException($"`{path}` could not be written: {reason}. {remedy}", cause);
        }
    }

    /// <summary>Waits until the device has what was written.</summary>
    public static void FlushToDisk(Stream stream)
    {
        if (stream is FileStream file)
            file.Flush(flushToDisk: true);
        else
            stream.Flush();
    }

    /// <summary>Deletes a file where that is possible; leftovers do no harm.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }

    /// <summary>Deletes a folder where that is possible; leftovers do no harm.</summary>
    public static void TryDeleteFolder(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }

    private static string Free(string path)
    {
        try
        {
            string? there = Path.GetFullPath(path);
            while (there is not null && !Path.Exists(there))
                there = Path.GetDirectoryName(there);
            return $"{new DriveInfo(there!).AvailableFreeSpace:N0} bytes are free there";
        }
        catch (Exception c) when (c is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return "its free space is unknown";
        }
    }
}
