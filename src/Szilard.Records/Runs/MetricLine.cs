using Szilard.Observables;

namespace Szilard.Records;

/// <summary>One reading at one step: one line of <c>metrics.jsonl</c>.</summary>
/// <param name="Step">The training step after which it was read; 0 is before the first.</param>
/// <param name="Name">Name of the meter.</param>
/// <param name="Value">The value; NaN and infinities are written as null and read back as NaN.</param>
/// <param name="StandardError">Its standard error; NaN where none can be given.</param>
/// <param name="Chance">What the meter reads where there is nothing to find; NaN where that has no
/// meaning.</param>
/// <param name="Remark">Why the value is missing or to be read with care; empty otherwise.</param>
/// <param name="Seconds">Seconds of work since the run began: the only field that differs between two runs
/// of the same specification and seed.</param>
public sealed record MetricLine(
    long Step, string Name, double Value, double StandardError, double Chance, string Remark, double Seconds)
{
    /// <summary>A meter's reading at a step.</summary>
    public static MetricLine From(long step, string name, Reading reading, double seconds) =>
        new(step, name, reading.Value, reading.StandardError, reading.Chance, reading.Remark, seconds);
}
