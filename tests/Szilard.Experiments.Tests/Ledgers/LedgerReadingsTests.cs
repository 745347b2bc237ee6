using Szilard.Experiments.Ledgers;
using Szilard.Learners.Thermodynamics;
using Szilard.Records;

namespace Szilard.Experiments.Tests.Ledgers;

/// <summary>Readings of books made up by hand: fifteen steps, whose last three have losses 1, 2 and 6, so
/// that the mean is 3 and the standard error √((4 + 1 + 9)/2/3) = √(7/3). H(c) is 10.</summary>
public sealed class LedgerReadingsTests
{
    private static readonly double[] _losses = [.. Enumerable.Repeat(100.0, 12), 1, 2, 6];

    [Fact]
    public void A_state_is_read_as_the_mean_over_the_last_fifth()
    {
        NamedReading stored = Read("stored_information", _losses);
        Assert.Equal(10 - 3, stored.Value, 1e-12);
        Assert.Equal(Math.Sqrt(7.0 / 3), stored.StandardError, 1e-12);
        Assert.Empty(stored.Remark);
    }

    [Fact]
    public void Steps_without_a_number_are_passed_over_and_counted()
    {
        NamedReading stored = Read("stored_information", [.. _losses[..14], double.NaN]);
        Assert.Equal(10 - 1.5, stored.Value, 1e-12);
        Assert.Equal("defined in 2 of these 3 steps", stored.Remark);
        Assert.DoesNotContain(
            LedgerReadings.Of(Books([.. _losses[..12], double.NaN, double.NaN, double.NaN]), 15, null),
            r => r.Name == "ledger.stored_information");
    }

    /// <summary>ΔU is off by 0.02 where 4 was booked in all.</summary>
    [Fact]
    public void Sums_and_closure_are_those_of_the_last_line()
    {
        Assert.Equal(-1.5, Read("work.optimiser", _losses).Value);
        Assert.Equal(0.25 + 0.5, Read("entropy_production", _losses).Value);
        Assert.Equal(0.005, Read("closure", _losses).Value, 1e-15);
        Assert.Equal(15, Read("steps", _losses).Value);
        Assert.Empty(LedgerReadings.Of([], 15, null));
    }

    /// <summary>Stored = 10 − loss, as in the states below.</summary>
    [Fact]
    public void The_last_booked_step_is_told_while_the_run_goes_on()
    {
        Assert.Equal(
            10 - 3, LedgerReadings.Live(Books([1, 3])[^1]).First(
                r => r.Name == "ledger.stored_information").Reading.Value, 1e-12);
        Assert.Empty(LedgerReadings.Live(null));
    }

    private static NamedReading Read(string name, double[] losses) =>
        LedgerReadings.Of(Books(losses), 15, null).Single(r => r.Name == "ledger." + name);

    private static BookedStep[] Books(double[] losses) =>
    [
        .. losses.Select((loss, k) => new BookedStep(
            k + 1, "exact", "raw", 1, 8, 4, 1, 1, [State("begin", 0), State("optimiser", loss)],
            [new("optimiser", 0, 0, 0, 0, 0, 0, 0, double.NaN, 0)], new HeatCapacityCurve([], []))
        {
            Totals = new BookedTotals(
                k + 1, new Dictionary<string, double> { ["optimiser"] = -1.5 },
                new Dictionary<string, double>(),
                new Dictionary<string, double> { ["labelling"] = 0.25, ["readout"] = 0.5 },
                0, 0, 0, 0, 4, -0.02),
        }),
    ];

    private static BookedState State(string after, double loss) =>
        new(after, 0, 0, 0, 0, 10, 0, 0, loss, 0, 1, 1);
}
