using System.Text.Json;

namespace Szilard.Records;

/// <summary>What a run is, before its first step.</summary>
/// <param name="Name">What the user calls it. Runs of equal name that differ only in their seed are
/// replicates of each other.</param>
/// <param name="World">Name of the world, for lists and filters.</param>
/// <param name="Objective">Name of the objective, for lists and filters.</param>
/// <param name="Seed">The seed from which all randomness comes.</param>
/// <param name="Specification">The complete specification as resolved: all defaults written out.</param>
/// <param name="Host">The machine and the versions.</param>
public sealed record RunStart(
    string Name, string World, string Objective, long Seed, JsonElement Specification, HostFacts Host)
{
    /// <summary>The command that repeats the run; empty where there is none.</summary>
    public string Command { get; init; } = "";

    /// <summary>What a reader of the results should know of the data, one sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
