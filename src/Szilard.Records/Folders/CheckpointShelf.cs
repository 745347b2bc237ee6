using System.Security.Cryptography;
using System.Text.Json;

namespace Szilard.Records;

/// <summary>The folder <c>checkpoints/</c>. A checkpoint is a data file and, written after it, a small JSON
/// file with its checksum: without that the data do not count.</summary>
/// <param name="folder">The run folder.</param>
internal sealed class CheckpointShelf(string folder)
{
    private const string Rejected = ".rejected";
    private readonly string _shelf = Path.Combine(folder, "checkpoints");

    /// <summary>All committed checkpoints, the newest first; unreadable ones are told to
    /// <paramref name="reject"/>.</summary>
    public IEnumerable<Checkpoint> NewestFirst(Action<string> reject)
    {
        if (!Directory.Exists(_shelf))
            yield break;
        string[] cards = Directory.GetFiles(_shelf, "step-*.json");
        foreach (string path in cards.OrderDescending(StringComparer.Ordinal))
        {
            if (Read(path, reject) is { } checkpoint)
                yield return checkpoint;
        }
    }

    /// <summary>The path of a checkpoint's data.</summary>
    public string DataOf(Checkpoint checkpoint) => Path.Combine(_shelf, checkpoint.File);

    /// <summary>Commits a checkpoint, then drops all but the newest <paramref name="keep"/>.</summary>
    public void Commit(Checkpoint template, Action<Stream> write, int keep, Disk disk)
    {
        string data = DataOf(template);
        Disk.Guard(data, Disk.ResumeLater, () =>
        {
            Directory.CreateDirectory(_shelf);
            Checkpoint checkpoint = template;
            disk.Replace(data, write, temporary => checkpoint = Sealed(template, temporary));
            byte[] card = JsonSerializer.SerializeToUtf8Bytes(checkpoint, JsonLayout.Page.Checkpoint);
            disk.Replace(Card(template.Step), stream => stream.Write(card));
        });
        foreach (Checkpoint old in NewestFirst(_ => { }).Skip(keep).ToArray())
            Drop(old);
    }

    /// <summary>Whether the data are what was written.</summary>
    public bool IsIntact(Checkpoint checkpoint)
    {
        var data = new FileInfo(DataOf(checkpoint));
        return data.Exists && data.Length == checkpoint.Bytes && Hash(data.FullName) == checkpoint.Sha256;
    }

    /// <summary>Puts aside all checkpoints newer than a step, and deletes leftovers of interrupted
    /// writing.</summary>
    public void PutAsideAfter(long step) => Disk.Guard(_shelf, Disk.ResumeLater, () =>
    {
        if (!Directory.Exists(_shelf))
            return;
        foreach (string path in Directory.GetFiles(_shelf).Where(IsLeftover))
            File.Delete(path);
        foreach (string path in Directory.GetFiles(_shelf, "step-*").Where(path => StepOf(path) > step))
        {
            if (!path.EndsWith(Rejected, StringComparison.Ordinal))
                File.Move(path, path + Rejected, overwrite: true);
        }
    });

    /// <summary>The name of a step's data file; twelve digits keep names in order.</summary>
    public static string NameOf(long step) => $"step-{step:D12}.safetensors";

    private static Checkpoint Sealed(Checkpoint template, string path) =>
        template with { Bytes = new FileInfo(path).Length, Sha256 = Hash(path) };

    private static string Hash(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private bool IsLeftover(string path) =>
        path.EndsWith(".tmp", StringComparison.Ordinal)
        || (path.EndsWith(".safetensors", StringComparison.Ordinal) && !File.Exists(Card(StepOf(path))));

    private static bool IsSound(Checkpoint read, string path) =>
        read.Step == StepOf(path) && read.File == NameOf(read.Step)
        && read is { Bytes: >= 0, MetricsBytes: >= 0, LedgerBytes: >= 0 };

    private static long StepOf(string path) =>
        long.TryParse(Path.GetFileName(path)["step-".Length..].Split('.')[0], out long step) ? step : -1;

    private static Checkpoint? Read(string path, Action<string> reject)
    {
        try
        {
            byte[] card = File.ReadAllBytes(path);
            Checkpoint? read = JsonSerializer.Deserialize(card, JsonLayout.Page.Checkpoint);
            if (read is not null && IsSound(read, path))
                return read;
            reject($"`{path}` does not describe the checkpoint beside it.");
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            reject($"`{path}` is damaged: {fault.Message}");
        }
        return null;
    }

    private string Card(long step) => Path.Combine(_shelf, Path.ChangeExtension(NameOf(step), ".json"));

    private void Drop(Checkpoint old)
    {
        Disk.TryDelete(Card(old.Step)); // first the card: without it the data do not count
        Disk.TryDelete(DataOf(old));
    }
}
