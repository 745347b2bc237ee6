using System.Text;
using System.Text.Json;
using Szilard.Observables;

namespace Szilard.Records.Tests;

/// <summary>A folder for one test, and runs in it.</summary>
internal sealed class Scratch : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("szilard-records-").FullName;

    public ManualClock Clock { get; } = new();

    public static HostFacts Host { get; } = new("oven", "Linux 6", "Chip", 2, 256, ".NET 10", "0.1.0");

    public static RunStart Start(
        string name = "toy", long seed = 1, string specification = """{"steps":12}""") =>
        new(name, "spiral", "info-nce", seed, Json(specification), Host);

    public static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    public static Reading Reading(double value) => new(value, 0.5, 0.25);

    /// <summary>Writes a text.</summary>
    public static Action<Stream> Text(string text) => stream => stream.Write(Encoding.UTF8.GetBytes(text));

    public RunWriter Create(string name = "toy", long seed = 1, string specification = """{"steps":12}""") =>
        RunFolder.Create(Root, Start(name, seed, specification), Clock);

    /// <summary>A finished run with final readings.</summary>
    public RunFolder Finished(
        string name, long seed, string specification = """{"steps":12}""", RunState state = RunState.Done,
        params NamedReading[] summary)
    {
        using RunWriter run = Create(name, seed, specification);
        run.Finish(state, summary, new RunVerdict("healthy", 12, "R² is 0.98.", ""));
        return run.Folder;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
