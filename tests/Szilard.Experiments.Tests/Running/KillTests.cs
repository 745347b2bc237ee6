using System.Diagnostics;
using Szilard.Parts;
using Szilard.Records;

namespace Szilard.Experiments.Tests.Running;

/// <summary>A second process is killed (SIGKILL) in the middle of training, once by itself at a chosen step
/// and once from outside, and the run then ends in the bits of one that nobody touched.</summary>
public sealed class KillTests : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    /// <summary>Step 15 is one of a reading and of no checkpoint: its readings are written, its checkpoint
    /// never is.</summary>
    [Fact]
    public void A_run_that_was_killed_twice_resumes_to_the_same_bits()
    {
        RunFolder whole = _bench.Finish(Bench.Study());
        using (Process first = Start("", killAt: 15))
            Assert.True(first.WaitForExit(_patience), "The first victim did not end.");
        RunFolder broken =
            Assert.Single(RunFolder.All(_bench.Root), f => f.Record().State == RunState.Running);

        using Process second = Start(broken.Path, killAt: long.MaxValue);
        try
        {
            WaitForStep(second, 33);
            string refusal = Assert.Throws<SzilardException>(
                () => _bench.Runner().Resume(broken, CancellationToken.None)).Message;
            Assert.Contains($"process {second.Id}", refusal);
        }
        finally
        {
            second.Kill();
            second.WaitForExit();
        }
        Assert.Equal(RunState.Running, broken.Record().State);
        RunRecord record = _bench.Runner().Resume(broken, CancellationToken.None);
        Assert.Equal(RunState.Done, record.State);
        Bench.AssertSame(whole, broken);
    }

    private void WaitForStep(Process victim, long step)
    {
        bool There() => File.Exists(Path.Combine(_bench.Root, $"step-{step}"));
        SpinWait.SpinUntil(() => There() || victim.HasExited, _patience);
        Assert.True(There(), "The victim got nowhere.");
    }

    private Process Start(string folder, long killAt)
    {
        ProcessStartInfo start = new("dotnet")
        {
            ArgumentList =
            {
                typeof(KillTests).Assembly.Location, "--explicit", "only", "--filter-method",
                $"{typeof(Victim).FullName}.{nameof(Victim.Trains_until_it_is_killed)}",
            },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Victim.RootVariable] = _bench.Root;
        start.Environment[Victim.FolderVariable] = folder;
        start.Environment[Victim.KillVariable] = $"{killAt}";
        return Process.Start(start)!;
    }
}

/// <summary>What the second process does. Nobody but <see cref="KillTests"/> starts it.</summary>
public sealed class Victim
{
    internal const string RootVariable = "SZILARD_TEST_ROOT";
    internal const string FolderVariable = "SZILARD_TEST_RUN_FOLDER";
    internal const string KillVariable = "SZILARD_TEST_KILL_AT";
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    [Fact(Explicit = true)]
    public void Trains_until_it_is_killed()
    {
        string root = Environment.GetEnvironmentVariable(RootVariable)!;
        string folder = Environment.GetEnvironmentVariable(FolderVariable)!;
        long killAt = long.Parse(Environment.GetEnvironmentVariable(KillVariable)!);
        StudyRunner runner = new(new Workplace(
            root, 1, "0.1.0", "", TimeProvider.System, progress => Tell(root, progress.Step, killAt), _ =>
                { }));
        if (folder.Length == 0)
            runner.Run(Bench.Study(), CancellationToken.None);
        else
            runner.Resume(RunFolder.Open(folder), CancellationToken.None);
        Assert.Fail("Nobody killed this process.");
    }

    private static void Tell(string root, long step, long killAt)
    {
        File.WriteAllText(Path.Combine(root, $"step-{step}"), "");
        if (step == killAt)
        {
            using var self = Process.GetCurrentProcess();
            self.Kill();
        }
        if (killAt == long.MaxValue)
            Thread.Sleep(_pause);
    }
}
