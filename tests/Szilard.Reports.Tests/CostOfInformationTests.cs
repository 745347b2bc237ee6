using Szilard.Experiments.Inquiries;
using Szilard.Experiments.Ledgers;
using Szilard.Learners.Thermodynamics;
using Szilard.Records;

namespace Szilard.Reports.Tests;

/// <summary>Nats identified against entropy produced.</summary>
public sealed class CostOfInformationTests
{
    /// <summary>Two seeds that produce 10 and 30 nats in each step and identify 1 and 2 nats after step 5:
    /// the mean curve passes (100, 1.5), with the standard error ½ of the two.</summary>
    [Fact]
    public void A_run_is_the_mean_of_its_seeds_with_its_error()
    {
        Plot plot = CostOfInformation.Plot(RunGroup.Of([Run("net", 1, 10, 1), Run("net", 2, 30, 2)]));
        Series curve = Assert.Single(plot.Series);
        Assert.True(plot.LogX);
        Assert.Equal([100.0], curve.X);
        Assert.Equal([1.5], curve.Y);
        Assert.Equal(0.5, Assert.Single(curve.Errors), 1e-12);
    }

    [Fact]
    public void A_single_seed_has_the_error_of_its_reading()
    {
        Plot plot = CostOfInformation.Plot(RunGroup.Of([Run("net", 1, 10, 1)]));
        Assert.Equal(0.25, Assert.Single(Assert.Single(plot.Series).Errors), 1e-12);
    }

    [Fact]
    public void Runs_without_a_curve_are_named_with_their_reason()
    {
        IReadOnlyList<RunGroup> groups = RunGroup.Of(
        [
            Run("net", 1, 10, 1), Run("body", 1, double.NaN, 1), Run("sphere", 1, 10, double.NaN),
            new RunSection("raw", new RunVerdict("control", null, "", "")),
        ]);
        Assert.Equal(["net"], CostOfInformation.Plot(groups).Series.Select(s => s.Name));
        Assert.Equal("", CostOfInformation.LeftOut(groups[0]));
        Assert.Contains("bath temperature", CostOfInformation.LeftOut(groups[1]), StringComparison.Ordinal);
        Assert.Contains("no bound", CostOfInformation.LeftOut(groups[2]), StringComparison.Ordinal);
        Assert.Contains("no step was booked", CostOfInformation.LeftOut(groups[3]), StringComparison.Ordinal);
        string section = LedgerSection.Render(groups, charts: true).ToString();
        Assert.Contains("body is left out", section, StringComparison.Ordinal);
        Assert.Contains("net counts relaxation", section, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_are_drawn_and_told()
    {
        PlotFigure figure = new(CostOfInformation.Plot(RunGroup.Of([Run("net", 1, 10, 1)])));
        string json = figure.ToVegaLite().ToJsonString();
        Assert.Contains("\"type\":\"log\"", json, StringComparison.Ordinal);
        Assert.Contains("datum.y - datum.error", json, StringComparison.Ordinal);
        Assert.StartsWith("series,x,y,error", figure.Numbers, StringComparison.Ordinal);
        Assert.Contains("net,50,1,0.25", figure.Numbers, StringComparison.Ordinal);
    }

    [Fact]
    public void Joules_stand_apart_from_the_ledger()
    {
        RunSection net = Run("net", 1, 10, 1);
        string none = Render(net with
        {
            PhysicalEnergy = new("", double.NaN, new Dictionary<string, double>(), RaplMeter.Absent),
        });
        Assert.Contains("no RAPL on this host", none, StringComparison.Ordinal);
        Assert.DoesNotContain("<table", none, StringComparison.Ordinal);
        string some = Render(net with
        {
            PhysicalEnergy = new("intel-rapl", 12, new Dictionary<string, double> { ["package-0"] = 12 }, ""),
        });
        Assert.Contains("package-0 12", some, StringComparison.Ordinal);
        Assert.Contains("ratio to Landauer", some, StringComparison.Ordinal);
        Assert.Equal("", Render(net));

        static string Render(RunSection run) => PhysicalEnergySection.Render(RunGroup.Of([run])).ToString();
    }

    private static RunSection Run(string name, long seed, double production, double nats) =>
        new(name, new RunVerdict("healthy", null, "", ""))
        {
            Seed = seed,
            Books = [.. Enumerable.Range(1, 5).Select(k => Step(k, production))],
            Curves = double.IsNaN(nats)
                ? []
                : [new Curve(LedgerReadings.IdentifiedName, [new(0, 0, double.NaN), new(5, nats, 0.25)])],
        };

    private static BookedStep Step(long step, double production) => new(
        step, "first-law-only", "raw", 1, 1, 0, double.NaN, double.NaN, [],
        [new BookedStroke("relaxation", 0, -1, -1, 0, double.NaN, 0, double.NaN, production, 0)],
        new HeatCapacityCurve([], []))
    {
        Totals = new BookedTotals(
            step, new Dictionary<string, double>(), new Dictionary<string, double>(),
            new Dictionary<string, double>(), 0, 0, 0, -step, step, 0),
    };
}
