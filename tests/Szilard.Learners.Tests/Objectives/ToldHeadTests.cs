using Szilard.Learners.Objectives;
using Szilard.Learners.Tests.Learning;
using Szilard.Observables;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Learners.Tests.Objectives;

/// <summary>What the heads of <c>s-tec</c> and <c>e-ssl</c> have in common.</summary>
public sealed class ToldHeadTests
{
    [Theory]
    [InlineData("s-tec", "")]
    [InlineData("s-tec", "similarity=lp;p=2;temperature=0.5;negatives=symmetric")]
    [InlineData("e-ssl", "")]
    [InlineData("e-ssl", "similarity=gaussian;temperature=0.5;negatives=symmetric")]
    public void A_weight_of_zero_is_info_nce_bit_for_bit(string objective, string contrast)
    {
        using CpuDevice<double> device = new();
        var plain = GoldenValueTests.Evaluate("info-nce", contrast);
        var zero = GoldenValueTests.Evaluate(objective, $"weight=0;{contrast}");
        Assert.Equal(plain.Value, zero.Value);
        Assert.Equal(plain.Gradient, zero.Gradient);
        Assert.Empty(
            GoldenValueTests.Build(objective, "weight=0").Declare(new ObjectiveSite(device, 3, Bench.Key)));
    }

    [Theory]
    [InlineData("s-tec")]
    [InlineData("e-ssl")]
    public void A_network_learns_with_a_weight_of_zero_as_by_info_nce(string objective)
    {
        Assert.Equal(Trained("info-nce", ""), Trained(objective, "weight=0"));
        Assert.NotEqual(Trained("info-nce", ""), Trained(objective, "weight=1"));
    }

    /// <summary>Of two questions each, four samples have 2, 1, 0 and 1 right: mean ½, deviation √(½/3),
    /// halved.</summary>
    [Fact]
    public void Accuracy_is_the_mean_over_questions_and_its_error_that_over_samples()
    {
        using CpuDevice<double> device = new();
        using Tape tape = new(device);
        ToldHead head = new(
            tape.Constant(Matrix.FromRows(
                [2, 0, 0], [0, 2, 0], [2, 0, 0], [2, 0, 0], [2, 0, 0], [0, 0, 2], [0, 0, 2], [0, 2, 0])),
            [0, 1, 0, 1, 1, 1, 2, 0], Questions: 2);
        Reading reading = head.Read(head.MostFrequent(), "").Reading;
        Assert.Equal(0.5, reading.Value, 1e-12);
        Assert.Equal(Math.Sqrt(0.5 / 3) / 2, reading.StandardError, 1e-12);
        Assert.Equal((0.5 + 0.75) / 2, reading.Chance, 1e-12);
    }

    [Theory]
    [InlineData("s-tec", 1)]
    [InlineData("e-ssl", 1)]
    [InlineData("s-tec", 0)]
    [InlineData("info-nce", -1)]
    public void A_learner_tells_of_its_head_and_is_left_as_it_was(string objective, int weight)
    {
        using CpuDevice<float> device = new();
        NeuralLearner learner = Bench.Learner(
            device, Bench.Design("mlp", "widths=[8];outputs=3;normalisation=batch"), objective,
            weight < 0 ? "" : $"weight={weight}");
        Shape observation = new(5);
        NeuralState state = Bench.Train(learner, learner.Begin(observation, Bench.Key), 2, 16, observation);
        float[][] before = [.. learner.Save(state).Select(a => a.Values.ToArray())];
        IReadOnlyList<NamedReading> told = learner.Inspect(
            state, Bench.Views(Bench.Key, 16, observation), Bench.Key);
        Assert.Equal(weight > 0 ? [ToldHead.Accuracy] : [], told.Select(r => r.Name));
        Assert.All(told, r => Assert.InRange(r.Reading.Value, 0, 1));
        Assert.Equal(before, learner.Save(state).Select(a => a.Values));
    }

    private static float[] Trained(string objective, string parameters)
    {
        using CpuDevice<float> device = new();
        NeuralLearner learner = Bench.Learner(
            device, Bench.Design("mlp", "widths=[8];outputs=3"), objective, parameters);
        Shape observation = new(5);
        NeuralState state = Bench.Train(learner, learner.Begin(observation, Bench.Key), 5, 16, observation);
        return [.. state.Network.Parameters.SelectMany(p => p.ToSingles())];
    }
}
