using Szilard.Experiments.Ledgers;
using Szilard.Experiments.Specification;
using Szilard.Learners.Energies;
using Szilard.Learners.Thermodynamics;
using Szilard.Records;

namespace Szilard.Experiments.Tests.Running;

/// <summary>Energy models learn behind the same run, folder, books and verdicts as other networks.</summary>
public sealed class EnergyRunTests : IDisposable
{
    private const string Machine = "encoder={ kind: rbm, hidden: 12, visible: gaussian, spread: 0.3 }";
    private const string Persistent = "objective={ kind: contrastive-divergence, persistent: 16 }";
    private const string Joint = "objective={ kind: jem, buffer: 64, chain_steps: 4, step: 0.1, noise: 0.4 }";

    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(Machine, Persistent)]
    [InlineData(Machine, "objective={ kind: contrastive-divergence, sweeps: 2 }")]
    [InlineData(Joint)]
    public void A_run_that_was_interrupted_ends_in_the_same_bits_and_books(params string[] overrides)
    {
        string[] all = [.. overrides, "ledger.every=3"];
        RunFolder whole = _bench.Finish(Bench.Study(all));
        RunFolder broken = _bench.Cancel(Bench.Study(all), 33);
        _bench.Runner(threads: 4).Resume(broken, CancellationToken.None);
        Bench.AssertSame(whole, broken);
        BookedStep[] books = [.. LedgerLines.Read(whole)];
        Assert.Equal(20, books.Length);
        Assert.All(books, step => Assert.True(step.Chains is { } chains && double.IsFinite(chains.Bias)));
        BookedTotals totals = books[^1].Totals!;
        Assert.InRange(Math.Abs(totals.ClosureError), 0, 1e-9 * totals.Size);
    }

    [Fact]
    public void Readings_are_taken_along_the_run_and_can_be_expected()
    {
        Study study = Bench.Read(
            """
            name: named
            world: { kind: latent, dimensions: 2 }
            objective: { kind: jem, buffer: 64, chain_steps: 4, step: 0.1, noise: 0.44721 }
            training: { steps: 40, batch: 32 }
            evaluation: { samples: 256, probe_samples: 256, curve_samples: 128, readings: 4 }
            expect:
              - { run: named, meter: energy.separation, at_most: 2 }
              - { run: named, meter: chains.acceptance, at_least: 0.5 }
            """).Demand();
        RunFolder folder = _bench.Finish(study);
        Assert.Equal(5, folder.Metrics().Count(m => m.Name == EnergyReadings.Gap));
        NamedReading bath = folder.Record().Summary.Single(r => r.Name == EnergyReadings.Temperature);
        Assert.Equal(1, bath.Value, 1e-3);
        Assert.Contains(folder.Record().Summary, r => r.Name == "ledger.work.optimiser" && r.Value != 0);
        Assert.DoesNotContain(folder.Record().Summary, r => r.Name == "ledger.entropy_production"
            && double.IsNaN(r.Value));
    }

    /// <summary>A rate that throws the energies beyond all bounds: a verdict with step, energies and
    /// knob.</summary>
    [Fact]
    public void Chains_that_run_away_end_in_a_verdict_and_not_in_NaN()
    {
        RunRecord record = _bench.Finish(Bench.Study(
            "objective={ kind: jem, buffer: 64, chain_steps: 20 }", "optimiser={ kind: sgd, rate: 100 }",
            "encoder.activation=relu")).Record();
        Assert.Equal(RunState.Diverged, record.State);
        Assert.Equal("diverged", record.Verdict!.State);
        Assert.Contains("drove each other apart", record.Verdict.Evidence);
        Assert.Contains("energy at step", record.Verdict.Evidence);
        Assert.Contains("objective.noise: 1.41", record.Verdict.Next);
    }

    /// <summary>Chains that start near one another and hardly move, far from the data, stay apart.</summary>
    [Fact]
    public void Chains_that_stay_where_the_data_are_not_are_flagged()
    {
        RunVerdict verdict = _bench.Finish(Bench.Study(
            "objective={ kind: jem, buffer: 64, chain_steps: 1, step: 1e-6, noise: 1e-3, low: 8, high: 9 }"))
            .Record().Verdict!;
        Assert.Equal("chains-apart", verdict.State);
        Assert.Contains("standard deviations", verdict.Evidence);
        Assert.Contains("objective.chain_steps", verdict.Next);
    }

    [Theory]
    [InlineData("encoder.kind", "objective: { kind: contrastive-divergence }", "kind: rbm")]
    [InlineData("encoder.kind", "objective: { kind: jem }\nencoder: { kind: rbm }", "contrastive-divergence")]
    [InlineData("encoder.normalisation", "objective: { kind: jem }\nencoder: { normalisation: batch }",
        "layer")]
    [InlineData("training.averaging", "objective: { kind: jem }\ntraining: { averaging: 0.9 }", "give 0")]
    [InlineData("views.kind",
        "objective: { kind: jem, labels: given }\nworld: { kind: csv }\nviews: { kind: jitter }", "label")]
    [InlineData("objective.labels", "objective: { kind: jem, labels: given }\nviews: { kind: label }",
        "latent world")]
    public void Parts_that_do_not_fit_are_told(string key, string text, string expected)
    {
        StudyFault fault = Assert.Single(
            Assert.IsType<FaultyStudy>(Bench.Read($"name: faulty\n{text}")).Faults);
        Assert.EndsWith(key, fault.Key);
        Assert.Contains(expected, fault.Sentence);
    }

    /// <summary>The raw observation stands beside energy models as a control that learns nothing.</summary>
    [Fact]
    public void The_raw_observation_is_a_control_of_energy_models() =>
        Assert.Equal("control", _bench.Finish(Bench.Study(
            "objective={ kind: contrastive-divergence }",
            "encoder={ kind: identity }")).Record().Verdict!.State);
}
