using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Thermodynamics.EnergyModels;
using Szilard.Thermodynamics.Fluctuations;
using Szilard.Thermodynamics.Langevin;

namespace Szilard.Thermodynamics.Tests.Fluctuations;

/// <summary>Estimators of free energy on works whose answer is known. Bounds of random tests are five
/// standard errors: one false alarm in two million.</summary>
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
            Assert.InRange(
                found.Value, 1.5 - (Errors * found.StandardError), 1.5 + (Errors * found.StandardError));
            Assert.Null(found.Warning);
        }
        (double slope, double error, double free) = WorkSample.Crooks(forward, reverse);
        Assert.InRange(slope, 1 - (Errors * error), 1 + (Errors * error));
        Assert.Equal(1.5, free, 0.1);
        Assert.True(error < 0.1);
    }

    /// <summary>Works of variance 40 dissipate 20 k_BT: no sample of 1000 sees the works that
    /// matter.</summary>
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
            works.Mean, 0.13001953125 - (Errors * works.MeanError),
            0.13001953125 + (Errors * works.MeanError));
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
        Assert.Equal(
            0.707106781186548, Math.Exp(works.LogAverage), Errors * 0.7 * works.Jarzynski().StandardError);
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

    [Fact]
    public void Samples_are_transported_in_order()
    {
        Assert.Equal(9, SpeedLimits.SquaredDistance([1, 2, 3], [6, 4, 5]), 1e-12);
        Assert.Throws<ArgumentException>(() => SpeedLimits.SquaredDistance([1.0], [1, 2]));
    }

    /// <summary>The two-state quench of a machine-checked proof of Crooks' theorem
    /// (kiyo-e/CrooksJarzynskiLean): Z from 3 to 6, so that ΔF = −ln 2.</summary>
    [Fact]
    public void A_quench_proven_elsewhere_has_its_free_energy()
    {
        EnumeratedProtocol quench = new([[0, -Math.Log(2)], [-Math.Log(2), -Math.Log(4)]]);
        Assert.Equal(-Math.Log(2), quench.FreeEnergyChange, 1e-12);
        Assert.Equal(2, quench.ExponentialAverage, 1e-12);
        Assert.InRange(quench.CrooksResidual, 0, 1e-12);
    }

    [Fact]
    public void A_constant_protocol_does_no_work()
    {
        EnumeratedProtocol still = new([.. Enumerable.Repeat<double[]>([0, 1, 0.3], 5)], 2);
        Assert.All(still.Paths(), p => Assert.Equal(0, p.Work));
        Assert.Equal(0, still.MeanWork);
        Assert.Equal(0, still.FreeEnergyChange);
        Trap trap = new([.. Enumerable.Repeat(new TrapState(1.4, 0.2), 9)], 1, 0.3, TrapKernel.Euler);
        Assert.All(trap.Works(100, RandomKey.FromSeed(1)), w => Assert.Equal(0, w));
        Assert.Equal(0, TrapLaw.Of(trap).Variance);
    }

    /// <summary>A machine of 2 and 2 units begun at β = ½ and swept at β = 1, as in the paper on Boltzmann
    /// machines; steps that drift in a circle are in no detailed balance and break the theorem.</summary>
    [Fact]
    public void Heat_exchange_needs_detailed_balance()
    {
        RestrictedBoltzmannMachine machine = new(
            Matrix.FromRows([1, -0.5], [0.3, 0.8]), [0.1, -0.2], [0, 0.4]);
        double[] energies = [.. Enumerable.Range(0, 4).Select(machine.FreeEnergy)];
        Matrix sweep = Matrix.FromRows([.. Enumerable.Range(0, 4).Select(v => machine.Sweep(Unit(v)))]);
        HeatExchange chain = HeatExchange.Of(energies, 0.5, 1, sweep);
        Assert.InRange(chain.Residual, 0, 1e-9);
        Assert.Equal(1, chain.Probabilities.Sum(), 1e-12);
        Matrix circle = Matrix.FromRows(
            [0.2, 0.7, 0, 0.1], [0.1, 0.2, 0.7, 0], [0, 0.1, 0.2, 0.7], [0.7, 0, 0.1, 0.2]);
        Assert.True(HeatExchange.Of(energies, 0.5, 1, circle).Residual > 0.1);
        Assert.Throws<SzilardException>(() => HeatExchange.Of(energies, 0.5, 1, new Matrix(4, 4)));
        Assert.Throws<SzilardException>(() => HeatExchange.Of(energies, 0, 1));

        static double[] Unit(int at)
        {
            double[] unit = new double[4];
            unit[at] = 1;
            return unit;
        }
    }

    [Fact]
    public void Protocols_that_cannot_be_counted_are_refused()
    {
        double[][] many = [.. Enumerable.Repeat<double[]>([0, 1, 2], 30)];
        Assert.Contains(
            "paths", Assert.Throws<SzilardException>(() => new EnumeratedProtocol(many).MeanWork).Message);
        Assert.Throws<SzilardException>(() => new EnumeratedProtocol([[0, 1], [0, 1, 2]]).MeanWork);
        Assert.Throws<SzilardException>(() => new EnumeratedProtocol([[0, 1], [0, 2]], 0).MeanWork);
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
