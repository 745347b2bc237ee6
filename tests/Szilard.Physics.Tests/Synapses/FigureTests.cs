using Szilard.Physics.Synapses.Figures;
using Szilard.Physics.Synapses.Kernels;
using Szilard.Physics.Synapses.Responses;
using Szilard.Tensors;

namespace Szilard.Physics.Tests.Synapses;

/// <summary>Expected numbers come from an independent implementation in C of the published code.</summary>
public sealed class FigureTests
{
    [Theory]
    [InlineData(0.05, 0)]
    [InlineData(0.10, 0.085)]
    [InlineData(0.20, 0.185)]
    [InlineData(0.50, 0.478)]
    [InlineData(0.90, 0.865)]
    [InlineData(0.95, 0.913)]
    [InlineData(1.05, 0.013)]
    public void Figure_4B_has_the_reference_changes(double share, double change) =>
        Assert.Equal(change, Figure4B.At([share]).Changes[0], 0.001);

    [Fact]
    public void Figure_4B_passes_through_all_three_regimes()
    {
        var figure = Figure4B.Compute();
        Assert.Equal(501, figure.Changes.Length);
        Assert.Equal([Regime.Still, Regime.Learned, Regime.Undone], figure.Curve.Regimes.Distinct());
        Assert.Equal(100, figure.Curve.Range.Greatest, 1e-9);
    }

    [Theory]
    [InlineData(2, 8, 0.59)]
    [InlineData(2, 16, 1.04)]
    [InlineData(2, 64, 2.14)]
    [InlineData(4, 8, 0.95)]
    [InlineData(4, 16, 1.48)]
    [InlineData(4, 64, 2.66)]
    [InlineData(10, 8, 1.43)]
    [InlineData(10, 16, 2.02)]
    [InlineData(10, 64, 3.28)]
    [InlineData(20, 8, 1.74)]
    [InlineData(20, 16, 2.38)]
    [InlineData(20, 32, 3.05)]
    [InlineData(40, 8, 1.97)]
    [InlineData(40, 16, 2.66)]
    [InlineData(80, 8, 2.06)]
    public void Figure_4C_has_the_reference_learning_ranges(double speed, double ratio, double logRange)
    {
        double fast = speed * Figure4C.TimeScale;
        LearningPoint point = LearningPoint.Of(new Chemotaxis(Figure4C.TimeScale), fast, fast * ratio, 0);
        Assert.Equal(logRange, Math.Log(point.Range), 0.1);
    }

    [Fact]
    public void Figure_4C_stays_below_the_ideal_line_on_its_full_grid()
    {
        var figure = Figure4C.Compute(RandomKey.FromSeed(1));
        Assert.Equal(1000, figure.Points.Length);
        Assert.All(
            figure.LogRatios.Zip(figure.LogRanges),
            p => Assert.True(p.Second <= Math.Max(0, p.First) + 1e-9));
        Assert.InRange(figure.Points.Count(p => p.Learns), 800, 1000);
        Assert.Equal(0.1, figure.Points.Min(p => p.Fast), 1e-12);
        Assert.Equal(4.9, figure.Points.Max(p => p.Fast), 1e-12);
    }

    [Theory]
    [InlineData(20, 4, 0.0038)]
    [InlineData(20, 16, 0.0093)]
    [InlineData(20, 40, 0.0219)]
    [InlineData(20, 96, 0.0520)]
    [InlineData(49.8, 4, 0.0101)]
    [InlineData(49.8, 16, 0.0162)]
    [InlineData(49.8, 40, 0.0300)]
    [InlineData(49.8, 96, 0.0632)]
    public void Figure_5C_has_the_reference_offsets(double slow, double speed, double offset)
    {
        var point = LearningPoint.Of(Figure5C.Kernel, speed * Figure4C.TimeScale, slow, Figure5C.Mean);
        Assert.Equal(offset, point.Offset, 0.01);
    }

    [Fact]
    public void Offsets_of_figure_5C_rise_by_area_times_mean_for_each_unit_of_fast_time()
    {
        LearningPoint[] drawn = Figure5C.Compute(RandomKey.FromSeed(2)).Drawn;
        LearningPoint[] slow = [.. drawn.Where(p => p.Slow > 40)];
        LineFit line = LineFit.Through(
            [.. slow.Select(p => p.Fast)], [.. slow.Select(p => p.Offset)], 0, double.PositiveInfinity);
        Assert.Equal(0.05 * 25 / 100, line.Slope, 0.002); // I·s̄/A_max
        Assert.InRange(drawn.Length, 500, 1000);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(2.2, 0.263)]
    [InlineData(3, 0.518)]
    [InlineData(4, 0.648)]
    [InlineData(6, 0.765)]
    [InlineData(10, 0.855)]
    [InlineData(20, 0.921)]
    [InlineData(40, 0.954)]
    [InlineData(80, 0.970)]
    [InlineData(160, 0.978)]
    public void Figure_8_has_the_reference_shares(double ratio, double share) =>
        Assert.Equal(share, Figure8.At([ratio]).Changes[0], share == 0 ? 0 : 0.003);

    [Fact]
    public void Figure_8_begins_where_the_best_window_holds_enough_of_the_memory()
    {
        // Independent: mass of the Erlang(3) density in its best window of width w, equal at both ends.
        double low = 1, high = 4;
        for (int i = 0; i < 60; i++)
        {
            double w = (low + high) / 2, fast = 0.05 * w, slow = 20 - fast;
            double q = ((0.5 * ((1 / 20.0) + (1 / fast))) + (1 / slow)) / ((1 / fast) + (1 / slow));
            double e = Math.Exp(w / 2), start = w / (e - 1); // t²e^{−t} = (t + w)²e^{−t−w}
            (low, high) = Erlang(start + w) - Erlang(start) < q ? (w, high) : (low, w);
        }
        Assert.Equal(high, Figure8.Onset(), 1e-4); // 2.025
        Assert.Equal(2.1, Figure8.Onset(), 0.1);
    }

    [Fact]
    public void Figure_8_agrees_with_its_formula_wherever_that_holds()
    {
        var figure = Figure8.Compute();
        Assert.Equal(79, figure.Ratios.Length);
        int[] held = [.. Enumerable.Range(0, 79).Where(i => !double.IsNaN(figure.Predicted[i]))];
        Assert.InRange(held.Length, 60, 79);
        Assert.All(held, i => Assert.Equal(figure.Predicted[i], figure.Changes[i], 5e-4));
    }

    private static double Erlang(double t) => 1 - (Math.Exp(-t) * (1 + t + (t * t / 2)));
}
