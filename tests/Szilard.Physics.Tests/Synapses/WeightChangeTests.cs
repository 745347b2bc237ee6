using Szilard.Physics.Synapses;
using Szilard.Physics.Synapses.Kernels;
using Szilard.Physics.Synapses.Nonlinearities;
using Szilard.Physics.Synapses.Protocols;
using Szilard.Physics.Synapses.Responses;

namespace Szilard.Physics.Tests.Synapses;

/// <summary>Formula, all amplitudes at once, and plain integration agree.</summary>
public sealed class WeightChangeTests
{
    private const double Step = 1e-3;

    public static TheoryData<string> Nonlinearities => [.. Nonlinearity.Catalogue.Cards.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Nonlinearities))]
    public void All_amplitudes_at_once_equal_plain_integration(string name)
    {
        Nonlinearity g = Nonlinearity.Catalogue.Get(name).BuildDefault();
        Kernel[] kernels =
            [new Chemotaxis(0.05, 0.4), new MaxwellElement(10, 0.1), new IntegralFeedback(900, 20, 900)];
        double[] amplitudes = [-40, -3, 4, 12, 28, 55];
        foreach (Kernel kernel in kernels)
        {
            Protocol protocol = new Sawtooth(0.4, 3);
            double[] fast = new Response(kernel, protocol).Changes(g, 2, amplitudes);
            for (int i = 0; i < amplitudes.Length; i++)
            {
                double slow = PlainIntegration.Change(kernel, protocol, g, 2, amplitudes[i], Step);
                // Each crossing of a threshold moves by at most a step, where u = θ.
                double tolerance = (4 * g.Cutoff * Step) + (2e-4 * (1 + Math.Abs(slow)));
                Assert.Equal(slow, fast[i], tolerance);
            }
        }
    }

    [Fact]
    public void Any_waveform_equals_plain_integration()
    {
        Protocol protocol = new PiecewiseLinear([0, 0.2, 0.5, 1.1, 1.3], [0, 2, 1.5, 1.6, -1], 2);
        HardThreshold g = new(8);
        Chemotaxis kernel = new(0.05, 0.1);
        Response response = new(kernel, protocol);
        foreach (double amplitude in new double[] { 2, 5, 10, 30 })
        {
            double slow = PlainIntegration.Change(kernel, protocol, g, -3, amplitude, Step / 2);
            Assert.Equal(slow, response.Change(g, -3, amplitude), 6 * 8 * Step / 2);
        }
    }

    [Fact]
    public void Taps_learn_like_the_kernel_that_they_sample()
    {
        Chemotaxis smooth = new(0.05);
        Kernel taps = new SampledKernel(
            [.. Enumerable.Range(0, 2000).Select(j => smooth.Value((j + 0.5) * 1e-3))], 2).Normalized();
        HardThreshold g = new(10);
        Protocol protocol = new Sawtooth(0.5, 10);
        double[] amplitudes = [6, 20, 50, 90];
        double[] expected = new Response(smooth, protocol).Changes(g, 0, amplitudes);
        double[] found = new Response(taps, protocol).Changes(g, 0, amplitudes);
        for (int i = 0; i < 4; i++)
            Assert.Equal(expected[i], found[i], 2e-3 * amplitudes[i]);
    }

    [Fact]
    public void At_one_half_the_loss_is_the_mean_distance_of_the_delay_from_its_median() =>
        Assert.Equal(1.319, Prediction.Loss(new Chemotaxis(1), 0.5), 5e-4);

    [Theory]
    [InlineData(0.4)]
    [InlineData(0.55)]
    [InlineData(0.7)]
    public void The_loss_is_the_area_under_the_distribution_of_delays_on_both_sides(double q)
    {
        const double Fine = 1e-4;
        double loss = 0;
        for (double t = Fine / 2; t < 60; t += Fine)
        {
            double share = 1 - (Math.Exp(-t) * (1 + t + (t * t / 2)));
            loss += (share < q ? share : 0) + (share > 1 - q ? 1 - share : 0);
        }
        Assert.Equal(loss * Fine, Prediction.Loss(new Chemotaxis(1), q), 2e-4);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(95)]
    public void In_regime_ii_the_formula_is_exact(double amplitude)
    {
        Kernel[] kernels =
            [new Chemotaxis(0.05), new MaxwellElement(60, 0.05), new IntegralFeedback(1600, 100, 1600)];
        foreach (Kernel kernel in kernels)
        {
            HardThreshold g = new(10 * -kernel.FirstMoment);
            Protocol protocol = new Sawtooth(1.2, 10);
            var formula = Prediction.Of(kernel, protocol, g, 0, amplitude);
            Assert.True(formula.Holds, formula.Reason);
            double simulated = new Response(kernel, protocol).Change(g, 0, amplitude);
            Assert.Equal(formula.Change, simulated, 2e-4 * Math.Abs(simulated));
        }
    }

    [Fact]
    public void The_formula_says_where_it_does_not_hold()
    {
        HardThreshold g = new(10);
        Chemotaxis kernel = new(0.05);
        Assert.Contains("memory", Prediction.Of(kernel, new Sawtooth(0.2, 10), g, 0, 50).Reason);
        Assert.Contains("regime iii", Prediction.Of(kernel, new Sawtooth(1, 10), g, 0, 150).Reason);
        Assert.Contains("area", Prediction.Of(new Chemotaxis(0.05, 1), new Sawtooth(1, 10), g, 0, 50).Reason);
        Assert.Contains("no formula", Prediction.Of(kernel, new Triangle(3), g, 0, 50).Reason);
    }

    [Fact]
    public void A_soft_threshold_loses_the_threshold_for_the_length_of_the_fast_ramp()
    {
        double change = new Response(new Chemotaxis(1e-4), new Sawtooth(1, 20)).Change(
            new SoftThreshold(5), 0, 50);
        Assert.Equal(50 - (5 * 1), change, 0.02);
    }

    [Fact]
    public void A_cubic_synapse_learns_with_the_cube_of_the_difference()
    {
        double change = new Response(new Chemotaxis(1e-4), new Sawtooth(1, 20)).Change(new Cubic(3), 0, 5);
        Assert.Equal(125 * (1 - (1 / 400.0)) / 3, change, 0.05);
    }

    [Fact]
    public void An_area_adds_its_answer_to_the_mean_for_the_length_of_the_fast_ramp()
    {
        HardThreshold g = new(5);
        Protocol protocol = new Sawtooth(1, 20);
        double with = new Response(new Chemotaxis(1e-4, 0.1), protocol).Change(g, 10, 50);
        double without = new Response(new Chemotaxis(1e-4), protocol).Change(g, 10, 50);
        Assert.Equal(0.1 * 10 * 1, with - without, 0.01);
    }

    [Fact]
    public void A_monotone_memory_learns_the_mean_and_not_the_difference()
    {
        Synapse control = new(
            new MonotoneExponential(1, 0.05), new Sawtooth(0.5, 10), new HardThreshold(10), 40);
        double[] changes = control.Measure([1, 5, 20]).Changes;
        Assert.All(changes, w => Assert.Equal(40 * 10.5, w, 1e-6)); // Hebb: s̄·T, whatever A
    }
}
