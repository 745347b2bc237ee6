using Szilard.Learners.Energies;
using Szilard.Learners.Tests.Learning;
using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Thermodynamics.Composite;
using Szilard.Worlds.Views;

namespace Szilard.Learners.Tests.Energies;

/// <summary>Learning goes on to the bit, and a step that runs away is not taken.</summary>
public sealed class EnergyLearnerTests
{
    private static readonly Shape _observation = new(3, 2, 1);

    public static TheoryData<string, string, string, string> Models => new()
    {
        { "rbm", "hidden=5", "contrastive-divergence", "sweeps=2" },
        { "rbm", "hidden=5", "contrastive-divergence", "persistent=12" },
        { "rbm", "hidden=5;visible=gaussian", "contrastive-divergence", "persistent=12" },
        { "mlp", "widths=[8];outputs=3", "jem", "buffer=40;chain_steps=3;step=0.1;noise=0.1;reinit=0.3" },
        { "mlp", "widths=[8];outputs=3", "jem", "buffer=40;chain_steps=3;labels=given" },
        { "convolutional", "channels=[4];normalisation=layer", "jem", "buffer=40;chain_steps=2" },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void What_was_saved_and_loaded_goes_on_to_the_same_bits(
        string encoder, string design, string objective, string parameters)
    {
        using CpuDevice<float> device = new(), other = new(4);
        EnergyLearner whole = Make(device), resumed = Make(other);
        EnergyState half = Train(whole, whole.Begin(_observation, Bench.Key), 5);
        StateArray[] saved = [.. whole.Save(half)];
        EnergyState end = Train(whole, half, 6);
        EnergyState again = resumed.Load(resumed.Begin(_observation, RandomKey.FromSeed(99)), 5, saved);
        Bench.AssertSameBits(saved, resumed.Save(again));
        again = Train(resumed, again, 6);
        Assert.Equal(11, again.Step);
        Bench.AssertSameBits(whole.Save(end), resumed.Save(again));
        Assert.Equal(
            whole.Encode(end, Views(0).Left).Values, resumed.Encode(again, Views(0).Left).Values);

        EnergyLearner Make(Device where) => EnergyBench.Learner(where, encoder, design, objective,
            parameters);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Books_close_and_change_nothing_in_what_is_learned(
        string encoder, string design, string objective, string parameters)
    {
        using CpuDevice<float> device = new();
        EnergyLearner plain = EnergyBench.Learner(device, encoder, design, objective, parameters);
        EnergyLearner booked = EnergyBench.Learner(
            device, encoder, design, objective, parameters, ledger: new LedgerSettings(1, Gauge.Raw, false));
        EnergyState without = Train(plain, plain.Begin(_observation, Bench.Key), 20);
        (EnergyState with, List<StepOutcome> outcomes) =
            EnergyBench.Train(booked, booked.Begin(_observation, Bench.Key), 20, Views);
        Bench.AssertSameBits(plain.Save(without), booked.Save(with));
        RunBooks books = new(Gauge.Raw);
        BookedTotals totals = outcomes.Select(o => books.Enter(o.Books!)).Last().Totals!;
        Assert.True(totals.Size > 0);
        Assert.InRange(Math.Abs(totals.ClosureError), 0, 1e-9 * totals.Size);
        Assert.True(double.IsFinite(totals.InformationGained));
        Assert.All(outcomes, o => Assert.InRange(Math.Abs(o.Books!.ClosureError), 0, 1e-9 * totals.Size));
    }

    /// <summary>A step of 10³⁰ in a network's energy overflows; nothing moves, chains least of all.</summary>
    [Fact]
    public void Chains_that_run_away_are_named_and_leave_the_state_untouched()
    {
        using CpuDevice<float> device = new();
        EnergyLearner learner = EnergyBench.Learner(
            device, "mlp", "widths=[8];outputs=3;activation=relu", "jem", "buffer=40;step=1e30");
        EnergyState state = learner.Begin(_observation, Bench.Key);
        IReadOnlyList<StateArray> before = learner.Save(state);
        (EnergyState after, StepOutcome outcome) = learner.Learn(state, Views(0), Bench.Key);
        Assert.True(outcome.Diverged is "chains" or "loss", outcome.Diverged);
        Assert.Equal(0, after.Step);
        Bench.AssertSameBits(before, learner.Save(after));
    }

    /// <summary>From the definition: mean ln-sum-exp differences and −mean ln softmax at the label.</summary>
    [Fact]
    public void Labels_add_their_cross_entropy()
    {
        using CpuDevice<float> device = new();
        EnergyLearner learner = EnergyBench.Learner(
            device, "mlp", "widths=[8];outputs=3", "jem",
            "labels=given;label_weight=2;likelihood_weight=0.5;buffer=40");
        (_, List<StepOutcome> outcomes) =
            EnergyBench.Train(learner, learner.Begin(_observation, Bench.Key), 1, Views);
        Dictionary<string, double> terms = outcomes[0].Terms.ToDictionary(t => t.Key, t => t.Value);
        Assert.InRange(terms["cross_entropy"], 0.5, 2);
        Assert.Equal(
            (0.5 * (terms["energy_data"] - terms["energy_chains"])) + (2 * terms["cross_entropy"]),
            outcomes[0].Loss,
            1e-5);
    }

    [Theory]
    [InlineData("mlp", "outputs=3;normalisation=batch", "jem", "batch normalisation")]
    [InlineData("mlp", "outputs=3", "contrastive-divergence", "`rbm`")]
    [InlineData("rbm", "", "jem", "networks")]
    public void Parts_that_do_not_fit_are_refused(string encoder, string design, string objective,
        string expected)
    {
        using CpuDevice<float> device = new();
        EnergyLearner learner = EnergyBench.Learner(device, encoder, design, objective);
        Assert.Contains(
            expected, Assert.Throws<SzilardException>(() => learner.Begin(_observation, Bench.Key)).Message);
    }

    private static EnergyState Train(EnergyLearner learner, EnergyState state, int steps) =>
        EnergyBench.Train(learner, state, steps, Views).State;

    /// <summary>Probabilities, which all models can take, and three classes.</summary>
    private static ViewPair Views(long step)
    {
        ViewPair views = Bench.Views(Bench.Key.Split("views", step), 16, _observation, targets: 3);
        float[] shares = Array.ConvertAll(views.Left.Values, v => 1 / (1 + MathF.Exp(-v)));
        return views with { Left = new Batch(views.Left.Shape, shares) };
    }
}
