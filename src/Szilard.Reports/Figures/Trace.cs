namespace Szilard.Reports;

/// <summary>One line of a curve figure: a reading of one seed of one run.</summary>
/// <param name="Run">The run's name.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Curve">Its points.</param>
public sealed record Trace(string Run, long Seed, Curve Curve);
