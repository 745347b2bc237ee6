using Szilard.Tensors;
using Szilard.Thermodynamics.Fluctuations;
using Szilard.Thermodynamics.Langevin;

namespace Szilard.Thermodynamics.Tests.Oracle;

/// <summary>Motion in traps, and of parameters: T10, T10b, T10c, T11, T12, T12b, T13 and T14 of the reference
/// oracle, all in closed form.</summary>
public class OracleLangevinTests
{
    /// <summary>Stiffness, friction, speed and temperature 1, over t = 2; 100 000 exact steps are within
    /// 10⁻¹⁰ of continuous motion, since the error is of second order in a step.</summary>
    [Fact]
    public void T10_a_dragged_trap_does_its_work()
    {
        TrapLaw law = TrapLaw.Of(Dragged(100_000, 2e-5, TrapKernel.Exact, 2e-5));
        Assert.Equal(1.135335283236613, law.Mean, 1e-9);
        Assert.Equal(2.270670566473225, law.Variance, 1e-9);
        Assert.Equal(0, law.LogAverage, 1e-9);
    }

    /// <summary>ρ = ½, δ = 0.1, ten steps.</summary>
    [Fact]
    public void T10b_exact_steps_keep_the_equality()
    {
        TrapLaw law = TrapLaw.Of(Dragged(10, 0.1, TrapKernel.Exact, Math.Log(2)));
        Assert.Equal(0.13001953125, law.Mean, 1e-12);
        Assert.Equal(0.2600390625, law.Variance, 1e-12);
        Assert.Equal(0, law.LogAverage, 1e-12);
    }

    [Fact]
    public void T10c_eulers_steps_break_it()
    {
        TrapLaw law = TrapLaw.Of(Dragged(10, 0.1, TrapKernel.Euler, 0.5));
        Assert.Equal(0.13001953125, law.Mean, 1e-12);
        Assert.Equal(0.333411445617676, law.Variance, 1e-12);
        Assert.Equal(0.0366861915588379, law.LogAverage, 1e-12);
        StationaryDescent steps = new(Matrix.FromRows([1.0]), Matrix.FromRows([2 / 0.5]), 0.5);
        Assert.Equal(1.33333333333333, steps.Covariance[0, 0], 1e-9);
    }

    /// <summary>Stiffness 1 → 2 at once, then a long rest.</summary>
    [Fact]
    public void T11_a_breathing_trap_has_its_closed_form()
    {
        Trap trap = new([new(1, 0), new(2, 0)], 1, 40, TrapKernel.Exact);
        TrapLaw law = TrapLaw.Of(trap);
        Assert.Equal(0.5, law.Mean, 1e-12);
        Assert.Equal(0.346573590279973, trap.FreeEnergyChange, 1e-12);
        Assert.Equal(0.153426409720027, law.Mean - trap.FreeEnergyChange, 1e-12);
        Assert.Equal(0.707106781186548, Math.Exp(law.LogAverage), 1e-12);
        Assert.Equal(-0.5, law.Heat, 1e-12);
        Assert.Equal(0.5, law.Variance, 1e-12);
    }

    /// <summary>From N(1, 4), for t = ½.</summary>
    [Fact]
    public void T12_a_relaxing_gaussian_produces_what_its_divergence_loses()
    {
        GaussianRelaxation end = GaussianRelaxation.Of(1, 4, new(1, 0), 1, 0.5);
        Assert.Equal(0.606530659712633, end.Mean, 1e-9);
        Assert.Equal(2.10363832351433, end.Variance, 1e-9);
        Assert.Equal(1.30685281944005, GaussianRelaxation.Divergence(1, 4, 0, 1), 1e-9);
        Assert.Equal(0.363924692028545, GaussianRelaxation.Divergence(end.Mean, end.Variance, 0, 1), 1e-9);
        Assert.Equal(0.94292812741151, end.EntropyProduction, 1e-9);
        Assert.Equal(-1.26424111765712, end.Heat, 1e-9);
        Assert.Equal(-0.321312990245606, end.EntropyChange, 1e-9);
        double squared = SpeedLimits.SquaredDistance(1, 2, end.Mean, Math.Sqrt(end.Variance));
        Assert.Equal(0.456886556322748, squared, 1e-9);
        Assert.Equal(0.913773112645495, SpeedLimits.Wasserstein(squared, 1, 0.5), 1e-9);
        Assert.True(SpeedLimits.Wasserstein(squared, 1, 0.5) <= end.EntropyProduction);
    }

    [Fact]
    public void T12b_a_translation_along_straight_lines_saturates_the_speed_limit() =>
        Assert.Equal(2, SpeedLimits.Wasserstein(SpeedLimits.SquaredDistance(0, 1, 1, 1), 1, 0.5), 1e-12);

    /// <summary>Two temperatures, one coupling.</summary>
    [Fact]
    public void T13_two_baths_keep_a_linear_system_out_of_equilibrium()
    {
        Matrix drift = Matrix.FromRows([1, -0.5], [-0.5, 1]);
        LinearDiffusion driven = new(drift, Matrix.FromRows([1, 0], [0, 2]));
        Assert.Equal([1.5, 1, 1, 2.5], driven.Covariance.Values.Select(v => Math.Round(v, 12)));
        Assert.Equal(0.0625, driven.EntropyProductionRate, 1e-12);
        Assert.Equal(
            0, new LinearDiffusion(drift, Matrix.FromRows([1, 0], [0, 1])).EntropyProductionRate, 1e-12);
    }

    /// <summary>η = 0.1, k = 1, gradient noise of variance 1; and Langevin steps of Euler at T = 1.</summary>
    [Fact]
    public void T14_gradient_descent_is_stationary_at_any_rate()
    {
        Matrix one = Matrix.FromRows([1.0]);
        StationaryDescent sgd = new(one, one, 0.1);
        Assert.Equal(0.0526315789473684, sgd.Covariance[0, 0], 1e-12);
        Assert.Equal(0.0526315789473684, sgd.Dissipation, 1e-12);
        Assert.Equal(0.0526315789473684, sgd.Fluctuation, 1e-12);
        Assert.Equal(0, sgd.EntropyProductionPerStep(), 1e-12);
        StationaryDescent langevin = new(one, Matrix.FromRows([20.0]), 0.1);
        Assert.Equal(1.05263157894737, langevin.Covariance[0, 0], 1e-9);
        LinearDiffusion continuous = new(one, Matrix.FromRows([0.1 / 2]));
        Assert.Equal(0.05, continuous.Covariance[0, 0], 1e-12);
    }

    private static Trap Dragged(int steps, double by, TrapKernel kernel, double duration) => new(
        [.. Enumerable.Range(0, steps + 1).Select(n => new TrapState(1, by * n))], 1, duration, kernel);
}
