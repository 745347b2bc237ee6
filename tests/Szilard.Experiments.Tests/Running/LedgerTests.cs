using Szilard.Experiments.Ledgers;
using Szilard.Learners.Thermodynamics;
using Szilard.Records;

namespace Szilard.Experiments.Tests.Running;

/// <summary>The books of a run in its folder.</summary>
public sealed class LedgerTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("{ kind: dino, prototypes: 16, freeze: 0 }")]
    [InlineData("{ kind: swav, prototypes: 16, freeze: 5, queue: 64 }")]
    [InlineData("{ kind: moco-v2, queue: 64 }")]
    [InlineData("{ kind: byol, predictor_width: 8 }")]
    public void A_run_that_was_interrupted_ends_with_the_same_books(string objective)
    {
        string[] overrides = [$"objective={objective}", "ledger.every=3"];
        RunFolder whole = _bench.Finish(Bench.Study(overrides));
        RunFolder broken = _bench.Cancel(Bench.Study(overrides), 33);
        _bench.Runner().Resume(broken, CancellationToken.None);
        Bench.AssertSame(whole, broken);
        Assert.Equal(20, LedgerLines.Read(whole).Count());
    }

    /// <summary>Energies of a body are doubles of its floats, and resume with them.</summary>
    [Fact]
    public void The_books_of_an_interrupted_body_are_the_same()
    {
        string[] overrides =
        [
            "encoder={ kind: layered-hopfield, hidden: [8], bias: 0.5, output_bias: 0.4 }",
            "rule={ kind: temporal-contrast, kernel: markov }", "ledger.every=3", "ledger.temperature=0.01",
        ];
        RunFolder whole = _bench.Finish(Bench.Study(overrides));
        RunFolder broken = _bench.Cancel(Bench.Study(overrides), 33);
        _bench.Runner().Resume(broken, CancellationToken.None);
        Bench.AssertSame(whole, broken);
        Assert.Equal(20, LedgerLines.Read(whole).Count());
        NamedReading[] readings = [.. whole.Record().Summary];
        double identified = readings.Single(r => r.Name == LedgerReadings.IdentifiedName).Value;
        double produced = readings.Single(r => r.Name == "ledger.training_entropy_production").Value;
        Assert.Equal(
            produced / (identified / Math.Log(2)),
            readings.Single(r => r.Name == "ledger.cost_per_bit").Value, 1e-9 * produced);
        Assert.Contains(whole.Metrics(), m => m.Name == LedgerReadings.IdentifiedName);
        Assert.NotNull(whole.Record().PhysicalEnergy);
    }

    [Fact]
    public void Lines_come_back_as_they_were_and_close()
    {
        RunFolder folder = _bench.Finish(Bench.Study("ledger.every=20"));
        BookedStep[] lines = [.. LedgerLines.Read(folder)];
        Assert.Equal([1L, 21, 41], lines.Select(l => l.Step));
        Assert.All(lines, line => Assert.Equal(line.States.Count, line.Strokes.Count + 1));
        Assert.Null(lines[0].Reset);
        BookedTotals totals = lines[^1].Totals!;
        Assert.InRange(Math.Abs(totals.ClosureError), 0, 1e-9 * totals.Size);
    }

    [Fact]
    public void The_summary_names_what_expectations_can_name()
    {
        RunFolder folder =
            _bench.Finish(Bench.Study("ledger.every=5", "objective={ kind: swav, prototypes: 16 }"));
        NamedReading[] readings =
            [.. folder.Record().Summary.Where(r => r.Name.StartsWith("ledger.", StringComparison.Ordinal))];
        Assert.All(readings, reading => Assert.Contains(reading.Name, LedgerReadings.Names));
        Assert.Contains(readings, r => r.Name == "ledger.stored_information");
        Assert.Contains(readings, r => r.Name == "ledger.work.optimiser" && r.Value != 0);
        Assert.Contains(readings, r => r.Name == "ledger.entropy_production" && r.Value > 0);
        Assert.InRange(readings.Single(r => r.Name == "ledger.closure").Value, 0, 1e-9);
        Bench.Read(
            """
            name: named
            objective: { kind: swav }
            expect:
              - { run: named, meter: ledger.closure, at_most: 1e-9 }
            """).Demand();
    }

    /// <summary>BYOL obeys the first law alone, and what it has not got is not read as 0.</summary>
    [Fact]
    public void What_a_method_does_not_have_is_not_read()
    {
        RunFolder folder = _bench.Finish(
            Bench.Study("ledger.every=5", "objective={ kind: byol, predictor_width: 8 }"));
        string[] names = [.. folder.Record().Summary.Select(r => r.Name)];
        Assert.Contains("ledger.work.optimiser", names);
        Assert.Contains("ledger.closure", names);
        Assert.DoesNotContain("ledger.excess_work", names);
        Assert.DoesNotContain("ledger.entropy_production", names);
        Assert.DoesNotContain("ledger.stored_information", names);
    }

    [Fact]
    public void Without_books_the_file_is_empty_and_the_summary_silent()
    {
        RunFolder folder = _bench.Finish(Bench.Study("ledger.every=0"));
        Assert.Empty(LedgerLines.Read(folder));
        Assert.DoesNotContain(folder.Metrics(), m => m.Name == LedgerReadings.IdentifiedName);
        Assert.DoesNotContain(
            folder.Record().Summary, r => r.Name.StartsWith("ledger.", StringComparison.Ordinal));
    }
}
