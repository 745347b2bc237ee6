using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Thermodynamics.Langevin;

namespace Szilard.Thermodynamics.Tests.Langevin;

/// <summary>Probabilities of paths and of their reverse. Bounds of random tests are five standard errors: one
/// false alarm in two million.</summary>
public class PathTests
{
    private const double Temperature = 0.8;

    /// <summary>Crooks path by path: ln P_F/P_R = β(W − ΔF), where each step is in detailed
    /// balance.</summary>
    [Theory]
    [InlineData(TrapKernel.Exact)]
    [InlineData(TrapKernel.Adjusted)]
    public void Paths_obey_crooks_where_steps_are_in_detailed_balance(TrapKernel kernel)
    {
        Trap trap = Protocol(kernel);
        for (int n = 0; n < 50; n++)
        {
            (double work, double ratio) = Ratio(trap, RandomKey.FromSeed(2).Split(n));
            Assert.Equal((work - trap.FreeEnergyChange) / Temperature, ratio, 1e-9);
        }
    }

    /// <summary>Under Euler's steps the ratio is another number than the work says, and keeps its own
    /// theorem: ⟨e^(−Δs)⟩ = 1 while ⟨e^(−β(W − ΔF))⟩ is not.</summary>
    [Fact]
    public void Under_eulers_steps_the_ratio_keeps_the_theorem_that_work_breaks()
    {
        Trap trap = Protocol(TrapKernel.Euler);
        const int Count = 20_000;
        double[] ratios = new double[Count];
        for (int n = 0; n < Count; n++)
            ratios[n] = Math.Exp(-Ratio(trap, RandomKey.FromSeed(3).Split(n)).Ratio);
        double mean = ratios.Average(), error = Math.Sqrt(ratios.Sum(r => (r - mean) * (r - mean))) / Count;
        Assert.InRange(mean, 1 - (5 * error), 1 + (5 * error));
        double shadow = TrapLaw.Of(trap).LogAverage + (trap.FreeEnergyChange / Temperature);
        Assert.True(Math.Abs(Math.Exp(shadow) - 1) > 10 * error, $"{shadow} ± {error}");
    }

    /// <summary>What entropy a stationary path of two baths gives off in a step of 0.05, against the closed
    /// form of the exact step, which is below the rate of continuous time, 0.0625.</summary>
    [Fact]
    public void A_path_between_two_baths_produces_entropy_at_the_known_rate()
    {
        const double Step = 0.05;
        const int Count = 200_000;
        LinearDiffusion process = new(
            Matrix.FromRows([1, -0.5], [-0.5, 1]), Matrix.FromRows([1.0, 0], [0, 2]));
        (Matrix keep, Matrix noise) = process.Step(Step);
        // The exact step as a descent: R = 1 − ηA with η = 1, and its noise.
        Matrix drift = Matrix.FromRows([1 - keep[0, 0], -keep[0, 1]], [-keep[1, 0], 1 - keep[1, 1]]);
        double expected = new StationaryDescent(drift, noise, 1).EntropyProductionPerStep();
        Assert.InRange(expected / Step, 0.055, 0.0625);
        ExactKernel kernel = new(process, [0, 0], Step);
        RandomStream random = RandomKey.FromSeed(4).Stream();
        double[] x = [0, 0], blocks = new double[100];
        for (int n = 0; n < Count; n++)
        {
            double[] next = kernel.Move(x, ref random);
            blocks[n * 100 / Count] += PathProbability.Of([x, next], kernel).BathEntropy / (Count / 100.0);
            x = next;
        }
        double mean = blocks.Average(),
            error = Math.Sqrt(blocks.Sum(b => (b - mean) * (b - mean)) / 99 / 100);
        Assert.InRange(mean, expected - (5 * error), expected + (5 * error));
        Assert.True(expected > 5 * error);
    }

    [Fact]
    public void Slow_descent_dissipates_at_the_rate_of_continuous_time()
    {
        Matrix drift = Matrix.FromRows([1, -0.5], [-0.5, 1]);
        const double Rate = 1e-4;
        Matrix noise = Matrix.FromRows([2 / Rate, 0], [0, 4 / Rate]);
        Assert.Equal(
            0.0625, new StationaryDescent(drift, noise, Rate).EntropyProductionPerStep() / Rate, 1e-4);
    }

    /// <summary>The sum over a path is that over its steps, and turning a path round turns the sign of its
    /// entropy.</summary>
    [Fact]
    public void A_reversed_path_gives_back_what_the_path_gave()
    {
        EulerKernel kernel = new(Potential.Quadratic(Matrix.FromRows([1.5]), [0.2]), 1, 0.3);
        double[][] path = [[0.1], [0.7], [-0.2], [1.4]];
        PathProbability there = PathProbability.Of(path, kernel),
            back = PathProbability.Of([.. path.Reverse()], kernel);
        Assert.Equal(there.BathEntropy, -back.BathEntropy, 1e-12);
        double sum = 0;
        for (int n = 0; n < 3; n++)
            sum += kernel.LogDensity(path[n], path[n + 1]);
        Assert.Equal(sum, there.LogForward, 1e-12);
        Assert.Equal(there.BathEntropy - 0.5 + 0.25, there.EntropyProduction(-0.5, -0.25), 1e-12);
        Assert.Throws<ArgumentException>(() => PathProbability.Of(path, kernel, kernel));
        Assert.Throws<ArgumentException>(() => PathProbability.Of([[0.1]], kernel));
    }

    [Fact]
    public void A_metropolis_trap_has_no_closed_law() =>
        Assert.Throws<SzilardException>(() => TrapLaw.Of(Protocol(TrapKernel.Adjusted)));

    /// <summary>The closed law against drawn repetitions, for a trap that moves and stiffens.</summary>
    [Theory]
    [InlineData(TrapKernel.Exact)]
    [InlineData(TrapKernel.Euler)]
    public void The_law_of_the_works_is_that_of_drawn_ones(TrapKernel kernel)
    {
        Trap trap = Protocol(kernel);
        TrapLaw law = TrapLaw.Of(trap);
        Szilard.Thermodynamics.Fluctuations.WorkSample drawn = new(
            trap.Works(100_000, RandomKey.FromSeed(8)), 1 / Temperature);
        Assert.Equal(law.Mean, drawn.Mean, 5 * drawn.MeanError);
        // Works are squares of normals at worst: kurtosis below 15, so that the variance has an error below
        // √(14/n).
        Assert.Equal(law.Variance, drawn.Variance, 5 * law.Variance * Math.Sqrt(14.0 / drawn.Count));
        Assert.Equal(law.LogAverage, drawn.LogAverage, 5 * drawn.Jarzynski().StandardError / Temperature);
        if (kernel == TrapKernel.Exact)
            Assert.Equal(-trap.FreeEnergyChange / Temperature, law.LogAverage, 1e-12);
    }

    private static Trap Protocol(TrapKernel kernel) =>
        new([new(1, 0), new(1.5, 0.2), new(2, 0.5), new(1.2, 0.9)], Temperature, 0.5, kernel);

    /// <summary>W and ln P_F/P_R of one repetition, begun and reversed in equilibrium.</summary>
    private static (double Work, double Ratio) Ratio(Trap trap, RandomKey key)
    {
        RandomStream noise = key.Stream();
        double start = trap.Protocol[0].Centre
            + (Math.Sqrt(Temperature / trap.Protocol[0].Stiffness) * noise.NextNormal());
        List<double[]> path = [[start]];
        List<LangevinKernel> kernels = [];
        double work = 0;
        for (int n = 1; n < trap.Protocol.Count; n++)
        {
            work += trap.Protocol[n].Energy(path[^1][0]) - trap.Protocol[n - 1].Energy(path[^1][0]);
            kernels.Add(trap.KernelAfter(n));
            path.Add(kernels[^1].Move(path[^1], ref noise));
        }
        return (work, PathProbability.Of(path, kernels)
            .EntropyProduction(LogGibbs(trap.Protocol[0], start), LogGibbs(trap.Protocol[^1], path[^1][0])));
    }

    private static double LogGibbs(TrapState trap, double x) =>
        (-trap.Energy(x) / Temperature) - (Math.Log(2 * Math.PI * Temperature / trap.Stiffness) / 2);
}
