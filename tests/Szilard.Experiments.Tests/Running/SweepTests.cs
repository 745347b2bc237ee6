using Szilard.Experiments.Specification;
using Szilard.Experiments.Sweeps;
using Szilard.Experiments.Verdicts;
using Szilard.Records;

namespace Szilard.Experiments.Tests.Running;

public sealed class SweepTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    private static Study Grid(string knob) =>
        StudyReader.Read(
            Bench.Text, "tiny.yaml", Catalogues.Laboratory.Form, ["training.steps=20"], [knob]).Demand();

    private StudyRunner Runner(Action<RunProgress>? tell = null) => new(new Workplace(
        _bench.Root, 2, "0.1.0", "szilard sweep", TimeProvider.System, tell ?? (_ => { }), _ => { })
    {
        GoesOn = true,
    });

    [Fact]
    public void A_sweep_that_was_stopped_goes_on_without_repeating_what_is_done()
    {
        Study study = Grid("training.batch=8,16,32,64") with { Seeds = [1, 2] };
        using CancellationTokenSource stop = new();
        int begun = 0;
        StudyOutcome first = Runner(progress =>
        {
            if (progress.Step == progress.Steps && Interlocked.Increment(ref begun) == 3)
                stop.Cancel();
        }).RunThrough(study, stop.Token);
        Assert.InRange(first.Folders.Count, 2, 7);
        Dictionary<string, DateTimeOffset?> done = first.Folders.Select(f => f.Record())
            .Where(r => r.State == RunState.Done).ToDictionary(r => r.Id, r => r.Ended);

        StudyOutcome second = Runner().RunThrough(study, CancellationToken.None);

        Assert.Equal(8, second.Folders.Count);
        Assert.All(second.Folders, f => Assert.Equal(RunState.Done, f.Record().State));
        Assert.Equal(8, RunFolder.All(_bench.Root).Count());
        foreach (RunRecord record in second.Folders.Select(f => f.Record()).Where(
            r => done.ContainsKey(r.Id)))
            Assert.Equal(done[record.Id], record.Ended);
    }

    [Fact]
    public void Another_specification_or_data_is_another_run()
    {
        Runner().RunThrough(Grid("training.batch=8,16"), CancellationToken.None);
        Runner().RunThrough(Grid("training.batch=16,32"), CancellationToken.None);
        Assert.Equal(3, RunFolder.All(_bench.Root).Count());
    }

    [Fact]
    public void A_cell_that_fails_is_named_and_the_others_are_kept()
    {
        Study study = Grid("evaluation.layer=0,9");
        StudyOutcome outcome = Runner().RunThrough(study, CancellationToken.None);
        Assert.Equal("tiny-layer-0", Assert.Single(outcome.Folders).Record().Name);
        Assert.Contains(
            "tiny-layer-9 (seed 1): `evaluation.layer: 9` is not there: the encoder has 3 layers",
            Assert.Single(outcome.Failures), StringComparison.Ordinal);
        SweepResult result = SweepResult.Of(study, [.. outcome.Folders.Select(f => f.Record())]);
        SweptCell lacking = Assert.Single(result.Lacking);
        Assert.Equal(("tiny-layer-9", 1L), (lacking.Cell.Run.Name, Assert.Single(lacking.Missing)));
    }

    [Fact]
    public void Readings_are_laid_out_along_each_knob_with_the_law_of_their_lack()
    {
        Study study = Grid("training.batch=8,16,32") with { Seeds = [1, 2] };
        RunRecord[] records =
        [
            .. Runner().RunThrough(study, CancellationToken.None).Folders.Select(
                f => f.Record()).Select(r => r with
            {
                Summary = [new NamedReading(
                    "r2.affine", 1 - (4 / double.Parse(r.Name[11..])), double.NaN, 0, "", "")],
            }),
        ];
        SweepResult result = SweepResult.Of(study, records);
        (string name, IReadOnlyList<SweptCell> cells) = Assert.Single(result.Lines("training.batch"));
        Assert.Equal(("tiny", 3), (name, cells.Count));
        Assert.Equal(0.75, cells[1].Pooled("r2.affine").Mean, 1e-12);
        FittedLaw law = Assert.Single(result.Laws("r2.affine"));
        Assert.True(law.OfDeficit);
        Assert.Equal(-1, law.Law.Exponent, 1e-9);
        Exponent claim = new(
            "tiny", "r2.affine", "training.batch", true,
            [.. study.Cells.Select(c => (KnobValue.Number(c.ValueOf("training.batch")), c.Run.Name))], -1.1,
            -0.9);
        Assert.True(Assert.Single(Claims.Check(study with { Expectations = [claim] }, records)).Held);
        Assert.False(Assert.Single(Claims.Check(
            study with { Expectations = [claim with { Most = -1.05 }] }, records)).Held);
    }

    [Fact]
    public void Knobs_below_one_have_a_law_of_their_distance_from_it_too()
    {
        Study study = Grid("world.rho=0.2,0.7,0.9,0.99");
        RunRecord[] records =
        [
            .. Runner().RunThrough(study, CancellationToken.None).Folders.Select(
                f => f.Record()).Select(r => r with
            {
                Summary =
                [
                    new NamedReading(
                        "r2.affine", 1 - (0.3 * Math.Pow(1 - Rho(r.Name), 1.5)), double.NaN, 0, "", ""),
                ],
            }),
        ];
        FittedLaw[] laws = [.. SweepResult.Of(study, records).Laws("r2.affine")];
        Assert.Equal([false, true], laws.Select(l => l.InComplement));
        Assert.Equal((1.5, 1.0), (Math.Round(laws[1].Law.Exponent, 9), Math.Round(laws[1].Law.Goodness, 9)));
        Assert.Contains("in 1 − world.rho: x 1.500", SweepResult.Text(laws), StringComparison.Ordinal);

        static double Rho(string name) => double.Parse(name["tiny-rho-".Length..].Replace('-', '.'));
    }

    [Fact]
    public void What_a_knob_does_not_reach_stands_beside_all_of_its_points()
    {
        Study study = SweepControls.Beside(
            Grid("training.batch=8,16") with { Seeds = [1, 2, 3] }, Catalogues.Laboratory.Form).Study;
        SweepResult result = SweepResult.Of(
            study, [.. Runner().RunThrough(study, CancellationToken.None).Folders.Select(f => f.Record())]);
        Assert.Equal(
            ["tiny", "permuted (control: permuted pairs)"], result.Lines("training.batch").Select(l => l.Name));
        Assert.Equal(
            [
                "raw (control: identity encoder), at every training.batch",
                "untrained (control: untrained encoder), at every training.batch",
                "supervised (upper bound: supervised), at every training.batch",
            ],
            result.Levels("training.batch").Select(l => l.Name));
        Assert.Empty(result.Lacking);
        SweptCell raw = result.Levels("training.batch").First().Cell;
        (double low, double high) = raw.Interval("r2.affine")!.Value;
        Assert.InRange(raw.Pooled("r2.affine").Mean, low, high);
        Assert.Null((raw with { Runs = [.. raw.Runs.Take(2)] }).Interval("r2.affine"));
    }

    [Theory]
    [InlineData("collapsed", 40, 30.0, false, false)]
    [InlineData("collapsed", 40, 50.0, false, true)]
    [InlineData("collapsed", 40, double.NaN, true, true)]
    [InlineData("collapsed", 40, 30.0, true, false)]
    [InlineData("healthy", 40, 50.0, false, false)]
    public void A_verdict_is_held_against_what_was_expected(
        string state, long since, double lossSince, bool by20, bool held)
    {
        Study study = Grid("training.batch=8,16");
        RunRecord record = Runner().RunThrough(study, CancellationToken.None).Folders[0].Record() with
        {
            Verdict = new RunVerdict(state, since, "", ""),
            Summary = double.IsNaN(lossSince)
                ? []
                : [new NamedReading("loss.plateau_since", lossSince, double.NaN, double.NaN, "", "")],
        };
        Judged claim = new(
            record.Name, "collapsed", by20 && !double.IsNaN(lossSince) ? 20 : null, BeforeLoss: true);
        Assert.Equal(held, Assert.Single(Claims.Check(study with { Expectations = [claim] }, [record])).Held);
    }
}
