using Szilard.Observables.Singular;
using Szilard.Parts;

namespace Szilard.Observables.Tests.Singular;

public sealed class QuadraticWellTests
{
    /// <summary>h = (1, 4, 25), t = 100, γ = 10: without steps ½·100h/(100h + 10), summed by hand.</summary>
    [Fact]
    public void Without_steps_the_coefficient_is_half_the_rank_less_what_localisation_takes()
    {
        QuadraticWell well = new(1, 4, 25, 0);
        Assert.Equal(1.5, well.Coefficient(7, 0), 12);
        Assert.Equal(0.5 * ((100.0 / 110) + (400.0 / 410) + (2500.0 / 2510)), well.Coefficient(100, 10), 12);
    }

    /// <summary>SGLD near a quadratic minimum has Var = T/[k(1 − ηk/2)] (reference value 1.05263157894737 at
    /// η = 0.1, k = T = 1): η = ε/2 in the convention here, so that ½Var is λ̂ at ε = 0.2, t = 1.</summary>
    [Fact]
    public void The_discretised_form_is_that_of_stochastic_gradient_langevin_dynamics() =>
        Assert.Equal(0.5 * 1.05263157894737, new QuadraticWell(1).Coefficient(1, 0, 0.2), 12);

    /// <summary>Within 4 standard errors, three cases: false alarms below 2e-4. The undiscretised form lies
    /// over 10 standard errors away, so that the test can tell them apart.</summary>
    [Theory]
    [InlineData(100, 10, 0.002)]
    [InlineData(50, 100, 0.004)]
    [InlineData(1, 0, 0.1)]
    public void Walks_read_the_discretised_form(double t, double gamma, double step)
    {
        QuadraticWell well = new(1, 4, 10);
        LearningCoefficient read = Read(well.Potential, new double[3], new LangevinSettings
        {
            InverseTemperature = t,
            Localisation = gamma,
            Step = step,
            Chains = 8,
            BurnIn = 4000,
            Draws = 60_000,
        });
        double expected = well.Coefficient(t, gamma, step);
        Assert.InRange(Math.Abs(read.Value - expected), 0, 4 * read.StandardError);
        Assert.InRange(
            Math.Abs(well.Coefficient(t, gamma) - expected), 10 * read.StandardError, double.MaxValue);
        Assert.InRange(read.PotentialScaleReduction, 0.99, 1.01);
        Assert.Equal("", read.Remark);
    }

    [Fact]
    public void An_unstable_step_is_refused_with_its_number()
    {
        QuadraticWell well = new(1, 10);
        LangevinSettings settings = new() { InverseTemperature = 10, Step = 0.045 };
        SzilardException refused = Assert.Throws<SzilardException>(
            () => Read(well.Potential, new double[2], settings));
        Assert.Contains("ε·a = 0.045 × 100 = 4.5", refused.Message, StringComparison.Ordinal);
        Assert.False(double.IsNaN(Read(well.Potential, new double[2], settings with { Step = 0.035 }).Value));
    }

    [Theory]
    [InlineData(0, 1e-3, 0, 4, "nβ = 0")]
    [InlineData(-2, 1e-3, 0, 4, "nβ = -2")]
    [InlineData(double.NaN, 1e-3, 0, 4, "nβ = NaN")]
    [InlineData(1, 0, 0, 4, "ε = 0")]
    [InlineData(1, -1, 0, 4, "ε = -1")]
    [InlineData(1, 1e-3, -1, 4, "γ = -1")]
    [InlineData(1, 1e-3, 0, 0, "0 chains")]
    public void Settings_that_sample_nothing_are_refused(
        double t, double step, double gamma, int chains, string named)
    {
        LangevinSettings settings = new()
        {
            InverseTemperature = t,
            Step = step,
            Localisation = gamma,
            Chains = chains,
        };
        SzilardException refused = Assert.Throws<SzilardException>(
            () => Read(new QuadraticWell(1).Potential, [0], settings));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_losses_come_from_any_number_of_threads_and_potentials()
    {
        QuadraticWell well = new(1, 3);
        LangevinSettings settings = new()
        {
            InverseTemperature = 10,
            Step = 0.01,
            Chains = 3,
            Draws = 50,
            BurnIn = 5,
        };
        using Tensors.Kernels.Workers two = new(2);
        LangevinTrace one = LangevinSampler.Run(
            [well.Potential], [0, 0], settings, Samples.Key, Samples.Crew,
            TestContext.Current.CancellationToken);
        LangevinTrace many = LangevinSampler.Run(
            [well.Potential, well.Potential], [0, 0], settings, Samples.Key, two,
            TestContext.Current.CancellationToken);
        Assert.Equal(one.Losses, many.Losses);
    }

    /// <summary>Away from the minimum the walk falls, and λ̂ is negative: flagged.</summary>
    [Fact]
    public void A_point_that_is_no_minimum_is_flagged()
    {
        LearningCoefficient read = Read(
            new QuadraticWell(1).Potential, [5],
            new LangevinSettings { InverseTemperature = 100, Step = 0.001, BurnIn = 20_000, Draws = 2000 });
        Assert.True(read.Value < 0);
        Assert.Contains("no minimum", read.Remark, StringComparison.Ordinal);
    }

    /// <summary>L = ¼w⁴ is flat at 0, so that no curvature there warns; with t = 1e6 and ε = 0.1 it
    /// explodes.</summary>
    [Fact]
    public void A_walk_that_explodes_is_a_value_with_its_reason()
    {
        Potential quartic = new(1, (w, g) =>
        {
            g[0] = w[0] * w[0] * w[0];
            return 0.25 * w[0] * g[0];
        });
        LearningCoefficient read = Read(
            quartic, [0], new LangevinSettings { InverseTemperature = 1e6, Step = 0.01 });
        Assert.True(double.IsNaN(read.Value));
        Assert.Contains("4 of 4 chains", read.Remark, StringComparison.Ordinal);
    }

    /// <summary>Two levels per half: within-halves variance 0, so that R̂ is infinite; equal halves give
    /// about 1.</summary>
    [Fact]
    public void Chains_that_stay_apart_show_in_the_scale_reduction()
    {
        double[] up = [.. Enumerable.Range(0, 100).Select(i => 1.0 + (i % 2))];
        double[] far = [.. up.Select(v => v + 10)];
        Assert.Equal(1, ChainDiagnostics.SplitPotentialScaleReduction([up, up]), 0.02);
        Assert.InRange(ChainDiagnostics.SplitPotentialScaleReduction([up, far]), 5, double.MaxValue);
    }

    [Fact]
    public void Single_precision_reads_what_double_reads()
    {
        QuadraticWell well = new(2, 8);
        Potential single = Potential.OfSingles(2, (w, g) =>
        {
            (g[0], g[1]) = (2 * w[0], 8 * w[1]);
            return (w[0] * w[0]) + (4 * w[1] * w[1]);
        });
        LangevinSettings settings = new() { InverseTemperature = 10, Step = 0.001, Draws = 500 };
        Assert.Equal(
            Read(well.Potential, [0, 0], settings).Value, Read(single, [0, 0], settings).Value, 1e-5);
    }

    private static LearningCoefficient Read(Potential potential, double[] start, LangevinSettings settings) =>
        LearningCoefficient.Of(
            LangevinSampler.Run([potential], start, settings, Samples.Key.Split("sgld"), Samples.Crew));
}
