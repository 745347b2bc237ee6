using Szilard.Experiments.Tests.Running;
using Szilard.Experiments.Verdicts;
using Szilard.Records;
using Szilard.Tensors;

namespace Szilard.Experiments.Tests.Verdicts;

/// <summary>Made-up losses of known shape, with noise from fixed keys. The rule of the verdict is that the
/// gain exceeds a fiftieth of the whole fall, and its lower end 0.</summary>
public sealed class LossTrendTests
{
    private const int Steps = 1000;

    /// <summary>Of flat losses with independent noise at most 0.1 % seem to fall, however little: of 2000
    /// traces 2 are expected, and more than 8 have probability 2·10⁻⁴ for a rate of 0.1 %.</summary>
    [Fact]
    public void Flat_noise_seems_to_fall_once_in_a_thousand_runs() =>
        Assert.InRange(SeeminglyFalling(runs: 2000, memory: 0), 0, 8);

    /// <summary>Noise that remembers 40 steps, four stretches, has no more than 1 % of false alarms (0.5 %
    /// in 1500 traces of an independent program): of 1000 traces more than 20 have probability 2·10⁻³ for 1
    /// %.</summary>
    [Fact]
    public void Noise_that_remembers_does_not_pass_for_a_trend() =>
        Assert.InRange(SeeminglyFalling(runs: 1000, memory: 40), 0, 20);

    /// <summary>The rest of e^(−20t) after the last fifth is 10⁻⁷ of the fall, of 1/(1 + 100t) over the next
    /// fifth 0.2 %.</summary>
    [Theory]
    [InlineData("exponential", 20)]
    [InlineData("hyperbolic", 100)]
    public void A_decay_that_has_ended_has_converged(string shape, double rate)
    {
        for (int seed = 0; seed < 20; seed++)
            Assert.False(StillFalls(Trace(seed, 0.01, 0, Decay(shape, rate))), $"seed {seed}");
    }

    /// <summary>Over the last fifth e^(−2t) falls by 0.067, 8 % of its whole fall, and 1/(1 + 5t) by 0.033,
    /// 4 %.</summary>
    [Theory]
    [InlineData("exponential", 2)]
    [InlineData("hyperbolic", 5)]
    public void A_decay_that_goes_on_has_not_converged(string shape, double rate) =>
        Assert.InRange(
            Enumerable.Range(0, 20).Count(seed => StillFalls(Trace(seed, 0.003, 0, Decay(shape, rate)))),
            18, 20);

    /// <summary>Noise is no trend and bend no dependence: without any noise the verdict is the
    /// same.</summary>
    [Fact]
    public void A_bend_does_not_pass_for_memory()
    {
        Assert.True(StillFalls(Trace(0, 0, 0, Decay("exponential", 3))));
        Assert.False(StillFalls(Trace(0, 0, 0, Decay("exponential", 5))));
    }

    /// <summary>A tenth of the stretches with a spike of a hundred times the noise.</summary>
    [Fact]
    public void Spikes_do_not_move_the_pace()
    {
        double[] losses = Trace(3, 0.003, 0, t => 1 - t);
        for (int step = 5; step < Steps; step += 100)
            losses[step] += 3;
        LossTrend trend = Trend(losses);
        Assert.Equal(0.2, trend.Gain, 0.01);
        Assert.True(StillFalls(losses));
    }

    /// <summary>A line falls by its slope; the error is that of least squares to within a factor 1.5: σ/√10
    /// per stretch of ten steps, over √(Σ(i − 9.5)²) = √665 of 20 stretches, times 20.</summary>
    [Fact]
    public void The_gain_of_a_line_is_its_slope_and_the_error_that_of_least_squares()
    {
        double theory = 0.02 / Math.Sqrt(10) / Math.Sqrt(665) * 20;
        LossTrend[] trends =
            [.. Enumerable.Range(0, 200).Select(seed => Trend(Trace(seed, 0.02, 0, t => 1 - t)))];
        Assert.Equal(0.2, trends.Average(t => t.Gain), 4 * theory / Math.Sqrt(200));
        Assert.InRange(trends.Average(t => t.Error), theory / 1.5, theory * 1.5);
    }

    [Fact]
    public void Fewer_than_35_stretches_say_nothing()
    {
        Assert.Null(LossTrend.Of([.. Enumerable.Range(0, 34).Select(i => -(double)i)]));
        Assert.NotNull(LossTrend.Of([.. Enumerable.Range(0, 35).Select(i => -(double)i)]));
    }

    /// <summary>The same losses, read four times or forty, give the same verdict word for word.</summary>
    [Theory]
    [InlineData("0.0003", "not-converged")]
    [InlineData("0.02", "healthy")]
    public void How_often_the_curve_is_read_does_not_matter(string rate, string state)
    {
        using Bench bench = new();
        string[] common =
            [
                "objective={ kind: supervised-regression }", "views={ kind: label }", "training.steps=400",
                $"optimiser={{ kind: adamw, rate: {rate}, schedule: constant }}", "training.batch=2048",
            ];
        RunVerdict seldom = Verdict("4"), often = Verdict("40");
        Assert.Equal(state, seldom.State);
        Assert.Equal(seldom, often);

        RunVerdict Verdict(string readings) =>
            bench.Finish(Bench.Study([.. common, $"evaluation.readings={readings}"])).Record().Verdict!;
    }

    private static int SeeminglyFalling(int runs, double memory) => Enumerable.Range(0, runs)
        .Count(seed => Trend(Trace(seed, 1, memory, _ => 0)) is { Least: > 0 });

    private static Func<double, double> Decay(string shape, double rate) =>
        shape == "exponential" ? t => Math.Exp(-rate * t) : t => 1 / (1 + (rate * t));

    private static bool StillFalls(double[] losses)
    {
        LossTrend trend = Trend(losses);
        return trend.Least > 0 && trend.Gain > 0.02 * trend.Fall;
    }

    private static LossTrend Trend(double[] losses)
    {
        LossTrace trace = new(losses.Length);
        for (int step = 0; step < losses.Length; step++)
            trace.Add(step, losses[step]);
        return LossTrend.Of(trace.Blocks)!;
    }

    /// <summary>A shape over t in [0, 1) with noise of that size, stationary, that remembers so many
    /// steps.</summary>
    private static double[] Trace(int seed, double noise, double memory, Func<double, double> shape)
    {
        RandomStream random = RandomKey.FromSeed(seed).Stream();
        double keep = memory > 0 ? Math.Exp(-1 / memory) : 0, state = random.NextNormal();
        var losses = new double[Steps];
        for (int step = 0; step < Steps; step++)
        {
            state = (keep * state) + (Math.Sqrt(1 - (keep * keep)) * random.NextNormal());
            losses[step] = shape((double)step / Steps) + (noise * state);
        }
        return losses;
    }
}
