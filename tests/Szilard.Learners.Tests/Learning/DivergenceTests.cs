using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds.Views;

namespace Szilard.Learners.Tests.Learning;

/// <summary>A step that would not be finite is not taken.</summary>
public sealed class DivergenceTests
{
    private static readonly Shape _observation = new(5);

    [Theory]
    [InlineData("none")]
    [InlineData("batch")]
    [InlineData("layer")]
    public void A_NaN_among_the_inputs_is_named_and_leaves_the_state_untouched(string normalisation)
    {
        ViewPair views = Bench.Views(Bench.Key, 16, _observation);
        views.Left.Values[7] = float.NaN;
        AssertRefused(normalisation, "vicreg", views, "loss");
    }

    /// <summary>Batch normalisation hides an overflow from the loss, since x/∞ = 0; the running variance
    /// shows it.</summary>
    [Fact]
    public void A_running_variance_that_overflows_is_named()
    {
        ViewPair views = Bench.Views(Bench.Key, 16, _observation);
        views.Left.Values[7] = 1e30f;
        AssertRefused("batch", "vicreg", views, "encoder.0.norm.running_variance");
    }

    private static void AssertRefused(string normalisation, string objective, ViewPair bad, string name)
    {
        using CpuDevice<float> device = new();
        NeuralLearner learner = Bench.Learner(
            device, Bench.Design("mlp", $"widths=[8];outputs=4;normalisation={normalisation}"), objective);
        NeuralState state = Bench.Train(learner, learner.Begin(_observation, Bench.Key), 3, 16, _observation);
        IReadOnlyList<StateArray> before = learner.Save(state);
        (NeuralState after, StepOutcome outcome) = learner.Learn(state, bad, Bench.Key);
        Assert.Equal(name, outcome.Diverged);
        Assert.Equal(3, after.Step);
        Bench.AssertSameBits(before, learner.Save(after));
        Bench.Train(learner, after, 1, 16, _observation);
    }
}
