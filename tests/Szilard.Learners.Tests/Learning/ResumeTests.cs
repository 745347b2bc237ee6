using Szilard.Learners.Objectives;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Learners.Tests.Learning;

/// <summary>A state that was saved and loaded goes on as one that never was.</summary>
public sealed class ResumeTests
{
    private static readonly Shape _observation = new(6);

    public static TheoryData<string> Objectives => [.. Objective.Catalogue.Cards.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Objectives))]
    public void A_run_that_was_saved_and_loaded_ends_in_the_same_bits(string objective) =>
        Bench.AssertResumes(
            device => Bench.Learner(
                device, Bench.Design("mlp", "widths=[8];outputs=4;normalisation=batch"), objective),
            _observation, objective.StartsWith("supervised", StringComparison.Ordinal) ? 4 : 0);

    /// <summary>aₜ = 0.75·aₜ₋₁ + 0.25·θₜ from a₀ = θ₀: after one step a = 0.75·θ₀ + 0.25·θ₁.</summary>
    [Fact]
    public void The_average_encodes_and_follows_its_recursion()
    {
        using CpuDevice<float> device = new();
        NeuralLearner learner = Bench.Learner(
            device, Bench.Design("mlp", "widths=[];outputs=3"), "vicreg", averaging: 0.75);
        NeuralState state = learner.Begin(_observation, Bench.Key);
        Batch x = Bench.Normal(Bench.Key, 4, 6);
        float[] first = Weights(state);
        state = Bench.Train(learner, state, 1, 16, _observation);
        float[] second = Weights(state), average = Array(learner, state, "average.encoder.0.weight");
        for (int i = 0; i < first.Length; i++)
            Assert.Equal((0.75f * first[i]) + (0.25f * second[i]), average[i], 1e-6f);
        float[] encoded = learner.Encode(state, x).Values;
        Assert.Equal(second, Weights(state));
        float[] bias = Array(learner, state, "average.encoder.0.bias");
        double expected = bias[1]
            + Enumerable.Range(0, 6).Sum(k => (double)x.Values[k] * average[(k * 3) + 1]);
        Assert.Equal(expected, encoded[1], 1e-5);
    }

    [Fact]
    public void A_missing_a_surplus_and_a_misshapen_array_are_refused_by_name()
    {
        using CpuDevice<float> device = new();
        NeuralLearner learner = Bench.Learner(device, Bench.Design("mlp", "widths=[8];outputs=4"), "vicreg");
        NeuralState state = learner.Begin(_observation, Bench.Key);
        StateArray[] arrays = [.. learner.Save(state)];
        StateArray strange = new("strange", new Shape(1), [0]);
        StateArray bent = arrays[0] with { Shape = new Shape(1, arrays[0].Shape.Size) };
        Assert.Contains($"`{arrays[1].Name}`", Refusal([arrays[0], .. arrays[2..]]));
        Assert.Contains("`strange`", Refusal([.. arrays, strange]));
        string sentence = Refusal([bent, .. arrays[1..]]);
        Assert.Contains($"`{bent.Name}` is {bent.Shape}", sentence);
        Assert.Contains($"{arrays[0].Shape} in this run", sentence);

        string Refusal(StateArray[] given) =>
            Assert.Throws<SzilardException>(() => learner.Load(state, 0, given)).Message;
    }

    private static float[] Weights(NeuralState state) => state.Parameters.First().ToSingles();

    private static float[] Array(NeuralLearner learner, NeuralState state, string name) =>
        learner.Save(state).Single(a => a.Name == name).Values;
}
