using Szilard.Parts;
using Szilard.Physics.Synapses.Kernels;
using Szilard.Physics.Synapses.Protocols;

namespace Szilard.Physics.Tests.Synapses;

public sealed class ProtocolTests
{
    public static TheoryData<string> Names => [.. Protocol.Catalogue.Cards.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_waveform_has_mean_0_and_range_1_and_comes_back(string name)
    {
        Protocol protocol = Protocol.Catalogue.Get(name).BuildDefault();
        double mean = 0, least = 1, greatest = -1;
        for (int i = 0; i < 100_000; i++)
        {
            double x = protocol.Value((i + 0.5) * protocol.Period / 100_000);
            (mean, least, greatest) = (mean + (x / 100_000), Math.Min(least, x), Math.Max(greatest, x));
        }
        Assert.Equal(0, mean, 1e-6);
        Assert.Equal(1, greatest - least, 1e-3);
        Assert.Equal(protocol.Value(0.3), protocol.Value(0.3 - (7 * protocol.Period)), 1e-12);
        Assert.Equal(protocol.Period, protocol.Rise + protocol.Fall, 1e-12);
    }

    [Fact]
    public void The_sawtooth_rises_fast_and_its_reverse_falls_fast()
    {
        Assert.Equal((0.5, 10), (new Sawtooth(0.5, 10).Rise, new Sawtooth(0.5, 10).Fall));
        Assert.Equal((10, 0.5), (new ReversedSawtooth(0.5, 10).Rise, new ReversedSawtooth(0.5, 10).Fall));
    }

    [Fact]
    public void Samples_make_a_waveform_and_keep_their_mean_and_range()
    {
        var protocol = PiecewiseLinear.FromSamples([3, 5, 4, 1], 2);
        Assert.Equal((3.25, 4), (protocol.OriginalMean, protocol.OriginalRange));
        Assert.Equal((5 - 3.25) / 4, protocol.Value(0.5), 1e-15);
        Assert.Equal((2 - 3.25) / 4, protocol.Value(1.75), 1e-15);
    }

    [Fact]
    public void Points_that_make_no_waveform_are_refused()
    {
        Assert.Contains("nothing moves", Refusal(() => new PiecewiseLinear([0, 1], [2, 2], 3)));
        Assert.Contains("below the period", Refusal(() => new PiecewiseLinear([0, 4], [2, 1], 3)));
        Assert.Contains("2 times and 1 values", Refusal(() => new PiecewiseLinear([0, 4], [2], 5)));
        Assert.Contains("finite", Refusal(() => new PiecewiseLinear([0, 1], [2, double.NaN], 5)));
        Assert.Contains("Tap 1 of 2", Refusal(() => new SampledKernel([1, double.NaN], 5)));
        Assert.Contains("at least one", Refusal(() => new SampledKernel([], 5)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sawtooth(0, 1).Corners);
    }

    private static string Refusal(Func<object> make) => Assert.Throws<SzilardException>(make).Message;
}
