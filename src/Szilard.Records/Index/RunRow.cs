namespace Szilard.Records;

/// <summary>One run in a list.</summary>
/// <param name="Folder">Path of its folder.</param>
/// <param name="Id">Short identifier.</param>
/// <param name="Name">What the user calls it; the folder's name where the record is unreadable.</param>
/// <param name="World">Name of the world.</param>
/// <param name="Objective">Name of the objective.</param>
/// <param name="State">Where it stands; null where the record is unreadable.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Started">When it began (UTC).</param>
/// <param name="Seconds">Seconds of work, interruptions left out.</param>
/// <param name="Verdict">State of the verdict; empty where there is none.</param>
/// <param name="Stale">Says that it is running, but has shown no life for five minutes.</param>
/// <param name="Fault">Why the record is unreadable; empty where it is not.</param>
public sealed record RunRow(
    string Folder, string Id, string Name, string World, string Objective, RunState? State, long Seed,
    DateTimeOffset Started, double Seconds, string Verdict, bool Stale, string Fault);
