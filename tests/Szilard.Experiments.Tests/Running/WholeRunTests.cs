using Szilard.Experiments.Specification;
using Szilard.Parts;
using Szilard.Records;
using Szilard.Tensors;

namespace Szilard.Experiments.Tests.Running;

/// <summary>A whole run and what it leaves in its folder.</summary>
public sealed class WholeRunTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_run_leaves_its_record_curve_arrays_verdict_and_card()
    {
        RunFolder folder = _bench.Finish(Bench.Study());
        RunRecord record = folder.Record();
        Assert.Equal(
            (RunState.Done, "tiny", "latent", "info-nce", 1L),
            (record.State, record.Name, record.World, record.Objective, record.Seed));
        Assert.Equal("szilard run tiny.yaml", record.Command);
        Assert.NotNull(record.Ended);
        Assert.NotNull(record.Verdict);
        Assert.NotNull(record.Card);
        Assert.Contains(record.Summary, r => r.Name == "r2.affine" && double.IsFinite(r.Value));
        Assert.Contains(record.Summary, r => r.Name == "loss" && Math.Abs(r.Chance - Math.Log(32)) < 1e-12);
    }

    [Fact]
    public void The_curve_is_read_at_the_steps_that_were_asked_for()
    {
        RunFolder folder = _bench.Finish(Bench.Study("evaluation.curve=std"));
        Assert.Equal([0, 15, 30, 45, 60], folder.Metrics().Where(m => m.Name == "std").Select(m => m.Step));
        Assert.Equal([15, 30, 45, 60], folder.Metrics().Where(m => m.Name == "loss").Select(m => m.Step));
    }

    /// <summary>Of the usual five k-NN needs labels, which no latent world has.</summary>
    [Fact]
    public void A_curve_of_no_meters_has_the_loss_alone()
    {
        RunFolder folder = _bench.Finish(Bench.Study("evaluation.curve=\"\""));
        Assert.Equal(["loss"], folder.Metrics().Select(m => m.Name).Distinct());
        RunFolder usual = _bench.Finish(Bench.Study("training.steps=1"));
        Assert.Equal(
            ["r2.affine", "mcc.pearson", "rank-me", "std", "ledger.identified_information", "loss"],
            usual.Metrics().Select(m => m.Name).Distinct());
    }

    /// <summary>The four phases are all the time there is, but for what lies between them.</summary>
    [Fact]
    public void The_record_says_where_the_time_went()
    {
        RunFolder broken = _bench.Cancel(Bench.Study(), 30);
        double before = broken.Record().Phases["learning"];
        RunRecord record = _bench.Runner().Resume(broken, CancellationToken.None);
        Assert.Equal(["measuring", "writing", "sampling", "learning"], record.Phases.Keys);
        Assert.All(record.Phases.Values, seconds => Assert.True(seconds > 0));
        Assert.True(record.Phases["learning"] > before);
        Assert.InRange(record.Phases.Values.Sum(), 0, record.Seconds);
    }

    [Fact]
    public void The_arrays_are_the_samples_that_were_judged()
    {
        RunFolder folder = _bench.Finish(Bench.Study());
        Assert.Equal(
            new Shape(128, 2), NpyFile.Read(Path.Combine(folder.ArraysPath, "representation.npy")).Shape);
        Assert.Equal(new Shape(128, 2), NpyFile.Read(Path.Combine(folder.ArraysPath, "latents.npy")).Shape);
        Assert.False(File.Exists(Path.Combine(folder.ArraysPath, "labels.npy")));
    }

    /// <summary>The record holds all that is needed to run it again.</summary>
    [Fact]
    public void The_recorded_specification_runs_to_the_same_bits()
    {
        RunFolder first = _bench.Finish(Bench.Study("training.steps=20"));
        (RunSpecification run, string data) = StudyRunner.SpecificationOf(first.Record());
        RunFolder second = _bench.Finish(
            Bench.Study() with { Cells = [new Cell(run.Name, [], run)], Data = data });
        Bench.AssertSame(first, second);
    }

    [Fact]
    public void Two_and_four_threads_give_the_bytes_of_one()
    {
        Study study = Bench.Study("training.batch=256", "encoder.widths=[128, 128]", "training.steps=20");
        RunFolder one = _bench.Finish(study);
        Bench.AssertSame(one, _bench.Finish(study, threads: 2));
        Bench.AssertSame(one, _bench.Finish(study, threads: 4));
    }

    [Fact]
    public void Runs_and_seeds_that_go_side_by_side_give_what_each_gives_alone()
    {
        Study study = Bench.Study("training.steps=20") with { Seeds = [3, 4, 5] };
        IReadOnlyList<RunFolder> together = _bench.Runner(threads: 2).Run(study, CancellationToken.None);
        Assert.Equal([3, 4, 5], together.Select(f => f.Record().Seed));
        Bench.AssertSame(_bench.Finish(study with { Seeds = [4] }), together[1]);
        Assert.NotEqual(Bench.Representation(together[0]), Bench.Representation(together[1]));
    }

    /// <summary>Eight bins, each filled by 4 of 32 pairs.</summary>
    [Fact]
    public void A_head_tells_how_often_it_is_right_along_the_run_and_can_be_expected()
    {
        RunFolder folder = _bench.Finish(Bench.Read(
            """
            name: told
            world: { kind: latent, dimensions: 2 }
            objective: { kind: s-tec }
            training: { steps: 20, batch: 32 }
            evaluation: { samples: 64, curve_samples: 64, readings: 4, meters: std, curve: std }
            expect: [{ run: told, meter: head.accuracy, at_least: 0 }]
            """).Demand());
        Assert.Equal(5, folder.Metrics().Count(m => m.Name == "head.accuracy"));
        NamedReading told = folder.Record().Summary.Single(r => r.Name == "head.accuracy");
        Assert.Equal(0.125, told.Chance);
        Assert.InRange(told.Value, 0, 1);
    }

    [Fact]
    public void A_defect_of_the_program_is_thrown_as_it_came()
    {
        InvalidOperationException defect = new("made for this test");
        Study study = Bench.Study("training.steps=20") with { Seeds = [1, 2] };
        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(
            () => _bench.Runner(tell: _ => throw defect).Run(study, CancellationToken.None));
        Assert.Same(defect, thrown);
        Assert.Contains(nameof(A_defect_of_the_program_is_thrown_as_it_came), thrown.StackTrace);
    }

    [Fact]
    public void A_root_that_is_a_file_is_one_clear_fault_and_leaves_the_file_alone()
    {
        string file = Path.Combine(_bench.Root, "runs");
        File.WriteAllText(file, "not a folder");
        Workplace place = new(file, 1, "0.1.0", "", TimeProvider.System, _ => { }, _ => { });
        SzilardException fault = Assert.Throws<SzilardException>(
            () => new StudyRunner(place).Run(Bench.Study(), CancellationToken.None));
        Assert.Contains(file, fault.Message);
        Assert.Equal("not a folder", File.ReadAllText(file));
        Assert.Equal([file], Directory.EnumerateFileSystemEntries(_bench.Root));
    }

    [Fact]
    public void Data_that_is_not_there_is_named_and_leaves_no_folder()
    {
        Study study =
            Bench.Study("world={ kind: csv }", "views={ kind: jitter }") with { Data = "nowhere.csv" };
        SzilardException fault = Assert.Throws<SzilardException>(
            () => _bench.Runner().Run(study, CancellationToken.None));
        Assert.Contains("nowhere.csv", fault.Message);
        Assert.Empty(RunFolder.All(_bench.Root));
    }
}
