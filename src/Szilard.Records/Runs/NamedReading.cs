using Szilard.Observables;

namespace Szilard.Records;

/// <summary>A final reading with its name, in the form of the meters' JSON.</summary>
/// <param name="Name">Name of the meter.</param>
/// <param name="Value">The value; NaN (null in JSON) where it is not defined.</param>
/// <param name="StandardError">Its standard error; NaN where none can be given.</param>
/// <param name="Chance">What the meter reads where there is nothing to find; NaN where that has no
/// meaning.</param>
/// <param name="Remark">Why the value is missing or to be read with care; empty otherwise.</param>
/// <param name="Convention">Which of the published variants was measured; empty where there is one
/// only.</param>
public sealed record NamedReading(
    string Name, double Value, double StandardError, double Chance, string Remark = "",
    string Convention = "")
{
    /// <summary>A meter's reading under its name.</summary>
    public static NamedReading From(string name, Reading reading, string convention = "") =>
        new(name, reading.Value, reading.StandardError, reading.Chance, reading.Remark, convention);
}
