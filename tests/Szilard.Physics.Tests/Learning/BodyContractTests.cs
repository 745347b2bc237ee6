using Szilard.Learners;
using Szilard.Observables;
using Szilard.Parts;
using Szilard.Physics.Learning;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds.Views;

namespace Szilard.Physics.Tests.Learning;

/// <summary>What every body that encodes must keep; joining costs one line of the catalogue and one of
/// <see cref="PhysicalBench.Small"/>.</summary>
public sealed class BodyContractTests
{
    public static TheoryData<string> Bodies => [.. BodyDesign.Catalogue.Cards.Select(c => c.Name)];

    public static TheoryData<string, string> Wanted
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string body in BodyDesign.Catalogue.Cards.Select(c => c.Name))
            {
                data.Add(body, "supervised-regression");
                data.Add(body, "info-nce");
                data.Add(body, "whitening");
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(Bodies))]
    public void The_card_names_formula_convention_and_source(string body)
    {
        PartCard card = BodyDesign.Catalogue.Get(body).Card;
        Assert.All([card.Summary, card.Formula, card.Convention, card.Source], text => Assert.NotEmpty(text));
    }

    [Theory, MemberData(nameof(Bodies))]
    public void The_remedy_names_keys_that_the_card_has(string body)
    {
        BodyDesign design = BodyDesign.Catalogue.Get(body).BuildDefault();
        string[] keys =
        [
            .. design.Remedy.Split(' ').Where(word => word.Contains('.')).Select(
                word => word.TrimEnd(':', ',')),
        ];
        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.True(
            key == "rule.beta" || design.Card.Parameters.Any(p => $"encoder.{p.Name}" == key), key));
    }

    /// <summary>The exact gradient is the body's adjoint, which knows nothing of nudges. One small enough
    /// pushes no unit of the layered network over its clip.</summary>
    [Theory, MemberData(nameof(Wanted))]
    public void A_small_centred_nudge_follows_the_exact_gradient(string body, string objective)
    {
        using CpuDevice<float> device = new();
        using PhysicalLearner learner = PhysicalBench.Learner(
            device, body, "equilibrium-propagation", objective,
            ruleSettings: $"sign=centred;beta={(body == "layered-hopfield" ? 0.0005 : 0.003)}");
        PhysicalState state = learner.Begin(PhysicalBench.Observation, PhysicalBench.Key);
        IReadOnlyList<NamedReading> readings = learner.Inspect(
            state, PhysicalBench.Views(PhysicalBench.Key, objective), PhysicalBench.Key);
        Assert.All(
            readings.Where(r => r.Name.StartsWith(BodyReadings.Cosine, StringComparison.Ordinal)),
            r => Assert.True(r.Reading.Value >= 0.999, $"{r.Name} {r.Reading}"));
        Assert.InRange(Value(readings, BodyReadings.Error), 0, 0.05);
        Assert.Equal(1, Value(readings, BodyReadings.Moved));
        Assert.Equal(0, Value(readings, BodyReadings.FreeUnsettled));
        Assert.Equal(0, Value(readings, BodyReadings.ClampedUnsettled));
    }

    [Theory, MemberData(nameof(Wanted))]
    public void Learning_the_same_batch_again_and_again_lowers_its_loss(string body, string objective)
    {
        using CpuDevice<float> device = new();
        using PhysicalLearner learner = PhysicalBench.Learner(
            device, body, "equilibrium-propagation", objective, "adam", "rate=0.01;schedule=constant",
            ruleSettings: "beta=0.01");
        PhysicalState state = learner.Begin(PhysicalBench.Observation, PhysicalBench.Key);
        ViewPair views = PhysicalBench.Views(PhysicalBench.Key, objective);
        List<double> losses = [];
        for (int i = 0; i < 30; i++)
        {
            (state, StepOutcome outcome) = learner.Learn(state, views, PhysicalBench.Key);
            Assert.Null(outcome.Diverged);
            losses.Add(outcome.Loss);
        }
        Assert.True(losses[^1] < losses[0], $"{losses[0]} {losses[^1]}");
    }

    [Theory, MemberData(nameof(Wanted))]
    public void A_run_that_was_saved_and_loaded_ends_in_the_same_bits(string body, string objective)
    {
        using CpuDevice<float> device = new(), other = new();
        using PhysicalLearner whole = Adam(device, body, objective), resumed = Adam(other, body, objective);
        PhysicalState half = PhysicalBench.Train(
            whole, whole.Begin(PhysicalBench.Observation, PhysicalBench.Key), 4, objective);
        StateArray[] saved = [.. whole.Save(half)];
        PhysicalState end = PhysicalBench.Train(whole, half, 4, objective);
        PhysicalState again = resumed.Load(
            resumed.Begin(PhysicalBench.Observation, PhysicalBench.Key), 4, saved);
        PhysicalBench.AssertSameBits(saved, resumed.Save(again));
        again = PhysicalBench.Train(resumed, again, 4, objective);
        Assert.Equal(8, again.Step);
        PhysicalBench.AssertSameBits(whole.Save(end), resumed.Save(again));
        Batch x = PhysicalBench.Views(PhysicalBench.Key.Split("x"), objective).Left;
        Assert.Equal(whole.Encode(end, x).Values, resumed.Encode(again, x).Values);
    }

    [Theory, MemberData(nameof(Bodies))]
    public void One_two_and_four_threads_learn_the_same_bits(string body)
    {
        IReadOnlyList<StateArray> one = Learn(1);
        PhysicalBench.AssertSameBits(one, Learn(2));
        PhysicalBench.AssertSameBits(one, Learn(4));

        IReadOnlyList<StateArray> Learn(int threads)
        {
            using CpuDevice<float> device = new(threads);
            bool large = body == "layered-hopfield";
            int inputs = large ? 96 : 2;
            using PhysicalLearner learner = PhysicalBench.Learner(
                device, body, large ? "temporal-contrast" : "equilibrium-propagation", "info-nce",
                ruleSettings: large ? "" : "beta=0.01",
                bodySettings: large ? "outputs=16;hidden=[160, 64];bias=0.5" : null);
            PhysicalState state = learner.Begin(new Shape(inputs), PhysicalBench.Key);
            return learner.Save(PhysicalBench.Train(
                learner, state, 3, "info-nce", large ? 64 : 12, inputs));
        }
    }

    [Theory, MemberData(nameof(Bodies))]
    public void The_representation_has_the_columns_that_were_promised(string body)
    {
        foreach (string what in (string[])["outputs", "hidden", "all"])
        {
            using CpuDevice<float> device = new();
            string settings = $"{PhysicalBench.Small[body]};representation={what}";
            using PhysicalLearner learner = PhysicalBench.Learner(
                device, body, "equilibrium-propagation", "info-nce", bodySettings: settings);
            PhysicalState state = learner.Begin(PhysicalBench.Observation, PhysicalBench.Key);
            Batch x = PhysicalBench.Views(PhysicalBench.Key, "info-nce").Left;
            int promised = BodyDesign.Catalogue.Build(body, PhysicalBench.Parse(settings))
                .RepresentationDimensions(PhysicalBench.Observation);
            Batch h = learner.Encode(state, x);
            Assert.Equal(new Shape(12, promised), h.Shape);
            Assert.True(what == "outputs" ? promised == 2 : promised > 2);
        }
    }

    /// <summary>More samples than one piece are encoded one by one all the same.</summary>
    [Fact]
    public void A_large_sample_is_encoded_piece_by_piece()
    {
        using CpuDevice<float> device = new();
        using PhysicalLearner learner = PhysicalBench.Learner(
            device, "resistor-network", "equilibrium-propagation", "info-nce");
        PhysicalState state = learner.Begin(PhysicalBench.Observation, PhysicalBench.Key);
        Batch x = PhysicalBench.Views(PhysicalBench.Key, "info-nce", 1100).Left;
        float[] all = learner.Encode(state, x).Values;
        foreach (int row in (int[])[0, 511, 512, 1099])
        {
            Batch one = new(new Shape(1, 2), x.Item(row).ToArray());
            Assert.Equal(all[(2 * row)..((2 * row) + 2)], learner.Encode(state, one).Values);
        }
    }

    private static PhysicalLearner Adam(CpuDevice<float> device, string body, string objective) =>
        PhysicalBench.Learner(
            device, body, "equilibrium-propagation", objective, "adam", "rate=0.01",
            ruleSettings: "sign=random;beta=0.02");

    private static double Value(IReadOnlyList<NamedReading> readings, string name) =>
        readings.Single(r => r.Name == name).Reading.Value;
}
