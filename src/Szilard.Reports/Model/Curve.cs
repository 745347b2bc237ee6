namespace Szilard.Reports;

/// <summary>One point of a curve.</summary>
/// <param name="Step">Training step, ≥ 0.</param>
/// <param name="Value">The reading.</param>
/// <param name="StandardError">Its standard error; NaN where none can be given.</param>
public readonly record struct CurvePoint(long Step, double Value, double StandardError);

/// <summary>A reading over training steps.</summary>
/// <param name="Name">Name of the reading; curves of equal name share a chart.</param>
/// <param name="Points">The points, in order of steps.</param>
public sealed record Curve(string Name, IReadOnlyList<CurvePoint> Points)
{
    /// <summary>Title of the chart. Default: the name.</summary>
    public string Label { get; init; } = Name;

    /// <summary>The level of chance, drawn as a dashed line; NaN (the default) where there is none.</summary>
    public double Chance { get; init; } = double.NaN;

    /// <summary>What <see cref="Chance"/> is: "chance", or for a loss its "plateau".</summary>
    public string ChanceLabel { get; init; } = "chance";
}
