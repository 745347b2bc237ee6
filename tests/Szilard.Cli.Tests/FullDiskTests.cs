using Szilard.Experiments;
using Szilard.Experiments.Specification;
using Szilard.Records;

namespace Szilard.Cli.Tests;

public sealed class FullDiskTests : IDisposable
{
    private const string FullDevice = "/dev/full";
    private const string Text = """
        name: tiny
        encoder: { kind: mlp, widths: [8] }
        training: { steps: 20, batch: 16, checkpoint_every: 5 }
        evaluation: { samples: 64, curve_samples: 32, readings: 2, meters: std, curve: std }
        """;

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    /// <summary>The last array of the run leads to a device that is always full; the second attempt finds
    /// room.</summary>
    [Fact]
    public async Task A_full_disk_is_one_sentence_and_code_1_and_the_run_can_be_resumed()
    {
        Assert.SkipUnless(File.Exists(FullDevice), $"There is no {FullDevice} here.");
        RunFolder folder = Cancelled(after: 7);
        Directory.CreateDirectory(folder.ArraysPath);
        File.CreateSymbolicLink(Path.Combine(folder.ArraysPath, "representation.npy.tmp"), FullDevice);

        Said full = await Resume(folder);
        Assert.Equal((1, ""), (full.Code, full.Out));
        Assert.Single(
            full.Talk.Split('\n'), line => line.Contains("No space left", StringComparison.Ordinal));
        Assert.Equal(RunState.Failed, folder.Record().State);
        Assert.Equal(20, folder.Checkpoints()[0].Step);

        Assert.Equal(0, (await Resume(folder)).Code);
        Assert.Equal(RunState.Done, folder.Record().State);
    }

    private async Task<Said> Resume(RunFolder folder)
    {
        StringWriter output = new(), talk = new();
        int code = await Program.RunAsync(["resume", folder.Path, "--root", _scratch.Root], output, talk);
        return new Said(code, output.ToString(), talk.ToString());
    }

    private RunFolder Cancelled(long after)
    {
        using CancellationTokenSource stop = new();
        StudyRunner runner = new(new Workplace(
            _scratch.Root, 1, "0.1.0", "", TimeProvider.System,
            progress => { if (progress.Step >= after) stop.Cancel(); }, _ => { }));
        Study study = StudyReader.Read(Text, "tiny.yaml", Catalogues.Laboratory.Form, []).Demand();
        return Assert.Single(runner.Run(study, stop.Token));
    }
}
