using System.Text.Json.Serialization;

namespace Szilard.Records;

/// <summary>Where a run stands, as its own process last said. A run that was killed still says
/// <see cref="Running"/>; its old heartbeat gives it away (<see cref="RunFolder.IsStale"/>).</summary>
[JsonConverter(typeof(KebabEnum<RunState>))]
public enum RunState
{
    /// <summary>Under way, or killed.</summary>
    Running,

    /// <summary>Reached its end.</summary>
    Done,

    /// <summary>Stopped by an error.</summary>
    Failed,

    /// <summary>Stopped by its user; can be resumed.</summary>
    Cancelled,

    /// <summary>Stopped because a loss or a parameter was no longer finite.</summary>
    Diverged,
}
