using Szilard.Learners.Energies;
using Szilard.Learners.Objectives;
using Szilard.Learners.Tests.Learning;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Thermodynamics.EnergyModels;
using Szilard.Worlds.Views;

namespace Szilard.Learners.Tests.Energies;

/// <summary>The machine on a device beside exact sums and the reference notes.</summary>
public sealed class BoltzmannMachineTests
{
    private const double Step = 1e-6;

    /// <summary>−F(v) of all four states, from the definition ln Σ_h e^(−E(v, h)).</summary>
    [Fact]
    public void The_energy_is_the_sum_over_hidden_states()
    {
        using CpuDevice<double> device = new();
        EnergyModel machine = Machine(device, "hidden=2");
        EnergyBench.SetOracle(machine);
        double[] energies = machine.Energies(device, new Batch(new Shape(4, 2), [0, 0, 1, 0, 0, 1, 1, 1]));
        for (int v = 0; v < 4; v++)
            Assert.Equal(FreeEnergy(v & 1, v >> 1), energies[v], 1e-7);
    }

    [Theory]
    [InlineData("hidden=3")]
    [InlineData("hidden=3;visible=gaussian")]
    public void The_contrast_is_the_central_difference_of_the_energies(string design)
    {
        using CpuDevice<double> device = new();
        EnergyModel machine = Machine(device, $"{design};spread=0.7", 4);
        Batch data = Bench.Normal(Bench.Key.Split("data"), 5, 4),
            chains = Bench.Normal(Bench.Key.Split("chains"), 3, 4);
        using Tape tape = new(device);
        Gradients gradients = tape.Differentiate(Contrast(tape));
        foreach (Parameter parameter in machine.Trainable)
        {
            var gradient = new double[parameter.Shape.Size];
            device.Read(gradients.Of(parameter)!, gradient);
            for (int i = 0; i < gradient.Length; i++)
                Assert.Equal(Difference(parameter, i), gradient[i], 1e-7);
        }

        Tensor Contrast(Tape on) => new MachineLikelihood(1, 0).Evaluate(
            machine.Outputs(on.Constant(data)), machine.Outputs(on.Constant(chains)),
            new ObjectiveContext(new Dictionary<string, Tensor>(), Bench.Key)).Value;

        double Difference(Parameter parameter, int index)
        {
            var values = new double[parameter.Shape.Size];
            device.Read(parameter.Storage, values);
            double kept = values[index], above = At(kept + Step), below = At(kept - Step);
            At(kept);
            return (above - below) / (2 * Step);

            double At(double value)
            {
                values[index] = value;
                device.Write(values, parameter.Storage);
                using Tape alone = new(device, recording: false);
                return Contrast(alone).Item();
            }
        }
    }

    /// <summary>The mean contrast of 200 000 chains after one sweep against its exact expectation, ⟨v_i h_k⟩
    /// under the data minus under the swept law. A product has a variance of at most 1/4, so 5 standard
    /// errors are 0.0056: a false alarm in 10⁶ for each of four.</summary>
    [Fact]
    public void One_sweep_gives_the_contrast_that_enumeration_expects()
    {
        using CpuDevice<float> device = new();
        EnergyModel machine = Machine(device, "hidden=2");
        EnergyBench.SetOracle(machine);
        Batch data = EnergyBench.Repeated([[1, 0], [1, 1]], 100_000).Left;
        Batch end = machine.Relax(data, 1, Bench.Key, complete: false).End;
        using Tape tape = new(device);
        Tensor value = new MachineLikelihood(1, 0).Evaluate(
            machine.Outputs(tape.Constant(data)), machine.Outputs(tape.Constant(end)),
            new ObjectiveContext(new Dictionary<string, Tensor>(), Bench.Key)).Value;
        Parameter weight = machine.Trainable.Single(p => p.Name == "encoder.weight");
        var gradient = new float[4];
        device.Read(tape.Differentiate(value).Of(weight)!, gradient);
        RestrictedBoltzmannMachine exact = machine.Exactly()!;
        double[] law = [0, 0.5, 0, 0.5];
        Matrix positive = exact.Correlations(law), negative = exact.Correlations(exact.Sweep(law));
        for (int k = 0; k < 4; k++)
            Assert.Equal(negative.Values[k] - positive.Values[k], gradient[k], 0.0056);
    }

    /// <summary>ln Z and the likelihood of the reference notes, T21, to single precision.</summary>
    [Fact]
    public void Exact_sums_are_those_of_the_reference_notes()
    {
        using CpuDevice<float> device = new();
        EnergyModel machine = Machine(device, "hidden=2");
        EnergyBench.SetOracle(machine);
        MachineReading reading = MachineReading.Of(machine.Exactly()!, [0, 0.5, 0, 0.5]);
        Assert.Equal(-3.52210784526366, reading.EquilibriumFreeEnergy, 1e-6);
        Assert.Equal(1.22118142010854, reading.NegativeLogLikelihood, 1e-6);
        Assert.Equal(0.528034239548591, reading.Divergence, 1e-6);
        Assert.Equal(Math.Log(2), reading.Entropy, 1e-12);
    }

    /// <summary>Without hidden fields a Gaussian machine is N(b, 1): variance 1 ± 5·√(2/40 000).</summary>
    [Fact]
    public void Gaussian_units_sample_their_normal_law()
    {
        using CpuDevice<float> device = new();
        EnergyModel machine = Machine(device, "hidden=1;visible=gaussian;spread=1e-9", 1);
        machine.Own[0].Set([3]);
        Batch start = new(new Shape(40_000, 1), new float[40_000]);
        float[] end = machine.Relax(start, 1, Bench.Key, complete: false).End.Values;
        double mean = end.Average(v => (double)v), variance = end.Average(v => (v - mean) * (v - mean));
        Assert.Equal(3, mean, 5 / Math.Sqrt(40_000));
        Assert.Equal(1, variance, 5 * Math.Sqrt(2.0 / 40_000));
    }

    [Fact]
    public void Bernoulli_units_draw_from_probabilities_and_refuse_other_numbers()
    {
        using CpuDevice<float> device = new();
        EnergyModel machine = Machine(device, "hidden=2");
        Batch seen = machine.See(new Batch(new Shape(10_000, 2), [.. Enumerable.Repeat(0.3f, 20_000)]),
            Bench.Key);
        Assert.All(seen.Values, v => Assert.True(v is 0 or 1));
        Assert.Equal(0.3, seen.Values.Average(), 5 * Math.Sqrt(0.21 / 20_000));
        SzilardException refusal = Assert.Throws<SzilardException>(
            () => machine.See(new Batch(new Shape(1, 2), [0.5f, -1.5f]), Bench.Key));
        Assert.Contains("-1.5", refusal.Message);
        Assert.Contains("gaussian", refusal.Message);
    }

    /// <summary>Six patterns evenly: no model has a negative log-likelihood below ln 6. Persistent chains
    /// come within 0.1 of it, and are not worse than one sweep from the data.</summary>
    [Fact]
    public void Bars_and_stripes_are_learned_close_to_the_optimum_and_no_worse_by_persistent_chains()
    {
        double persistent = Likelihood("persistent=60"), fromData = Likelihood("");
        Assert.InRange(persistent, Math.Log(6), Math.Log(6) + 0.1);
        Assert.True(persistent <= fromData + 0.02, $"PCD {persistent}, CD {fromData}");

        static double Likelihood(string parameters)
        {
            using CpuDevice<float> device = new();
            EnergyLearner learner = EnergyBench.Learner(
                device, "rbm", "hidden=8;spread=0.1", "contrastive-divergence", parameters, "sgd",
                "rate=0.05;momentum=0.9;schedule=cosine");
            ViewPair views = EnergyBench.Repeated(EnergyBench.BarsAndStripes, 10);
            (EnergyState state, _) =
                EnergyBench.Train(learner, learner.Begin(new Shape(4), Bench.Key), 4000, _ => views);
            return learner.Inspect(state, views,
                Bench.Key).Single(r => r.Name == EnergyReadings.Likelihood).Reading.Value;
        }
    }

    private static EnergyModel Machine(Device device, string design, int visible = 2) => EnergyBench.Learner(
        device, "rbm", design, "contrastive-divergence").Begin(new Shape(visible), Bench.Key).Model;

    private static double FreeEnergy(int first, int second)
    {
        double sum = 0;
        for (int h = 0; h < 4; h++)
        {
            double energy = -(EnergyBench.OracleVisible[0] * first) - (EnergyBench.OracleVisible[1] * second);
            for (int k = 0; k < 2; k++)
                energy -= (h >> k & 1) * (EnergyBench.OracleHidden[k] + (first * EnergyBench.OracleWeights[k])
                    + (second * EnergyBench.OracleWeights[2 + k]));
            sum += Math.Exp(-energy);
        }
        return -Math.Log(sum);
    }
}
