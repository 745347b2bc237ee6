using Szilard.Learners.Encoders;
using Szilard.Learners.Energies;
using Szilard.Learners.Objectives;
using Szilard.Learners.Tests.Learning;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds.Views;

namespace Szilard.Learners.Tests.Energies;

/// <summary>Langevin chains in the space of observations.</summary>
public sealed class LangevinTests
{
    private const int Chains = 20_000;

    /// <summary>Reference notes, T14 and 5.12: Var = T/[k(1 − ηk/2)], 1.05263157894737 for η = 0.1, T = k =
    /// 1. After 60 steps 0.9^120 of the beginning is left. Five standard errors, √(2/20 000) each: a false
    /// alarm in 10⁶.</summary>
    [Theory]
    [InlineData(0.1, 1.0, 1.0, 1.05263157894737)]
    [InlineData(0.5, 1.0, 2.0, 1.0)]
    [InlineData(0.1, 0.25, 1.0, 0.263157894736842)]
    public void The_stationary_variance_is_that_of_the_discrete_chain(
        double step, double temperature, double stiffness, double expected)
    {
        using CpuDevice<float> device = new();
        NetworkEnergy energy = Well(device, step, Math.Sqrt(2 * step * temperature), stiffness);
        Assert.Equal(temperature, energy.BathTemperature, 1e-12);
        ChainRun run = energy.Relax(new Batch(new Shape(Chains, 1), new float[Chains]), 60, Bench.Key,
            complete: false);
        Assert.Equal(expected, run.End.Values.Average(x => (double)x * x), 5 * expected
            * Math.Sqrt(2.0 / Chains));
    }

    /// <summary>A linear chain is reversible under its own stationary law π = N(0, v): the entropy flow from
    /// x = 0 is ⟨ln π(x_n)/π(0)⟩ = −v_n/(2v) = −(1 − (1 − ηk)^{2n})/2. The standard deviation of x²/(2v) is
    /// below 0.71.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void The_entropy_flow_is_that_of_a_reversible_chain(int steps)
    {
        using CpuDevice<float> device = new();
        ChainRun run = Well(device, 0.1, Math.Sqrt(0.2), 1)
            .Relax(new Batch(new Shape(Chains, 1), new float[Chains]), steps, Bench.Key, complete: true);
        Assert.Equal(-(1 - Math.Pow(0.9, 2 * steps)) / 2, run.EntropyFlow, 5 * 0.71 / Math.Sqrt(Chains));
        Assert.InRange(run.Acceptance, 0.95, 1);
    }

    /// <summary>Accounting asks for one more slope, and moves nothing.</summary>
    [Fact]
    public void Chains_end_in_the_same_place_whether_accounted_for_or_not()
    {
        using CpuDevice<float> device = new();
        NetworkEnergy energy = Well(device, 0.1, 0.3, 1);
        Batch start = Bench.Normal(Bench.Key, 16, 1);
        Assert.Equal(
            energy.Relax(start, 5, Bench.Key, complete: false).End.Values,
            energy.Relax(start, 5, Bench.Key, complete: true).End.Values);
    }

    /// <summary>One step without noise is x − α·∂E/∂x, the slope by central differences in double.</summary>
    [Fact]
    public void The_drift_is_the_slope_of_the_energy_in_the_input()
    {
        using CpuDevice<double> device = new();
        Network network = Bench.Design("mlp", "widths=[6];outputs=3;activation=tanh")
            .Build(device, new Shape(2), Bench.Key);
        NetworkEnergy energy = new(device, network, new ChainSettings(1, 0, 0, -1, 1, 0));
        Batch x = Bench.Normal(Bench.Key.Split("x"), 3, 2);
        Batch end = energy.Relax(x, 1, Bench.Key, complete: false).End;
        for (int i = 0; i < x.Values.Length; i++)
            Assert.Equal(x.Values[i] - Slope(i), end.Values[i], 1e-5);

        double Slope(int i)
        {
            const float Shift = 1f / 1024;
            return (At(Shift) - At(-Shift)) / (2 * Shift);

            double At(float shift)
            {
                var moved = (float[])x.Values.Clone();
                moved[i] += shift;
                double shifted = moved[i] - x.Values[i];
                return energy.Energies(device, new Batch(x.Shape, moved)).Sum() * Shift / Math.Abs(shifted);
            }
        }
    }

    /// <summary>E = −ln Σ_k e^{f_k}, from the outputs.</summary>
    [Fact]
    public void The_energy_is_minus_the_log_sum_of_exponentials()
    {
        using CpuDevice<double> device = new();
        Network network = Bench.Design("mlp", "widths=[4];outputs=3").Build(device, new Shape(2), Bench.Key);
        NetworkEnergy energy = new(device, network, new ChainSettings(1, 0.01, 0, -1, 1, 0));
        Batch x = Bench.Normal(Bench.Key.Split("x"), 5, 2);
        using Tape tape = new(device, recording: false);
        Matrix f = network.Project(tape.Constant(x), training: false).ToMatrix();
        double[] energies = energy.Energies(device, x);
        for (int i = 0; i < 5; i++)
            Assert.Equal(-Math.Log(f.Row(i).ToArray().Sum(Math.Exp)), energies[i], 1e-12);
    }

    /// <summary>Points from N(½, ½²) in one dimension: the density e^{−E}/Z, normalised on a grid, comes
    /// within 0.15 nats of the entropy ln(½√(2πe)) = 0.7258 that no model can beat, from 2.2 where it is even
    /// on [−4, 5].</summary>
    [Fact]
    public void A_network_learns_a_density_with_chains_at_its_own_temperature()
    {
        using CpuDevice<float> device = new();
        EnergyLearner learner = EnergyBench.Learner(
            device, "mlp", "widths=[24];outputs=4;activation=gelu", "jem",
            "step=0.05;noise=0.316227766;buffer=512;low=-4;high=5;data_noise=0",
            settings: "rate=0.01;schedule=cosine");
        (EnergyState state, _) = EnergyBench.Train(learner, learner.Begin(new Shape(1), Bench.Key), 1000,
            Points);
        float[] grid = [.. Enumerable.Range(0, 901).Select(i => -4 + (i * 0.01f))];
        double[] energies = state.Model.Energies(device, new Batch(new Shape(901, 1), grid));
        double partition = energies.Sum(e => Math.Exp(-e)) * 0.01;
        double loss = state.Model.Energies(device, Points(5000).Left).Average() + Math.Log(partition);
        Assert.InRange(loss, 0.7258 - 0.3, 0.7258 + 0.15);

        static ViewPair Points(long step)
        {
            Batch normal = Bench.Normal(Bench.Key.Split("points", step), step < 5000 ? 64 : 4096, 1);
            Batch x = new(normal.Shape, Array.ConvertAll(normal.Values, v => 0.5f + (0.5f * v)));
            return new ViewPair(x, x);
        }
    }

    private static NetworkEnergy Well(Device device, double step, double noise, double stiffness) => new(
        device, new Network([new QuadraticLayer(stiffness)], [], 1, 1),
        new ChainSettings(step, noise, 0, -1, 1, 0));
}
