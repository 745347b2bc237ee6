using Szilard.Parts;

namespace Szilard.Records.Tests;

public sealed class LockTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_second_writer_is_refused_and_told_who_writes()
    {
        RunWriter first = _scratch.Create();
        var refusal = Assert.Throws<SzilardException>(() => first.Folder.Write(_scratch.Clock));
        Assert.Contains(
            $"process {Environment.ProcessId} on host `{Environment.MachineName}`", refusal.Message);
        first.Append(1, "loss", Scratch.Reading(1));
        first.Dispose();
        using RunWriter second = first.Folder.Write(_scratch.Clock);
        second.Append(2, "loss", Scratch.Reading(1));
        Assert.Equal(2, first.Folder.Metrics().Count());
    }

    [Fact]
    public void A_stranger_who_holds_the_lock_file_is_respected()
    {
        RunFolder folder = _scratch.Finished("a", 1);
        File.Delete(Path.Combine(folder.Path, "heartbeat"));
        string path = Path.Combine(folder.Path, "lock");
        using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            var refusal = Assert.Throws<SzilardException>(() => folder.Write(_scratch.Clock));
            Assert.Contains("another process", refusal.Message);
        }
        folder.Write(_scratch.Clock).Dispose();
    }

    [Fact]
    public void The_lock_is_free_again_when_opening_fails()
    {
        RunFolder folder = _scratch.Finished("a", 1);
        string record = File.ReadAllText(folder.RecordPath);
        File.WriteAllText(folder.RecordPath, "{");
        Assert.Throws<SzilardException>(() => folder.Write(_scratch.Clock));
        File.WriteAllText(folder.RecordPath, record);
        folder.Write(_scratch.Clock).Dispose();
    }
}
