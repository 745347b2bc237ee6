using System.Diagnostics;
using Szilard.Parts;

namespace Szilard.Records.Tests;

/// <summary>A real second process is killed (SIGKILL) while it trains.</summary>
public sealed class KillTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_process_killed_while_it_writes_leaves_a_free_lock_and_a_run_that_resumes_to_the_same_lines()
    {
        using RunWriter whole = _scratch.Create();
        ToyTraining.Train(whole);
        RunFolder folder;
        using (RunWriter run = _scratch.Create())
            folder = run.Folder;

        using Process victim = StartVictim(folder);
        try
        {
            WaitForReadings(folder, victim);
            Assert.Contains($"process {victim.Id} on host", Refusal(folder));
        }
        finally
        {
            victim.Kill();
            victim.WaitForExit();
        }

        using RunWriter again = folder.Write(_scratch.Clock);
        Assert.True(ToyTraining.Train(again));
        Assert.Equal(ToyTraining.Lines(whole.Folder), ToyTraining.Lines(folder));
    }

    private static string Refusal(RunFolder folder) =>
        Assert.Throws<SzilardException>(() => folder.Write(TimeProvider.System)).Message;

    private static void WaitForReadings(RunFolder folder, Process victim)
    {
        bool Wrote() => folder.Checkpoints().Count > 0;
        SpinWait.SpinUntil(() => Wrote() || victim.HasExited, Patience);
        Assert.True(Wrote(), "The second process wrote nothing.");
    }

    private static Process StartVictim(RunFolder folder)
    {
        string assembly = typeof(KillTests).Assembly.Location;
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                assembly, "--explicit", "only", "--filter-method",
                $"{typeof(Victim).FullName}.{nameof(Victim.Trains_over_and_over_until_it_is_killed)}",
            },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Victim.FolderVariable] = folder.Path;
        return Process.Start(start)!;
    }
}

/// <summary>What the second process does. Nobody but <see cref="KillTests"/> starts it.</summary>
public sealed class Victim
{
    internal const string FolderVariable = "SZILARD_TEST_RUN_FOLDER";
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    [Fact(Explicit = true)]
    public void Trains_over_and_over_until_it_is_killed()
    {
        var folder = RunFolder.Open(Environment.GetEnvironmentVariable(FolderVariable)!);
        var watch = Stopwatch.StartNew();
        using RunWriter run = folder.Write(TimeProvider.System);
        for (int writes = 1; watch.Elapsed < Lifetime; writes = (writes % 40) + 1)
        {
            if (ToyTraining.Train(run, writes))
                StartAnew(folder);
        }
        Assert.Fail("Nobody killed this process.");
    }

    private static void StartAnew(RunFolder folder)
    {
        foreach (Checkpoint checkpoint in folder.Checkpoints())
            File.Delete(Path.ChangeExtension(folder.DataOf(checkpoint), ".json"));
    }
}
