namespace Szilard.Records.Tests;

public sealed class PhaseClockTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Time_goes_to_the_phase_that_was_entered_last()
    {
        PhaseClock phases = new(_scratch.Clock);
        Spend(phases, "", 5);
        Spend(phases, "learning", 2);
        Spend(phases, "writing", 1);
        Spend(phases, "learning", 3);
        Assert.Equal([("learning", 5.0), ("writing", 1.0)], phases.Seconds.Select(p => (p.Key, p.Value)));
    }

    /// <summary>What was spent after the checkpoint is lost with the steps that were.</summary>
    [Fact]
    public void A_resumed_run_goes_on_from_the_phases_of_its_checkpoint()
    {
        RunFolder folder;
        using (RunWriter run = _scratch.Create())
        {
            folder = run.Folder;
            Spend(run.Phases, "learning", 2);
            run.Checkpoint(1, Scratch.Text("good"));
            Spend(run.Phases, "learning", 40);
        }
        using RunWriter again = folder.Write(_scratch.Clock);
        again.Resume(File.ReadAllText);
        Spend(again.Phases, "learning", 3);
        again.Finish(RunState.Done, []);
        Assert.Equal([KeyValuePair.Create("learning", 5.0)], folder.Record().Phases);
    }

    private void Spend(PhaseClock phases, string phase, double seconds)
    {
        phases.Enter(phase);
        _scratch.Clock.Advance(TimeSpan.FromSeconds(seconds));
    }
}
