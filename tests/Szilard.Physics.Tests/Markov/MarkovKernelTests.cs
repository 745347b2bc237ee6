using Szilard.Parts;
using Szilard.Physics.Synapses.Markov;
using Szilard.Thermodynamics.MarkovJumps;

namespace Szilard.Physics.Tests.Markov;

public sealed class MarkovKernelTests
{
    /// <summary>Reference notes, A6: an independent C program. R = 25.</summary>
    [Theory]
    [InlineData(0.2, 200, 3.16, 5e-3)]
    [InlineData(0.1, 200, 1.20, 5e-3)]
    [InlineData(0.05, 200, 0.698, 5e-4)]
    [InlineData(0.02, 200, 0.474, 5e-4)]
    [InlineData(0.01, 200, 0.409, 5e-4)]
    [InlineData(1e-3, 200, 0.3535, 5e-4)]
    [InlineData(1e-24, 200, 0.3476, 5e-5)]
    [InlineData(0.1, 20, 1.52, 5e-3)]
    [InlineData(0.01, 20, 0.619, 5e-4)]
    [InlineData(1e-24, 20, 0.545, 5e-4)]
    public void Areas_meet_the_reference_table(double gamma, double signal, double expected, double tolerance)
    {
        MarkovKernel kernel = MarkovKernel.Of(new MethylationLadder(gamma), signal);
        Assert.Equal(expected, kernel.Area, tolerance);
        Assert.True(kernel.Adapts);
        Assert.False(kernel.IsSingleSigned);
    }

    [Fact]
    public void The_initial_jump_is_inside_the_kernel()
    {
        MarkovKernel kernel = MarkovKernel.Of(new MethylationLadder(1e-24, 100), 200);
        Assert.Equal(0.35, kernel.Area, 5e-3);
        double[] p = kernel.Response.Values;
        double captured = kernel.Taps.Sum() * Math.Abs(kernel.RawFirstMoment) / MarkovKernel.TapCount;
        Assert.Equal(p[0] - ((p[^1] + p[^2]) / 2), captured, 1e-12);
    }

    [Fact]
    public void Strong_drive_recovers_nine_tenths_of_the_dip()
    {
        StepResponse response = MarkovKernel.Of(new MethylationLadder(1e-6), 200).Response;
        Assert.Equal(-0.338, response.Peak, 5e-4);
        Assert.Equal(-0.0322, response.Residual, 5e-5);
        Assert.Equal(0.905, response.Recovery, 5e-4);
        Assert.Equal(-0.0166, response.SettledResidual, 5e-5);
    }

    [Fact]
    public void At_equilibrium_adaptation_is_lost_and_said_to_be()
    {
        MarkovKernel kernel = MarkovKernel.Of(new MethylationLadder(1), 200);
        Assert.False(kernel.Adapts);
        Assert.True(kernel.IsSingleSigned);
        Assert.True(kernel.RawFirstMoment > 0);
        Assert.InRange(kernel.Response.Recovery, -1e-12, 1e-12);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.1)]
    [InlineData(1e-24)]
    public void Kernels_have_a_first_moment_of_size_one(double gamma)
    {
        MarkovKernel kernel = MarkovKernel.Of(new MethylationLadder(gamma), 60);
        double moment = kernel.Taps.Select((tap, k) => tap * k).Sum() - (kernel.Taps[^1] * 9999 / 2);
        Assert.Equal(1, Math.Abs(moment) / 1e8, 1e-12);
        Assert.Equal(Math.Sign(kernel.RawFirstMoment), Math.Sign(moment));
    }

    [Theory]
    [InlineData(0.1, 25.0, 200.0)]
    [InlineData(1e-24, 99.0, 249.0)]
    public void Step_responses_agree_with_stepwise_integration(double gamma, double rateFactor, double signal)
    {
        const int perInterval = 100; // the fastest rate is 99·e⁶ ≈ 4e4 per unit, the interval 5e-4
        var ladder = new MethylationLadder(gamma, rateFactor);
        double[] expected = Integrate(ladder, signal, 100, perInterval);
        double[] actual = MarkovKernel.Of(ladder, signal).Response.Values;
        for (int k = 0; k <= 100; k++)
            Assert.Equal(expected[k], actual[k], 1e-9);
    }

    [Fact]
    public void Ten_thousand_small_steps_end_where_one_large_one_does()
    {
        var ladder = new MethylationLadder(1e-9, 99);
        double[] end = Propagator.Of(ladder.Rates(200), 5).Apply(SteadyState.Of(ladder.Rates(0)));
        Assert.Equal(end.Take(5).Sum(), MarkovKernel.Of(ladder, 200).Response.Values[^1], 1e-12);
    }

    [Fact]
    public void A_signal_that_stays_gives_no_kernel()
    {
        Assert.Throws<SzilardException>(() => MarkovKernel.Of(new MethylationLadder(0.1), 5, 5));
        Assert.Throws<SzilardException>(() => MarkovKernel.Of(new MethylationLadder(0.1), -5));
    }

    /// <summary>The classical Runge–Kutta method, with rates written out from the model's
    /// definition.</summary>
    private static double[] Integrate(MethylationLadder ladder, double signal, int intervals, int perInterval)
    {
        double[] p = SteadyState.Of(ladder.Rates(0)), values = new double[intervals + 1];
        double h = 5.0 / 10_000 / perInterval;
        values[0] = p.Take(5).Sum();
        for (int step = 1; step <= intervals * perInterval; step++)
        {
            double[] a = Slope(p), b = Slope(Shift(p, a, h / 2));
            double[] c = Slope(Shift(p, b, h / 2)), d = Slope(Shift(p, c, h));
            p = [.. p.Select((v, i) => v + (h / 6 * (a[i] + (2 * b[i]) + (2 * c[i]) + d[i])))];
            if (step % perInterval == 0)
                values[step / perInterval] = p.Take(5).Sum();
        }
        return values;
        static double[] Shift(double[] p, double[] slope, double h) =>
            [.. p.Select((v, i) => v + (h * slope[i]))];
        double[] Slope(double[] p) => Derivative(p, ladder.Gamma, ladder.RateFactor, signal);
    }

    private static double[] Derivative(double[] p, double gamma, double rateFactor, double signal)
    {
        var slope = new double[10];
        for (int m = 0; m < 5; m++)
        {
            double gap = (2 * (1 - m)) + Math.Log((1 + (signal / 18.2)) / (1 + (signal / 3000)));
            double up = gap < 0 ? rateFactor * Math.Exp(-gap) : rateFactor;
            double down = gap < 0 ? rateFactor : rateFactor * Math.Exp(gap);
            Flow(slope, m + 5, m, (up * p[m + 5]) - (down * p[m]));
            if (m == 4)
                continue;
            Flow(slope, m + 1, m, p[m + 1] - (Math.E * gamma * p[m]));
            Flow(slope, m + 5, m + 6, p[m + 5] - (Math.E * gamma * p[m + 6]));
        }
        return slope;
    }

    private static void Flow(double[] slope, int from, int to, double current)
    {
        slope[from] -= current;
        slope[to] += current;
    }
}
