using Szilard.Parts;
using Szilard.Physics.Synapses;
using Szilard.Physics.Synapses.Kernels;
using Szilard.Physics.Synapses.Markov;
using Szilard.Physics.Synapses.Nonlinearities;
using Szilard.Physics.Synapses.Protocols;
using Szilard.Physics.Synapses.Responses;

namespace Szilard.Physics.Tests.Synapses;

public sealed class ResponseTests
{
    public static TheoryData<string> Kernels => [.. Kernel.Catalogue.Cards.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void A_linear_synapse_changes_by_area_times_mean_only(string name)
    {
        Kernel kernel = Kernel.Catalogue.Get(name).BuildDefault();
        foreach (Protocol protocol in Protocol.Catalogue.Parts.Select(p => p.BuildDefault()))
        {
            Response response = new(kernel, protocol);
            double size = 100 * Math.Max(response.Filtered.Max(Math.Abs), Cancelled(kernel))
                * protocol.Period;
            Assert.Equal(0, response.Change(new Linear(), 0, 100), 1e-13 * size);
            double expected = response.Area * 7 * protocol.Period;
            Assert.Equal(
                expected, response.Change(new Linear(), 7, 100), 1e-13 * (size + Math.Abs(expected)));
        }
    }

    /// <summary>∫|K| of the ladder's kernel, whose lobes cancel to far less than each: rounding is of the
    /// size of the lobes. 0 for others.</summary>
    private static double Cancelled(Kernel kernel) => kernel is not MarkovSynapse
        ? 0
        : kernel.Mesh.Zip(kernel.Mesh.Skip(1), (a, b) => Math.Abs(kernel.Value((a + b) / 2)) * (b - a)).Sum();

    [Theory]
    [MemberData(nameof(Kernels))]
    public void What_the_synapse_sees_equals_a_slow_convolution(string name)
    {
        Kernel kernel = Kernel.Catalogue.Get(name).BuildDefault();
        Protocol[] protocols =
        [
            new Sawtooth(0.05, 0.3), new ReversedSawtooth(0.2, 1),
            new PiecewiseLinear([0, 0.03, 0.2], [1, 3, 2], 0.25),
        ];
        foreach (Protocol protocol in protocols)
        {
            Response response = new(kernel, protocol);
            double size = response.Filtered.Max(Math.Abs) + 1e-300;
            for (double t = 0.0011; t < protocol.Period; t += 0.0373)
                Assert.Equal(5 + Slow(kernel, protocol, t) / size, 5 + response.At(t, 0, 1) / size, 3e-4);
        }
    }

    /// <summary>∫ K(x)·s(t − x) dx by midpoints, far into earlier cycles.</summary>
    private static double Slow(Kernel kernel, Protocol protocol, double t)
    {
        double step = kernel switch
        {
            MarkovSynapse => kernel.Extent / (8 * (kernel.Mesh.Count - 1)),
            SampledKernel => kernel.Extent / 4000,
            _ => kernel.TimeScale / 300,
        };
        double sum = 0;
        for (double x = step / 2; x < Math.Min(kernel.Extent, 25 * kernel.TimeScale); x += step)
            sum += kernel.Value(x) * protocol.Value(t - x) * step;
        return sum + kernel.Impulses.Sum(i => i.Weight * protocol.Value(t - i.Time));
    }

    [Fact]
    public void A_symmetric_triangle_teaches_nothing()
    {
        Response response = new(new Chemotaxis(0.05), new Triangle(4));
        Assert.Equal(0, response.Change(new HardThreshold(5), 0, 20), 1e-12);
        Assert.True(response.Filtered.Max() * 20 > 5);
    }

    /// <summary>Half a cycle later a triangle is its own opposite, so that A and −A cannot be told apart:
    /// why <see cref="ContrastCheck"/> refuses it, whatever kernel and nonlinearity go with it.</summary>
    [Fact]
    public void A_triangle_moves_the_weight_alike_for_opposite_changes()
    {
        foreach (Nonlinearity g in (Nonlinearity[])[new HardThreshold(5), new Cubic(3)])
        {
            Synapse synapse = new(new Chemotaxis(0.05, 0.05), new Triangle(4), g, 25);
            double[] changes = synapse.Measure([20, -20]).Changes;
            Assert.True(Math.Abs(changes[0]) > 0.1);
            Assert.Equal(changes[0], changes[1], 1e-9);
            Assert.Contains(
                "its own opposite", Assert.Throws<SzilardException>(() => synapse.Curve([20])).Message);
        }
    }

    [Fact]
    public void Reversing_the_ramps_or_the_sign_reverses_the_change()
    {
        HardThreshold g = new(10);
        double forward = new Response(new Chemotaxis(0.05), new Sawtooth(0.5, 10)).Change(g, 0, 50);
        double backward = new Response(new Chemotaxis(0.05), new ReversedSawtooth(0.5, 10)).Change(g, 0, 50);
        double negative = new Response(new Chemotaxis(0.05), new Sawtooth(0.5, 10)).Change(g, 0, -50);
        Assert.True(forward > 40);
        Assert.Equal(-forward, backward, 1e-9);
        Assert.Equal(-forward, negative, 1e-9);
    }

    [Fact]
    public void The_digit_kernel_sees_what_the_published_code_computes()
    {
        double[] x = [.. Enumerable.Range(0, 100).Select(k => k <= 10 ? k / 10.0 : 1 - ((k - 10) / 90.0))];
        Response response = new(new RaisedCosine(0.1, 10, 1.0 / 3), new Sawtooth(0.1, 0.9));
        for (int k = 0; k < 100; k++)
        {
            double expected = Enumerable.Range(0, 10)
                .Sum(j => Math.Sin(2 * Math.PI * j / 10) / 3 * x[(k - j + 100) % 100]) / 100;
            Assert.Equal(expected, response.At(k / 100.0, 0, 1), 1e-15);
        }
    }
}
