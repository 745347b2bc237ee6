using System.Text.Json;
using System.Text.Json.Nodes;
using Szilard.Observables;
using Szilard.Records;

namespace Szilard.Cli.Tests;

/// <summary>A root with runs that were written by hand, and <c>szilard runs</c> on it.</summary>
internal sealed class RecordedRuns : IDisposable
{
    public Scratch Scratch { get; } = new();

    public void Dispose() => Scratch.Dispose();

    public Task<Said> Call(params string[] args) =>
        CommandLine.Call(["runs", .. args, "--root", Scratch.Root]);

    public Task<string> Read(string name) =>
        File.ReadAllTextAsync(Scratch.In(name), TestContext.Current.CancellationToken);

    public async Task<string[]> Names(params string[] args)
    {
        Said said = await Call(["list", "--json", .. args]);
        return [.. JsonNode.Parse(said.Out)!["runs"]!.AsArray().Select(r => (string)r!["name"]!)];
    }

    public static string Id(RunFolder folder) => folder.Record().Id;

    public RunWriter Create(string name, long seed, double value, string? level = null)
    {
        using var specification = JsonDocument.Parse($$"""{"level": {{level ?? $"{value}"}}}""");
        RunStart start = new(
            name, "spiral", "info-nce", seed, specification.RootElement.Clone(), HostFacts.Here("0.1.0"))
        {
            Command = "szilard run study.yaml",
        };
        return RunFolder.Create(Scratch.Root, start, TimeProvider.System);
    }

    public RunFolder Record(string name, long seed, double value, string? level = null)
    {
        using RunWriter writer = Create(name, seed, value, level);
        writer.Append(3, "r2.affine", new Reading(value, 0.01, 0.125));
        writer.Finish(
            RunState.Done, [new Records.NamedReading("r2.affine", value, 0.01, 0.125)],
            new RunVerdict("healthy", 3, "All is well.", ""));
        return writer.Folder;
    }
}
