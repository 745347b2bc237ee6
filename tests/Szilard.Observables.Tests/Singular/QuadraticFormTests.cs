using Szilard.Observables.Singular;

namespace Szilard.Observables.Tests.Singular;

public sealed class QuadraticFormTests
{
    private static readonly LangevinSettings _settings =
        new() { InverseTemperature = 50, Localisation = 100, Step = 0.004 };

    /// <summary>Σ ½th/(a(1 − εa/4)) in closed form, 40 directions of three curvatures: within 4 standard
    /// errors over 64 probes (false alarms 1e-4), which are below 10 %.</summary>
    [Fact]
    public void A_minimum_reads_the_closed_form_of_its_curvatures()
    {
        double[] curvatures = [.. Enumerable.Range(0, 40).Select(i => i < 2 ? 10.0 : i < 10 ? 1 : 0)];
        QuadraticWell well = new(curvatures);
        QuadraticForm form = QuadraticForm.Of(well.Potential, new double[40], _settings, Samples.Key, 64);
        double expected = well.Coefficient(50, 100, 0.004);
        Assert.InRange(Math.Abs(form.Volume - expected), 0, 4 * form.VolumeError);
        Assert.InRange(form.VolumeError, 0, 0.1 * expected);
        Assert.Equal(0, form.Slope);
    }

    /// <summary>Off the minimum the tilted posterior sits at w₀ − tg/(th + γ): t times the change of loss
    /// there, direction by direction. Three different curvatures are found exactly by three Lanczos
    /// steps.</summary>
    [Fact]
    public void A_slope_takes_what_the_shifted_centre_of_the_walk_gains()
    {
        double[] curvatures = [1, 4, 10], point = [0.3, -0.2, 0.1];
        QuadraticWell well = new(curvatures);
        double expected = 0;
        for (int i = 0; i < 3; i++)
        {
            double slope = curvatures[i] * point[i], shift = -50 * slope / ((50 * curvatures[i]) + 100);
            expected += 50 * ((slope * shift) + (0.5 * curvatures[i] * shift * shift));
        }
        QuadraticForm form = QuadraticForm.Of(well.Potential, point, _settings, Samples.Key);
        Assert.Equal(expected, form.Slope, 1e-6 * Math.Abs(expected));
        Assert.Equal(form.Volume + form.Slope, form.Value);
    }

    /// <summary>The walk itself reads volume and slope together: within 4 standard errors (false alarms
    /// 1e-4).</summary>
    [Fact]
    public void A_walk_off_the_minimum_reads_volume_and_slope_together()
    {
        QuadraticWell well = new(1, 4, 10);
        double[] point = [0.3, -0.2, 0.1];
        using Szilard.Tensors.Kernels.Workers alone = new(1);
        LearningCoefficient read = LearningCoefficient.Of(LangevinSampler.Run(
            [well.Potential], point, _settings with { Chains = 8, BurnIn = 2000, Draws = 40_000 },
            Samples.Key, alone, TestContext.Current.CancellationToken));
        QuadraticForm form = QuadraticForm.Of(well.Potential, point, _settings, Samples.Key);
        double expected = well.Coefficient(50, 100, 0.004) + form.Slope;
        Assert.InRange(Math.Abs(read.Value - expected), 0, 4 * read.StandardError);
        Assert.InRange(read.StandardError, 0, 0.1 * Math.Abs(form.Slope));
    }

    /// <summary>−h with th ≤ −γ: no walk stays there.</summary>
    [Fact]
    public void A_ridge_that_localisation_does_not_hold_has_no_form() =>
        Assert.True(double.IsNaN(
            QuadraticForm.Of(
                new QuadraticWell(-3, 1).Potential, new double[2], _settings, Samples.Key).Volume));
}
