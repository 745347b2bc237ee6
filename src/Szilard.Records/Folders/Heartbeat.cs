using System.Text;

namespace Szilard.Records;

/// <summary>A file whose modification time says when its writer last showed life, and whose text says who
/// the writer is (the lock file itself cannot be read while it is held).</summary>
internal sealed class Heartbeat(string folder, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly string _path = FileIn(folder);
    private long? _last;

    /// <summary>Names the writer and shows life.</summary>
    public void Begin(Disk disk)
    {
        using (Stream file = disk.Open(_path, FileMode.Create))
            file.Write(Encoding.UTF8.GetBytes(RunLock.Owner + "\n"));
        Beat();
    }

    /// <summary>Shows life, at most every five seconds; costs nothing in between.</summary>
    public void Beat()
    {
        if (_last is { } last && time.GetElapsedTime(last) < Interval)
            return;
        _last = time.GetTimestamp();
        Disk.Guard(_path, Disk.ResumeLater,
            () => File.SetLastWriteTimeUtc(_path, time.GetUtcNow().UtcDateTime));
    }

    /// <summary>When a folder's writer last showed life; null where there was none.</summary>
    public static DateTimeOffset? Last(string folder) =>
        File.Exists(FileIn(folder)) ? new DateTimeOffset(File.GetLastWriteTimeUtc(FileIn(folder))) : null;

    /// <summary>Who wrote last; empty where that is not known.</summary>
    public static string Owner(string folder)
    {
        try
        {
            return File.ReadLines(FileIn(folder)).FirstOrDefault() ?? "";
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string FileIn(string folder) => Path.Combine(folder, "heartbeat");
}
