using Szilard.Tensors;
using Szilard.Thermodynamics.Langevin;

namespace Szilard.Thermodynamics.Tests.Langevin;

/// <summary>Kernels as densities: normalised, in detailed balance where they claim it, and the law of what is
/// drawn. Bounds of random tests are five standard errors: one false alarm in two million.</summary>
public class KernelTests
{
    private const double Temperature = 0.7, Step = 0.15;

    /// <summary>A double well (x² − 1)² tilted, in one dimension.</summary>
    private static Potential Well { get; } = new(
        1, x => (((x[0] * x[0]) - 1) * ((x[0] * x[0]) - 1)) + (0.3 * x[0]),
        x => [(4 * x[0] * ((x[0] * x[0]) - 1)) + 0.3]);

    [Fact]
    public void A_step_goes_somewhere()
    {
        LangevinKernel[] kernels =
            [new EulerKernel(Well, Temperature, Step), ExactKernel.InTrap(new(1.3, 0.4), Temperature, Step)];
        foreach (LangevinKernel kernel in kernels)
        {
            const double Grid = 1e-3;
            double sum = 0;
            for (double y = -8; y < 8; y += Grid)
                sum += Grid * Math.Exp(kernel.LogDensity([0.6], [y]));
            Assert.Equal(1, sum, 1e-9);
        }
    }

    /// <summary>π(x)k(x → y) = π(y)k(y → x) with π = e^(−V/T).</summary>
    [Theory]
    [InlineData(0.6, -0.4)]
    [InlineData(-1.2, 0.3)]
    [InlineData(0.1, 2.5)]
    public void Metropolis_steps_and_exact_ones_are_in_detailed_balance_and_eulers_are_not(double x, double y)
    {
        EulerKernel euler = new(Well, Temperature, Step);
        double well = (Well.Energy([x]) - Well.Energy([y])) / Temperature;
        Assert.Equal(well, new AdjustedKernel(euler).LogRatio([x], [y]), 1e-12);
        Assert.True(Math.Abs(euler.LogRatio([x], [y]) - well) > 1e-3);
        TrapState trap = new(1.3, 0.4);
        double balance = (trap.Energy(x) - trap.Energy(y)) / Temperature;
        Assert.Equal(balance, ExactKernel.InTrap(trap, Temperature, Step).LogRatio([x], [y]), 1e-9);
    }

    /// <summary>In two dimensions with two baths, against the recursion of small steps: e^(−Aτ) and the
    /// covariance by 2^20 Euler steps, whose error is of the order of τ/2^20.</summary>
    [Fact]
    public void An_exact_step_is_the_limit_of_many_small_ones()
    {
        Matrix drift = Matrix.FromRows([1, -0.5], [0.2, 1.5]), noise = Matrix.FromRows([1, 0.3], [0.3, 2]);
        (Matrix keep, Matrix covariance) = new LinearDiffusion(drift, noise).Step(0.4);
        const int Count = 1 << 20;
        double h = 0.4 / Count;
        double[] k = [1, 0, 0, 1], c = [0, 0, 0, 0];
        double[] r = [1 - h, 0.5 * h, -0.2 * h, 1 - (1.5 * h)];
        for (int n = 0; n < Count; n++)
        {
            k = Product(r, k);
            c = Product(Product(r, c), [r[0], r[2], r[1], r[3]]);
            for (int i = 0; i < 4; i++)
                c[i] += 2 * h * noise.Values[i];
        }
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(k[i], keep.Values[i], 1e-5);
            Assert.Equal(c[i], covariance.Values[i], 1e-5);
        }

        static double[] Product(double[] a, double[] b) =>
        [
            (a[0] * b[0]) + (a[1] * b[2]), (a[0] * b[1]) + (a[1] * b[3]), (a[2] * b[0]) + (a[3] * b[2]),
            (a[2] * b[1]) + (a[3] * b[3]),
        ];
    }

    /// <summary>⟨x²⟩ in the double well by quadrature, against the chain; Euler at this step is off by many
    /// errors.</summary>
    [Fact]
    public void Metropolis_steps_draw_from_the_equilibrium_that_eulers_miss()
    {
        double partition = 0, second = 0;
        for (double x = -4; x < 4; x += 1e-3)
        {
            double weight = Math.Exp(-Well.Energy([x]) / Temperature);
            partition += weight;
            second += weight * x * x;
        }
        EulerKernel euler = new(Well, Temperature, 0.06);
        (double adjusted, double error) = Second(new AdjustedKernel(euler));
        (double plain, double spread) = Second(euler);
        Assert.InRange(adjusted, (second / partition) - (5 * error), (second / partition) + (5 * error));
        Assert.True(Math.Abs(plain - (second / partition)) > 10 * spread, $"{plain} ± {spread}");
    }

    /// <summary>The trap's own step, which allocates nothing, and its kernel are one and the same.</summary>
    [Theory]
    [InlineData(TrapKernel.Exact)]
    [InlineData(TrapKernel.Euler)]
    [InlineData(TrapKernel.Adjusted)]
    public void A_trap_moves_as_its_kernel_says(TrapKernel how)
    {
        Trap trap = new([new(1, 0), new(1.7, 0.3)], Temperature, 0.6, how);
        LangevinKernel kernel = trap.KernelAfter(1);
        RandomStream one = RandomKey.FromSeed(6).Stream(), two = RandomKey.FromSeed(6).Stream();
        double x = 0.2;
        for (int n = 0; n < 200; n++)
        {
            double next = kernel.Move([x], ref two)[0];
            x = trap.Move(x, trap.Protocol[1], ref one);
            Assert.Equal(x, next, 1e-12);
        }
    }

    [Fact]
    public void A_potential_is_symmetric()
    {
        Potential bowl = Potential.Quadratic(Matrix.FromRows([2, 0.5], [0.5, 1]), [1, -1]);
        Assert.Equal(0.5 * ((2 * 1) + (2 * 0.5 * 2) + (1 * 4)), bowl.Energy([2, 1]), 1e-12);
        Assert.Equal([3, 2.5], bowl.Gradient([2, 1]));
        Assert.Throws<ArgumentException>(
            () => Potential.Quadratic(Matrix.FromRows([2, 0.5], [0.4, 1]), [0, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EulerKernel(bowl, 0, 0.1));
    }

    /// <summary>The mean of x² with the error of a hundred blocks.</summary>
    private static (double Mean, double Error) Second(LangevinKernel kernel)
    {
        RandomStream noise = RandomKey.FromSeed(9).Stream();
        double[] x = [1], blocks = new double[100];
        const int Steps = 2000;
        for (int b = 0; b < blocks.Length; b++)
            for (int n = 0; n < Steps; n++)
            {
                x = kernel.Move(x, ref noise);
                blocks[b] += x[0] * x[0] / Steps;
            }
        double mean = blocks.Average();
        return (mean, Math.Sqrt(blocks.Sum(v => (v - mean) * (v - mean)) / 99 / 100));
    }
}
