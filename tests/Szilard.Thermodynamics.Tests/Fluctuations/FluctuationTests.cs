using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Thermodynamics.Fluctuations;
using Szilard.Thermodynamics.Langevin;

namespace Szilard.Thermodynamics.Tests.Fluctuations;

/// <summary>Estimators of free energy on works whose answer is known. Bounds of random tests are five standard errors:
/// one false alarm in two million.</summary>
public class FluctuationTests
{
    private const double Errors = 5;

    [Fact]
    public void Every_estimator_finds_the_free_energy_of_gaussian_works()
    {
        (WorkSample forward, WorkSample reverse) = Gaussian(free: 1.5, variance: 1, count: 4000);
        FreeEnergyEstimate bennett = WorkSample.Bennett(forward, reverse);
        foreach (FreeEnergyEstimate found in new[] { forward.Jarzynski(), forward.SecondCumulant(), bennett })
        {
            Assert.InRange(found.Value, 1.5 - (Errors * found.StandardError), 1.5 + (Errors * found.StandardError));
            Assert.Null(found.Warning);
        }
        (double slope, double error, double free) = WorkSample.Crooks(forward, reverse);
        Assert.InRange(slope, 1 - (Errors * error), 1 + (Errors * error));
        Assert.Equal(1.5, free, 0.1);
        Assert.True(error < 0.1);
    }

    /// <summary>Works of variance 40 dissipate 20 k_BT: no sample of 1000 sees the works that matter.</summary>
    [Fact]
    public void Too_much_dissipation_is_said()
    {
        (WorkSample forward, _) = Gaussian(free: 0, variance: 40, count: 1000);
        FreeEnergyEstimate found = forward.Jarzynski();
        Assert.NotNull(found.Warning);
        Assert.True(found.Value > 1, "the bias is upwards");
    }

    [Fact]
    public void Constant_work_is_the_free_energy()
    {
        WorkSample sample = new([0.7, 0.7, 0.7], 2);
        Assert.Equal(0.7, sample.Jarzynski().Value, 1e-12);
        Assert.Equal(0.7, WorkSample.Bennett(sample, new WorkSample([-0.7, -0.7], 2)).Value, 1e-9);
    }

    /// <summary>T10b: ⟨W⟩ and variance of a dragged trap with exact steps, ρ = ½.</summary>
    [Theory]
    [InlineData(TrapKernel.Exact, 0.2600390625, 0)]
    [InlineData(TrapKernel.Euler, 0.333411445617676, 0.0366861915588379)]
    public void A_dragged_trap_obeys_jarzynski_unless_its_steps_are_eulers(
        TrapKernel kernel, double variance, double logAverage)
    {
        double duration = kernel == TrapKernel.Exact ? Math.Log(2) : 0.5;
        Trap trap = new(
            [.. Enumerable.Range(0, 11).Select(n => new TrapState(1, 0.1 * n))], 1, duration, kernel);
        WorkSample works = new(trap.Works(200_000, RandomKey.FromSeed(3)), 1);
        Assert.InRange(
            works.Mean, 0.13001953125 - (Errors * works.MeanError), 0.13001953125 + (Errors * works.MeanError));
        Assert.Equal(variance, works.Variance, Errors * variance * Math.Sqrt(2.0 / works.Count));
        Assert.Equal(logAverage, works.LogAverage, Errors * works.Jarzynski().StandardError);
    }

    /// <summary>T11: stiffness 1 → 2 at once.</summary>
    [Fact]
    public void A_breathing_trap_has_its_closed_form()
    {
        Trap trap = new([new(1, 0), new(2, 0)], 1, 1, TrapKernel.Exact);
        WorkSample works = new(trap.Works(100_000, RandomKey.FromSeed(4)), 1);
        Assert.Equal(0.346573590279973, trap.FreeEnergyChange, 1e-12);
        Assert.Equal(0.5, works.Mean, Errors * works.MeanError);
        Assert.Equal(0.707106781186548, Math.Exp(works.LogAverage), Errors * 0.7 * works.Jarzynski().StandardError);
    }

    [Theory]
    [InlineData(TrapKernel.Exact, 1)]
    [InlineData(TrapKernel.Euler, 1.05263157894737)]
    [InlineData(TrapKernel.Adjusted, 1)]
    public void Stationary_variance_is_that_of_the_kernel(TrapKernel kernel, double variance)
    {
        Trap trap = new([new(1, 0), new(1, 0)], 1, 0.1, kernel);
        RandomStream noise = RandomKey.FromSeed(5).Stream();
        double x = 0, sum = 0;
        const int Steps = 400_000;
        for (int n = 0; n < Steps; n++)
        {
            x = trap.Move(x, new(1, 0), ref noise);
            sum += x * x;
        }
        // Correlation time of x² is 1/(2·0.1) steps, so that there are about Steps/10 independent squares.
        Assert.Equal(variance, sum / Steps, Errors * variance * Math.Sqrt(2.0 / (Steps / 10.0)));
    }

    /// <summary>T12, T12b and T16.</summary>
    [Fact]
    public void Speed_limits_have_their_closed_values()
    {
        double deviation = Math.Sqrt(2.10363832351433);
        double squared = SpeedLimits.SquaredDistance(1, 2, 0.606530659712633, deviation);
        Assert.Equal(0.456886556322748, squared, 1e-9);
        Assert.Equal(0.913773112645495, SpeedLimits.Wasserstein(squared, 1, 0.5), 1e-9);
        Assert.Equal(2, SpeedLimits.Wasserstein(SpeedLimits.SquaredDistance(0, 1, 1, 1), 1, 0.5), 1e-12);
        Assert.Equal(0.281637779552381, SpeedLimits.Jumps(0.505696447062846, 0.5), 1e-9);
        Assert.Equal(0.255728896571986, SpeedLimits.JumpsQuadratic(0.505696447062846, 0.5), 1e-9);
        Assert.Equal(9, SpeedLimits.SquaredDistance([1, 2, 3], [6, 4, 5]), 1e-12);
    }

    /// <summary>T30: the label stroke of the worked cycle, p(β = 1) to the closed form of β = 2.</summary>
    [Fact]
    public void A_label_stroke_produces_at_least_what_its_distance_demands()
    {
        double s = 1 / (1 + Math.Exp(-2.5)), a = 1 / (1 + Math.Exp(-1)), b = 1 / (1 + Math.Exp(-1.5));
        double bound = SpeedLimits.Stroke(
            [a / 2, (1 - a) / 2, (1 - b) / 2, b / 2], [s / 2, (1 - s) / 2, (1 - s) / 2, s / 2]);
        Assert.Equal(0.0448952365855337, bound, 1e-12);
        Assert.True(bound <= 0.114471079472736);
    }

    /// <summary>T15: a biased coin breaks the relation of continuous time, not that of discrete time.</summary>
    [Fact]
    public void Discrete_steps_have_their_own_uncertainty_relation()
    {
        const double P = 0.8;
        UncertaintyRelation coin = UncertaintyRelation.Of(
            (2 * P) - 1, 4 * P * (1 - P), ((2 * P) - 1) * Math.Log(P / (1 - P)));
        Assert.Equal(1.77777777777778, coin.Precision, 1e-9);
        Assert.Equal(1.54154853684587, coin.Discrete, 1e-9);
        Assert.Equal(2.40449173481494, coin.Continuous, 1e-9);
        Assert.True(coin.Holds);
        Assert.True(coin.Precision < coin.Continuous);
    }

    [Fact]
    public void A_bit_costs_landauers_heat()
    {
        Assert.Equal(2.87097888507872e-21, Landauer.Joules(Math.Log(2)), 1e-33);
        Assert.Equal(3.31619501277262e-20, Landauer.Joules(Math.Log(3000)), 1e-32);
    }

    /// <summary>T13: two temperatures, one coupling.</summary>
    [Fact]
    public void Two_baths_keep_a_linear_system_out_of_equilibrium()
    {
        Matrix drift = Matrix.FromRows([1, -0.5], [-0.5, 1]);
        LinearDiffusion driven = new(drift, Matrix.FromRows([1, 0], [0, 2]));
        Assert.Equal([1.5, 1, 1, 2.5], driven.Covariance.Values.Select(v => Math.Round(v, 12)));
        Assert.Equal(0.0625, driven.EntropyProductionRate, 1e-12);
        Assert.Equal(0, new LinearDiffusion(drift, Matrix.FromRows([1, 0], [0, 1])).EntropyProductionRate, 1e-12);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Throws<SzilardException>(() => new WorkSample([1], 1));
        Assert.Throws<SzilardException>(() => new WorkSample([1, double.NaN], 1));
        Assert.Throws<SzilardException>(() => new WorkSample([1, 2], -1));
        Matrix one = Matrix.FromRows([1.0]);
        Assert.Throws<SzilardException>(() => new LinearDiffusion(Matrix.FromRows([-1.0]), one));
        Assert.Throws<SzilardException>(() => new LinearDiffusion(one, Matrix.FromRows([0.0])));
    }

    /// <summary>Works Gaussian in both directions: mean ΔF ± βσ²/2, as the theorem demands.</summary>
    private static (WorkSample Forward, WorkSample Reverse) Gaussian(double free, double variance, int count)
    {
        RandomStream noise = RandomKey.FromSeed(1).Stream();
        double[] forward = new double[count], reverse = new double[count];
        for (int i = 0; i < count; i++)
        {
            forward[i] = free + (variance / 2) + (Math.Sqrt(variance) * noise.NextNormal());
            reverse[i] = -free + (variance / 2) + (Math.Sqrt(variance) * noise.NextNormal());
        }
        return (new WorkSample(forward, 1), new WorkSample(reverse, 1));
    }
}
