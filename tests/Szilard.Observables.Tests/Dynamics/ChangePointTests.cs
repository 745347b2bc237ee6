using Szilard.Observables.Dynamics;

namespace Szilard.Observables.Tests.Dynamics;

public sealed class ChangePointTests
{
    private static readonly long[] s_steps = [.. Enumerable.Range(0, 30).Select(
        i => (long)Math.Round(Math.Exp(0.3 * i)))];

    /// <summary>A plateau to step e³, a rise to e⁶, a plateau: two bends, each found within two
    /// readings.</summary>
    [Fact]
    public void A_plateau_then_a_jump_has_two_change_points()
    {
        double[] noise = Samples.Normal(1, 30, "jump").Values;
        ReadingCurve curve = new(s_steps.Distinct(), s_steps.Distinct().Select(
            (s, i) => 0.05 + (0.3 * Math.Clamp(Math.Log(1.0 + s) - 3, 0, 3)) + (0.01 * noise[i])));

        ChangePoints found = ChangePoints.Of(curve, Samples.Key);

        Assert.Equal(2, found.Points.Count);
        Assert.InRange(Math.Log(1 + found.Points[0].Step), 2.4, 3.6);
        Assert.InRange(Math.Log(1 + found.Points[1].Step), 5.4, 6.6);
        Assert.InRange(found.Points[0].After, 0.25, 0.36);
        Assert.InRange(found.Points[0].Before, -0.05, 0.05);
        Assert.All(found.Points, p => Assert.InRange(p.PValue, 0, ChangePoints.DefaultLevel));
        Assert.InRange(found.Fastest!.Rise, 0.7, 1.0);
        Assert.InRange(Math.Log(1 + found.Fastest.From), 2.4, 3.6);
    }

    /// <summary>Straight lines with independent noise: at level 0.05 the test is exact, so that 400 curves
    /// give 20 ± 4.4 false alarms; the bounds are 4 standard deviations off (this test errs once in 16
    /// 000).</summary>
    [Fact]
    public void The_false_alarm_rate_is_the_level()
    {
        int alarms = Enumerable.Range(0, 400).Count(i =>
        {
            double[] noise = Samples.Normal(1, 20, "null", i).Values;
            ReadingCurve curve = new(
                s_steps.Distinct().Take(20), noise.Select((v, k) => (0.1 * k) + v));
            return ChangePoints.Of(curve, Samples.Key.Split("alarm", i), 0.05, 99).Points.Count > 0;
        });
        Assert.InRange(alarms, 3, 37);
    }

    [Fact]
    public void Straight_constant_and_short_curves_have_none()
    {
        long[] steps = [.. Enumerable.Range(0, 20).Select(i => (long)(1 << i))];
        Assert.Empty(
            ChangePoints.Of(new(steps, steps.Select(s => 2 * Math.Log(1.0 + s))), Samples.Key).Points);
        Assert.Empty(ChangePoints.Of(new(steps, steps.Select(_ => 3.0)), Samples.Key).Points);
        long[] few = steps[..7];
        Assert.Empty(ChangePoints.Of(new(few, few.Select((_, i) => i < 4 ? 0.0 : 1)), Samples.Key).Points);
    }

    [Fact]
    public void The_time_to_a_share_is_interpolated_in_the_logarithm()
    {
        ReadingCurve curve = new([0, 9, 99, 999], [0, 0.2, 1, 1]);
        Assert.Equal(Math.Exp(Math.Log(10) + (0.7 / 0.8 * Math.Log(10))) - 1, curve.StepsTo(0.9), 1e-9);
        Assert.Equal(0, new ReadingCurve([0, 10], [1, 1]).StepsTo());
        Assert.True(double.IsNaN(new ReadingCurve([0, 10], [0.5, -1]).StepsTo()));
        Assert.True(double.IsNaN(new ReadingCurve([], []).StepsTo()));
    }

    /// <summary>It falls below again at step 99 and is there for good only after that.</summary>
    [Fact]
    public void A_share_counts_when_it_is_kept()
    {
        double steps = new ReadingCurve([0, 9, 99, 999], [0, 1, 0.5, 1]).StepsTo(0.9);
        Assert.InRange(steps, 99, 999);
    }

    [Fact]
    public void Values_that_are_not_finite_are_left_out()
    {
        ReadingCurve curve = new([0, 1, 2], [1, double.NaN, 3]);
        Assert.Equal([0L, 2L], curve.Steps);
        Assert.Throws<Parts.SzilardException>(() => new ReadingCurve([0], []));
    }
}
