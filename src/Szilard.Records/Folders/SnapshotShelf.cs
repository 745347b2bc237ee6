namespace Szilard.Records;

/// <summary>The folder <c>snapshots/</c>: what a learner was at chosen steps. Unlike checkpoints they are
/// never dropped, and no run goes on from them.</summary>
internal static class SnapshotShelf
{
    private const string Prefix = "step-", Suffix = ".safetensors";

    /// <summary>All of them by step.</summary>
    public static IReadOnlyList<(long Step, string Path)> All(string folder)
    {
        string shelf = Path.Combine(folder, "snapshots");
        return !Directory.Exists(shelf)
            ? []
            : [.. Directory.GetFiles(shelf, Prefix + "*" + Suffix).Select(p => (StepOf(p), p)).Order()];
    }

    /// <summary>Writes one; one of the same step is replaced.</summary>
    public static void Write(string folder, long step, Action<Stream> write, Disk disk)
    {
        string path = Path.Combine(folder, "snapshots", CheckpointShelf.NameOf(step));
        Disk.Guard(path, Disk.ResumeLater, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            disk.Replace(path, write);
        });
    }

    private static long StepOf(string path) =>
        long.TryParse(Path.GetFileName(path)[Prefix.Length..^Suffix.Length], out long step) ? step : -1;
}
