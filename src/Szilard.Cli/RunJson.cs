using System.Text.Json.Nodes;
using Szilard.Records;

namespace Szilard.Cli;

/// <summary>A finished run as JSON.</summary>
internal static class RunJson
{
    /// <summary>Name, world, objective, seed, seconds, folder, readings and verdict.</summary>
    public static JsonObject Write(RunFolder folder, RunRecord record) => new()
    {
        ["name"] = record.Name,
        ["world"] = record.World,
        ["objective"] = record.Objective,
        ["seed"] = record.Seed,
        ["seconds"] = record.Seconds,
        ["folder"] = folder.Path,
        ["readings"] = new JsonArray([.. record.Summary.Select(Write)]),
        ["verdict"] = record.Verdict is { } v
            ? new JsonObject { ["state"] = v.State, ["step"] = v.Step, ["evidence"] = v.Evidence, ["next"] = v.Next }
            : null,
    };

    private static JsonObject Write(NamedReading reading) => new()
    {
        ["name"] = reading.Name,
        ["value"] = Json.Finite(reading.Value),
        ["standard_error"] = Json.Finite(reading.StandardError),
        ["chance"] = Json.Finite(reading.Chance),
        ["convention"] = reading.Convention,
        ["remark"] = reading.Remark,
    };
}
