using Szilard.Parts;
using Szilard.Physics.Networks;
using Szilard.Physics.Rules;
using Szilard.Physics.Synapses.Kernels;
using Szilard.Physics.Synapses.Protocols;
using Szilard.Physics.Synapses.Responses;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Tests.Rules;

public class TemporalContrastTests
{
    /// <summary>Table A5 of the reference notes, found there by an independent program: threshold over
    /// change → factor of the estimate.</summary>
    [Theory]
    [InlineData(0.0008, 2.29)]
    [InlineData(0.0012, 2.21)]
    [InlineData(0.0020, 2.21)]
    [InlineData(0.0024, 2.04)]
    [InlineData(0.0032, 2.04)]
    [InlineData(0.0036, 1.69)]
    [InlineData(0.0040, 1.69)]
    [InlineData(0.0044, 1.26)]
    [InlineData(0.0048, 1.26)]
    [InlineData(0.00514, 0)]
    [InlineData(0.01, 0)]
    public void The_published_kernel_has_its_published_gains(double threshold, double gain) =>
        Assert.Equal(gain, Gain(threshold, wrap: false), 0.006);

    [Theory]
    [InlineData(1e-9)]
    [InlineData(0.0003)]
    [InlineData(0.00056)]
    public void Below_the_window_the_trapezoid_leaves_a_small_residue(double threshold) =>
        Assert.InRange(Gain(threshold, wrap: false), -0.11, -0.07);

    [Fact]
    public void Over_the_whole_period_nothing_is_left_without_a_threshold() =>
        Assert.Equal(0, Gain(1e-12, wrap: true), 1e-9);

    [Fact]
    public void A_linear_synapse_learns_nothing()
    {
        TemporalContrast rule = Rule(1, wrap: true) with { Nonlinearity = SynapseNonlinearity.Linear };
        Assert.Equal(0, Estimate(rule, [0.3, 0.7, 0.1, 0.9, 0.2, 0.4, 0.8, 0.5, 0.6])[0], 1e-9);
    }

    [Fact]
    public void The_sign_of_the_change_is_the_sign_of_the_estimate()
    {
        double[] up = [.. Enumerable.Range(0, 9).Select(i => i / 8.0)];
        double[] down = [.. up.Select(v => -v)];
        TemporalContrast rule = Rule(0.0015, wrap: true);
        Assert.Equal(Estimate(rule, up)[0], -Estimate(rule, down)[0], 1e-12);
        Assert.True(Estimate(rule, up)[0] > 0);
    }

    [Fact]
    public void All_at_once_agrees_with_one_synapse_at_a_time()
    {
        double[][] levels = Levels(1003, 0.02);
        TemporalContrast rule = Rule(2e-5, wrap: false);
        double[] all = new double[1003];
        using Workers workers = new(1);
        rule.Estimate<double>("w", Clamps(), levels, all, workers);
        for (int p = 0; p < all.Length; p++)
        {
            double slow = 1e4 * PublishedSynapse.Integral([.. levels.Select(l => l[p])], 2e-5);
            Assert.Equal(slow, all[p], 1e-9);
        }
        Assert.InRange(all.Count(v => v != 0), 100, 1002);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Outer_products_agree_with_currents_one_by_one_for_any_number_of_threads(bool monotone)
    {
        TemporalContrast rule = Rule(2e-5, wrap: true);
        if (monotone)
            rule = new(0.5, NudgeSign.Positive, Monotone())
            { Thresholds = new Dictionary<string, double> { ["w"] = 1e-3 } };
        OuterCurrents<float> outer = Products(7, 37, 21);
        float[][] single = [.. outer.Above.Select(a => Product(outer, a))];
        float[] expected = new float[37 * 21], one = new float[37 * 21];
        using Workers alone = new(1);
        Activity plain = rule.Estimate<float>("w", Clamps(), single, expected, alone);
        Activity fused = rule.Estimate("w", Clamps(), outer, one, alone);
        for (int i = 0; i < one.Length; i++)
            Assert.Equal(expected[i], one[i], 2e-4f * Math.Max(1, Math.Abs(expected[i])));
        Assert.Equal(plain.Updated, fused.Updated);
        Assert.Contains(one, v => v != 0);
        foreach (int threads in new[] { 2, 4 })
        {
            using Workers crew = new(threads);
            float[] other = new float[one.Length];
            rule.Estimate("w", Clamps(), outer, other, crew);
            Assert.Equal(one, other);
        }
    }

    [Fact]
    public void The_automatic_threshold_is_the_median_change_times_its_factor()
    {
        TemporalContrast rule = new(0.5, NudgeSign.Positive, CycleResponse.Published());
        Assert.Equal(1.2e-3 * 3, rule.ThresholdOf("w", i => i < 2 ? 0 : i - 1, 7), 1e-15);
    }

    [Fact]
    public void A_threshold_above_every_change_is_flagged()
    {
        using Workers workers = new(1);
        double[] estimate = new double[100];
        Activity activity = Rule(1, wrap: true).Estimate<double>("w", Clamps(), Levels(100, 0.01), estimate,
            workers);
        Assert.True(activity.Frozen);
        Assert.All(estimate, e => Assert.Equal(0, e));
    }

    [Fact]
    public void Thresholds_are_read_from_text()
    {
        var given = new Dictionary<string, object> { ["thresholds"] = "weight-1:1.2e-6, bias-1:1e-5" };
        var rule = (TemporalContrast)Szilard.Physics.Rules.Rule.Catalogue.Build("temporal-contrast", given);
        Assert.Equal(1.2e-6, rule.Thresholds["weight-1"]);
        given["thresholds"] = "weight-1=3";
        SzilardException fault = Assert.Throws<SzilardException>(
            () => Szilard.Physics.Rules.Rule.Catalogue.Build("temporal-contrast", given));
        Assert.Contains("name:number", fault.Message);
    }

    /// <summary>Any kernel and protocol: the map at an instant is the response to the interpolated currents,
    /// which plain integration of the convolution gives as well.</summary>
    [Theory]
    [InlineData("chemotaxis", "sawtooth")]
    [InlineData("integral-feedback", "triangle")]
    [InlineData("maxwell", "reversed-sawtooth")]
    [InlineData("exponential", "sawtooth")]
    public void Any_kernel_and_protocol_respond_as_their_convolution(string kernelName, string protocolName)
    {
        Kernel kernel = Kernel.Catalogue.Get(kernelName).BuildDefault();
        Protocol protocol = Protocol.Catalogue.Get(protocolName).BuildDefault();
        double[] levels = [0.3, 0.1, 0.8, 0.5, 1.2];
        CycleResponse response = CycleResponse.Of(kernel, protocol, levels.Length, 50);
        double least = protocol.Corners.Min(c => c.Value), range = protocol.Corners.Max(c => c.Value) - least;
        double Current(double time)
        {
            double place = (protocol.Value(time) - least) / range * (levels.Length - 1);
            int below = Math.Min((int)place, levels.Length - 2);
            return levels[below] + ((place - below) * (levels[below + 1] - levels[below]));
        }
        double[] dense = PlainIntegration.Seen(
            kernel, [.. Enumerable.Range(0, 5000).Select(k => Current(k * protocol.Period / 5000))],
            protocol.Period);
        for (int k = 0; k < 50; k++)
        {
            ReadOnlySpan<double> row = response.Map.Slice(k * levels.Length, levels.Length);
            double seen = System.Numerics.Tensors.TensorPrimitives.Dot<double>(row, levels);
            Assert.Equal(dense[100 * k], seen, 2e-3 * dense.Max(Math.Abs));
        }
    }

    [Theory]
    [InlineData("kernel", "exponential", "cannot compare clamped with free")]
    [InlineData("up_fraction", 0.7, "not below tau_s")]
    [InlineData("protocol", "triangle", "its own opposite")]
    [InlineData("nonlinearity", "linear", "no contrast")]
    [InlineData("kernel_settings", "width=1", "name:number")]
    public void What_cannot_learn_by_contrast_is_refused(string key, object value, string reason)
    {
        var given = new Dictionary<string, object> { [key] = value };
        SzilardException refusal = Assert.Throws<SzilardException>(
            () => Szilard.Physics.Rules.Rule.Catalogue.Build("temporal-contrast", given));
        Assert.Contains(reason, refusal.Message);
    }

    private static CycleResponse Monotone() =>
        CycleResponse.Of(new MonotoneExponential(1, 0.02), new Sawtooth(0.1, 0.9), 9, 100);

    private static double Gain(double threshold, bool wrap) =>
        0.5 * Estimate(Rule(threshold, wrap), [.. Enumerable.Range(0, 9).Select(i => i / 8.0)])[0];

    private static double[] Estimate(TemporalContrast rule, double[] levels)
    {
        using Workers workers = new(1);
        double[] estimate = new double[1];
        rule.Estimate<double>("w", Clamps(), [.. levels.Select(l => new[] { l })], estimate, workers);
        return estimate;
    }

    private static TemporalContrast Rule(double threshold, bool wrap) =>
        new(0.5, NudgeSign.Positive, CycleResponse.Published(wrap))
        { Thresholds = new Dictionary<string, double> { ["w"] = threshold } };

    private static IReadOnlyList<Clamp> Clamps() =>
        Rule(1, false).Clamps(new SquaredError([0]), [0], 1, RandomKey.FromSeed(1));

    /// <summary>Nearly linear in the level, with changes of all sizes up to
    /// <paramref name="size"/>.</summary>
    private static double[][] Levels(int count, double size)
    {
        double[][] levels = [.. Enumerable.Range(0, 9).Select(_ => new double[count])];
        RandomStream stream = RandomKey.FromSeed(5).Stream();
        for (int p = 0; p < count; p++)
        {
            double start = stream.NextDouble(), change = size * Math.Pow(stream.NextUniform(-1, 1), 3);
            for (int l = 0; l < 9; l++)
                levels[l][p] = start + (change * (l + stream.NextUniform(-0.2, 0.2)) / 8);
        }
        return levels;
    }

    private static OuterCurrents<float> Products(int samples, int rows, int columns)
    {
        RandomStream stream = RandomKey.FromSeed(6).Stream();
        float[] below = new float[samples * rows];
        for (int i = 0; i < below.Length; i++)
            below[i] = stream.NextDouble() < 0.3 && i % rows != 4 ? (float)stream.NextDouble() : 0;
        float[][] above = [.. Levels(samples * columns, 0.2).Select(l => Array.ConvertAll(l, v => (float)v))];
        return new(samples, below, above);
    }

    private static float[] Product(OuterCurrents<float> outer, float[] above)
    {
        float[] product = new float[outer.Rows * outer.Columns];
        for (int i = 0; i < product.Length; i++)
        {
            double sum = 0;
            for (int b = 0; b < outer.Samples; b++)
                sum += (double)outer.Below[(b * outer.Rows) + (i / outer.Columns)]
                    * above[(b * outer.Columns) + (i % outer.Columns)];
            product[i] = (float)(-sum / outer.Samples);
        }
        return product;
    }
}
