using Szilard.Physics.Synapses.Kernels;
using Szilard.Physics.Synapses.Nonlinearities;
using Szilard.Physics.Synapses.Protocols;
using Szilard.Physics.Synapses.Responses;
using Szilard.Tensors;

namespace Szilard.Physics.Tests.Synapses;

public sealed class NoiseTests
{
    public static TheoryData<string> Nonlinearities => [.. Nonlinearity.Catalogue.Cards.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Nonlinearities))]
    public void The_mean_of_g_under_noise_is_its_integral_against_the_normal_density(string name)
    {
        Nonlinearity g = Nonlinearity.Catalogue.Get(name).BuildDefault();
        foreach ((double u, double sigma) in new[] { (0.0, 3.0), (-7, 2), (9.5, 0.7), (14, 5) })
            Assert.Equal(Integral(g, u, sigma), g.Mean(u, sigma), 2e-3 * (1 + Math.Abs(g.Mean(u, sigma))));
        Assert.Equal(g.Value(11), g.Mean(11, 0));
    }

    private static double Integral(Nonlinearity g, double u, double sigma)
    {
        const double Step = 1e-4;
        double sum = 0;
        for (double z = -9; z < 9; z += Step)
            sum += g.Value(u + (sigma * z)) * Math.Exp(-z * z / 2);
        return sum * Step / Math.Sqrt(2 * Math.PI);
    }

    /// <summary>A threshold rectifies noise: on the slow ramp u = −A/τ_s is nearer to −θ than to θ.
    /// False-alarm rate 7·10⁻⁶ in each case (4.5 standard errors, beside 0.01 for sampling).</summary>
    [Theory]
    [InlineData(0, 2)]
    [InlineData(0.008, 0)]
    public void Noise_shifts_the_change_by_the_predicted_bias(double intensity, double deviation)
    {
        Chemotaxis kernel = new(0.05);
        Protocol protocol = new Sawtooth(0.5, 10);
        HardThreshold g = new(10);
        Noise noise = new(intensity, deviation);
        double[] changes = PlainIntegration.NoisyChanges(
            kernel, protocol, g, 0, 50, 0.01, noise, 300, RandomKey.FromSeed(5));
        double mean = changes.Average();
        double error = Math.Sqrt(changes.Sum(c => (c - mean) * (c - mean)) / 299 / 300);
        Response response = new(kernel, protocol);
        double bias = response.MeanChange(g, 0, 50, noise.DeviationIn(kernel)) - response.Change(g, 0, 50);
        Assert.True(bias < -10 * error, $"bias {bias} ± {error}");
        Assert.Equal(bias, mean - response.Change(g, 0, 50), (4.5 * error) + 0.01);
    }

    [Fact]
    public void Noise_through_the_kernel_adds_its_variance()
    {
        Noise noise = new(0.008, 1.5);
        Assert.Equal(Math.Sqrt((0.008 * 500) + 2.25), noise.DeviationIn(new Chemotaxis(0.05)), 1e-6);
        Assert.Equal(1.5, new Noise(0, 1.5).DeviationIn(new MaxwellElement(1, 1)));
    }
}
