using Szilard.Parts;
using Szilard.Physics.Synapses;
using Szilard.Physics.Synapses.Kernels;
using Szilard.Physics.Synapses.Nonlinearities;
using Szilard.Physics.Synapses.Protocols;
using Szilard.Physics.Synapses.Responses;

namespace Szilard.Physics.Tests.Synapses;

public sealed class AmplitudeRangeTests
{
    [Fact]
    public void A_short_memory_learns_from_threshold_times_fast_to_threshold_times_slow()
    {
        Response response = new(new Chemotaxis(1e-5), new Sawtooth(0.5, 10));
        var range = AmplitudeRange.Of(response, new HardThreshold(10), 0);
        Assert.Equal(5, range.Onset, 1e-6);
        Assert.Equal(5, range.Least, 1e-2);
        Assert.Equal(100, range.Greatest, 1e-6);
        Assert.Equal(20, range.Width, 0.05);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1, 20)]
    [InlineData(0.1, -20)]
    public void Nothing_changes_below_the_onset_and_something_above(double area, double mean)
    {
        Response response = new(new Chemotaxis(0.05, area), new Sawtooth(0.3, 6));
        HardThreshold g = new(8);
        var range = AmplitudeRange.Of(response, g, mean);
        Assert.Equal(0, response.Change(g, mean, range.Onset * 0.999999));
        Assert.NotEqual(0, response.Change(g, mean, range.Onset * 1.0001));
        double below = response.Change(g, mean, range.Greatest * 0.999);
        double above = response.Change(g, mean, range.Greatest * 1.3);
        Assert.True(above < below - (0.3 * range.Greatest), $"{above} is not well below {below}");
        Assert.Equal(Regime.Undone, range.Of(range.Greatest * 1.01));
    }

    [Fact]
    public void A_longer_memory_narrows_the_range_and_leaves_its_upper_end()
    {
        AmplitudeRange[] ranges =
        [
            .. new[] { 0.01, 0.05, 0.2 }.Select(tau => AmplitudeRange.Of(
                new Response(new Chemotaxis(tau), new Sawtooth(0.5, 20)), new HardThreshold(10), 0)),
        ];
        Assert.All(ranges, r => Assert.Equal(200, r.Greatest, 1e-9));
        Assert.True(ranges[0].Width > ranges[1].Width && ranges[1].Width > ranges[2].Width);
        Assert.True(ranges[0].Width < 40);
    }

    [Fact]
    public void A_curve_carries_changes_predictions_regimes_and_remarks()
    {
        Synapse synapse = new(new Chemotaxis(0.05), new Sawtooth(0.5, 10), new HardThreshold(10), 0);
        WeightCurve curve = synapse.Curve([2, -2, 50, -50, 120]);
        Assert.Equal(
            [Regime.Still, Regime.Still, Regime.Learned, Regime.Learned, Regime.Undone], curve.Regimes);
        Assert.Equal(-curve.Changes[2], curve.Changes[3], 1e-9);
        Assert.Equal(curve.Predicted[2].Change, curve.Changes[2], 0.1);
        Assert.Equal(3, curve.Remarks.Length);
        Assert.Contains("lower the threshold", curve.Remarks[0]);
        Assert.Contains("raise the threshold", curve.Remarks[2]);
    }

    [Fact]
    public void A_synapse_that_can_never_learn_is_refused_with_numbers_and_a_remedy()
    {
        HardThreshold g = new(10);
        Chemotaxis kernel = new(0.05);
        string inverted = Message(new Synapse(kernel, new Sawtooth(3, 2), g, 0));
        Assert.Contains("tau_f = 3", inverted);
        Assert.Contains("faster", inverted);
        Assert.Contains("hard-threshold", Message(new Synapse(kernel, new Sawtooth(1, 2), new Linear(), 0)));
        Assert.Contains(
            "chemotaxis", Message(new Synapse(new MonotoneExponential(1, 1), new Sawtooth(1, 2), g, 0)));
        Assert.Contains("lobes", Message(new Synapse(
            new SampledKernel([1, -1, -1, 1], 1), new Sawtooth(1, 2), g, 0)));
    }

    [Fact]
    public void A_line_is_fitted_to_the_points_in_its_interval_only()
    {
        LineFit line = LineFit.Through([0, 1, 2, 3, 4], [99, 3, 5, 7, 99], 1, 4);
        Assert.Equal((2, 1, 3), (line.Slope, line.Intercept, line.Count));
        Assert.True(double.IsNaN(LineFit.Through([1], [1], 0, 2).Slope));
    }

    private static string Message(Synapse synapse) =>
        Assert.Throws<SzilardException>(() => synapse.Curve([50])).Message;
}
