using Szilard.Learners.Energies;
using Szilard.Learners.Tests.Learning;
using Szilard.Learners.Thermodynamics;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Thermodynamics.Composite;
using Szilard.Worlds.Views;

namespace Szilard.Learners.Tests.Energies;

/// <summary>What the books of an energy model say, held against exact sums and the reference notes.</summary>
public sealed class EnergyBooksTests
{
    private static readonly LedgerSettings _always = new(1, Gauge.Raw, Surrogate: false);

    /// <summary>Reference notes, T21: CD₁ = 0.526481259539056 = ΔS − Q, ΔS = 0.630595186839311, Q =
    /// 0.104113927300256; weights are kept in single precision.</summary>
    [Fact]
    public void Contrastive_divergence_is_the_entropy_that_the_sweep_produces()
    {
        using CpuDevice<float> device = new();
        EnergyLearner learner = Learner(device, "hidden=2", "");
        EnergyState state = learner.Begin(new Shape(2), Bench.Key);
        EnergyBench.SetOracle(state.Model);
        ViewPair views = EnergyBench.Repeated([[1, 0], [1, 1]], 8);
        BookedStep step = EnergyBench.Train(learner, state, 1, _ => views).Outcomes[0].Books!;
        BookedStroke relaxation = step.Strokes.Single(s => s.Name == "relaxation");
        Assert.Equal(0.526481259539056, relaxation.EntropyProduction, 1e-6);
        Assert.Equal(0.630595186839311, relaxation.EntropyChange, 1e-6);
        Assert.Equal(0.104113927300256, relaxation.Heat, 1e-6);
        Assert.Equal(1.22118142010854, step.After("measurement")!.Loss, 1e-6);
        Assert.Equal(0.630595186839311, step.Strokes.Single(s => s.Name == "measurement").InformationGained,
            1e-6);
    }

    /// <summary>Over a run of CD and of PCD, with the negative log-likelihood from exact sums before and
    /// after each step: the excess work on the data is its change, and what the gradient saw of it lacks the
    /// excess work on the chains.</summary>
    [Theory]
    [InlineData("sweeps=3")]
    [InlineData("persistent=24")]
    public void Excess_work_is_the_change_of_the_likelihood_and_that_on_the_chains_is_the_bias(
        string parameters)
    {
        using CpuDevice<float> device = new();
        EnergyLearner learner = Learner(device, "hidden=5;spread=0.3", parameters);
        ViewPair views = EnergyBench.Repeated(EnergyBench.BarsAndStripes, 4);
        var data = new double[16];
        foreach (float[] row in EnergyBench.BarsAndStripes)
            data[Enumerable.Range(0, 4).Sum(i => (int)row[i] << i)] = 1.0 / 6;
        EnergyState state = learner.Begin(new Shape(4), Bench.Key);
        for (int i = 0; i < 40; i++)
        {
            double before = Likelihood();
            (state, List<StepOutcome> outcomes) = EnergyBench.Train(learner, state, 1, _ => views);
            double change = Likelihood() - before;
            BookedStep step = outcomes[0].Books!;
            BookedChains chains = step.Chains!;
            Assert.True(chains.Exact);
            Assert.Equal(change, step.Strokes.Single(s => s.Name == "optimiser").ExcessWork, 1e-10);
            Assert.Equal(change, chains.ApparentChange + chains.Bias, 1e-10);
            Assert.True(step.Strokes.Single(s => s.Name == "optimiser").DemonEfficiency <= 1 + 1e-12);
            BookedStroke relaxation = step.Strokes.Single(s => s.Name == "relaxation");
            Assert.True(relaxation.EntropyProduction >= -1e-12);
            Assert.Equal(relaxation.EntropyChange - relaxation.Heat, relaxation.EntropyProduction, 1e-10);
        }

        double Likelihood() => state.Model.Exactly()!.NegativeLogLikelihood(data);
    }

    /// <summary>The estimate −ln⟨e^−w⟩ is at most the mean work (Jensen), so a chain's bias is ≥ 0; beside it
    /// the exact ln Z of a machine that is summed here by hand over its hidden states, in a run too large for
    /// the books to be exact. Chains relax for 200 sweeps from the data; 2000 of them tell ΔF of about 0.01
    /// to a few 10⁻⁴.</summary>
    [Fact]
    public void Where_sums_are_too_long_the_free_energy_is_estimated_by_the_chains()
    {
        using CpuDevice<float> device = new();
        EnergyLearner learner = Learner(device, "hidden=4;spread=0.1", "sweeps=200");
        EnergyState state = learner.Begin(new Shape(16), Bench.Key);
        Batch noise = Bench.Normal(Bench.Key.Split("bits"), 2000, 16);
        Batch bits = new(noise.Shape, Array.ConvertAll(noise.Values, v => v > 0.5f ? 1f : 0));
        double before = LogPartition(state);
        (state, List<StepOutcome> outcomes) = EnergyBench.Train(learner, state, 1,
            _ => new ViewPair(bits, bits));
        BookedChains chains = outcomes[0].Books!.Chains!;
        Assert.False(chains.Exact);
        Assert.True(chains.Bias >= 0);
        Assert.InRange(chains.EffectiveShare, 0.9, 1);
        Assert.True(double.IsNaN(outcomes[0].Books!.States[0].Entropy));
        double error = 5 * 0.01 * Math.Sqrt(16 * 0.25 / 2000);
        Assert.Equal(before - LogPartition(state), chains.FreeEnergyChange, error);
    }

    [Fact]
    public void The_bath_of_the_published_defaults_is_colder_than_the_model()
    {
        using CpuDevice<float> device = new();
        EnergyLearner learner = EnergyBench.Learner(
            device, "mlp", "widths=[8];outputs=3", "jem", "buffer=40", ledger: _always);
        BookedStep step = EnergyBench.Train(
            learner, learner.Begin(new Shape(5), Bench.Key), 1,
            i => Bench.Views(Bench.Key.Split(i), 16, new Shape(5)))
            .Outcomes[0].Books!;
        Assert.Equal(5e-5, step.Chains!.BathTemperature, 1e-12);
        Assert.Equal((1.0, 2e4), (step.ModelBeta, Math.Round(step.LabelBeta, 6)));
        Assert.True(double.IsFinite(step.Chains.EntropyFlow));
        Assert.Equal("exact", step.Level);
    }

    private static EnergyLearner Learner(Device device, string design,
        string parameters) => EnergyBench.Learner(
        device, "rbm", design, "contrastive-divergence", parameters, ledger: _always);

    /// <summary>ln Σ_h e^{c·h} Π_i (1 + e^{b_i + (Wh)_i}).</summary>
    private static double LogPartition(EnergyState state)
    {
        float[] w = Values("encoder.weight"), c = Values("encoder.hidden_bias"),
            b = Values("objective.visible_bias");
        double sum = 0;
        for (int h = 0; h < 1 << c.Length; h++)
        {
            double exponent = 0;
            for (int k = 0; k < c.Length; k++)
                exponent += (h >> k & 1) * c[k];
            for (int i = 0; i < b.Length; i++)
                exponent += Math.Log(1 + Math.Exp(
                    b[i] + Enumerable.Range(0, c.Length).Sum(k => (h >> k & 1) * w[(i * c.Length) + k])));
            sum += Math.Exp(exponent);
        }
        return Math.Log(sum);

        float[] Values(string name) => state.Model.Trainable.Single(p => p.Name == name).ToSingles();
    }
}
