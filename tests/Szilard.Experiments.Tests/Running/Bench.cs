using Szilard.Experiments.Specification;
using Szilard.Records;

namespace Szilard.Experiments.Tests.Running;

/// <summary>A folder for one test, and a run that is over in a moment.</summary>
internal sealed class Bench : IDisposable
{
    public const string Text = """
        name: tiny
        world: { kind: latent, dimensions: 2, mixing: banana, rho: 0.9 }
        encoder: { kind: mlp, widths: [16, 16] }
        objective: { kind: info-nce, similarity: gaussian, temperature: 1 }
        optimiser: { kind: adamw, rate: 0.01 }
        training: { steps: 60, batch: 32, checkpoint_every: 20 }
        evaluation: { samples: 256, probe_samples: 256, curve_samples: 128, readings: 4 }
        """;

    public string Root { get; } = Directory.CreateTempSubdirectory("szilard-runs-").FullName;

    /// <summary>The tiny study with overrides such as <c>training.steps=10</c>.</summary>
    public static Study Study(params string[] overrides) => Read(Text, overrides).Demand();

    public static StudyReading Read(string text, params string[] overrides) =>
        StudyReader.Read(text, "tiny.yaml", Catalogues.Laboratory.Form, overrides);

    public static RunSpecification Run(params string[] overrides) => Study(overrides).Runs[0];

    public StudyRunner Runner(
        int threads = 1, Action<RunProgress>? tell = null, List<string>? remarks = null,
        TimeProvider? time = null) =>
        new(new Workplace(
            Root, threads, "0.1.0", "szilard run tiny.yaml", time ?? TimeProvider.System, tell ?? (_ => { }),
            sentence => remarks?.Add(sentence)));

    /// <summary>The folder of the only run of a study.</summary>
    public RunFolder Finish(Study study, int threads = 1) =>
        Assert.Single(Runner(threads).Run(study, CancellationToken.None));

    /// <summary>The run cancelled after that many steps.</summary>
    public RunFolder Cancel(Study study, long after)
    {
        using CancellationTokenSource stop = new();
        StudyRunner runner = Runner(tell: progress =>
        {
            if (progress.Step >= after)
                stop.Cancel();
        });
        return Assert.Single(runner.Run(study, stop.Token));
    }

    public static byte[] Representation(RunFolder folder) =>
        File.ReadAllBytes(Path.Combine(folder.ArraysPath, "representation.npy"));

    /// <summary>All readings but their seconds.</summary>
    public static IEnumerable<MetricLine> Lines(RunFolder folder) =>
        folder.Metrics().Select(line => line with { Seconds = 0 });

    public static void AssertSame(RunFolder expected, RunFolder actual)
    {
        Assert.Equal(Lines(expected), Lines(actual));
        Assert.Equal(Representation(expected), Representation(actual));
        Assert.Equal(File.ReadAllBytes(expected.LedgerPath), File.ReadAllBytes(actual.LedgerPath));
        Assert.Equal(expected.Record().Summary, actual.Record().Summary);
        Assert.Equal(expected.Record().Verdict, actual.Record().Verdict);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
