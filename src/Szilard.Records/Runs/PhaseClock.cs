namespace Szilard.Records;

/// <summary>Where the time of a run goes: seconds of work by phase. One phase at a time.</summary>
/// <param name="time">The clock.</param>
public sealed class PhaseClock(TimeProvider time)
{
    private readonly OrderedDictionary<string, double> _seconds = [];
    private string _phase = "";
    private long _since;

    /// <summary>Seconds by phase, in the order of their first appearance, up to this moment.</summary>
    public IReadOnlyDictionary<string, double> Seconds
    {
        get
        {
            Enter(_phase);
            return new OrderedDictionary<string, double>(_seconds);
        }
    }

    /// <summary>From now on the time goes to this phase; to none where it is empty.</summary>
    public void Enter(string phase)
    {
        long now = time.GetTimestamp();
        if (_phase.Length > 0)
        {
            double before = _seconds.GetValueOrDefault(_phase);
            _seconds[_phase] = before + time.GetElapsedTime(_since, now).TotalSeconds;
        }
        (_phase, _since) = (phase, now);
    }

    /// <summary>Goes on from what an interrupted run had counted.</summary>
    public void Restart(IReadOnlyDictionary<string, double> seconds)
    {
        Enter("");
        _seconds.Clear();
        foreach ((string phase, double spent) in seconds)
            _seconds.Add(phase, spent);
    }
}
