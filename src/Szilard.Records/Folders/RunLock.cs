using System.Text;
using Szilard.Parts;

namespace Szilard.Records;

/// <summary>The right to write a run folder, held by one process at a time. The operating system takes it
/// back when the process ends, whichever way it ends; the file itself stays. File systems without locks (some
/// network mounts) give no such protection.</summary>
internal sealed class RunLock : IDisposable
{
    private static readonly int[] InUse = [11, 35, unchecked((int)0x80070020)]; // Linux, macOS, Windows
    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <summary>Who holds it: process and machine.</summary>
    public static string Owner => $"process {Environment.ProcessId} on host `{Environment.MachineName}`";

    /// <summary>Takes the lock of an existing folder.</summary>
    /// <exception cref="SzilardException">Another process holds it; the message names process and
    /// host.</exception>
    public static RunLock Take(string folder)
    {
        RunLock? taken = null;
        try
        {
            Disk.Guard(folder, "Make the folder writable, or copy it to where you may write.", () => taken =
                new RunLock(Open(folder, FileMode.OpenOrCreate)));
        }
        catch (SzilardException refusal) when (InUse.Contains(refusal.InnerException!.HResult))
        {
            string owner = Heartbeat.Owner(folder) is { Length: > 0 } named ? named : "another process";
            throw new SzilardException(
                $"`{folder}` is being written by {owner}. Wait for it, stop it, or start a new run.",
                refusal);
        }
        return taken!;
    }

    /// <summary>Makes the lock file of a new folder; null when another process was there first.</summary>
    public static RunLock? TryCreate(string folder)
    {
        try
        {
            return new RunLock(Open(folder, FileMode.CreateNew));
        }
        catch (IOException) when (File.Exists(FileIn(folder)))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static FileStream Open(string folder, FileMode mode)
    {
        var file = new FileStream(FileIn(folder), mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        try
        {
            file.SetLength(0);
            file.Write(Encoding.UTF8.GetBytes(Owner + "\n"));
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static string FileIn(string folder) => Path.Combine(folder, "lock");
}
