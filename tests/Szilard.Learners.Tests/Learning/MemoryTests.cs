using Szilard.Learners.Objectives;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds.Views;

namespace Szilard.Learners.Tests.Learning;

/// <summary>What a step asks of memory.</summary>
public sealed class MemoryTests
{
    [Theory]
    [InlineData("mlp", "widths=[32];outputs=4;normalisation=batch", new[] { 6 })]
    [InlineData("convolutional", "channels=[4, 6]", new[] { 9, 7, 1 })]
    public void A_step_in_steady_state_allocates_no_more_than_the_one_before(
        string name, string parameters, int[] observation)
    {
        using CpuDevice<float> device = new();
        NeuralLearner learner = Bench.Learner(device, Bench.Design(name, parameters), "info-nce");
        Shape shape = new(observation);
        ViewPair views = Bench.Views(Bench.Key, 16, shape);
        NeuralState state = learner.Begin(shape, Bench.Key);
        Learn(50);
        long pooled = device.PooledValues;
        long early = Allocated(50), late = Allocated(50);
        Assert.Equal(pooled, device.PooledValues);
        Assert.InRange(late, 0, early + (early / 20) + 1024);
        Assert.True(early / 50 < 64 * 1024, $"{early / 50} bytes a step.");

        long Allocated(int steps)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Learn(steps);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void Learn(int steps)
        {
            for (int i = 0; i < steps; i++)
                (state, _) = learner.Learn(state, views, Bench.Key);
        }
    }

    /// <summary>B = 4096 pairs have B² = 16.8 million similarities; value and gradient need a few times
    /// B·d = 32 768 numbers.</summary>
    [Theory]
    [InlineData("nt-xent", "")]
    [InlineData("info-nce", "similarity=gaussian;negatives=symmetric")]
    public void The_contrastive_loss_never_holds_all_pairs(string name, string parameters)
    {
        const int B = 4096, D = 8;
        using CpuDevice<float> device = new();
        Objective objective = Objectives.GoldenValueTests.Build(name, parameters);
        Batch left = Bench.Normal(Bench.Key, B, D), right = Bench.Normal(Bench.Key.Split("right"), B, D);
        long before = GC.GetAllocatedBytesForCurrentThread();
        using (Tape tape = new(device))
        {
            Tensor a = tape.Variable(left.Shape, left.Values), b = tape.Variable(right.Shape, right.Values);
            ObjectiveContext context = new(new Dictionary<string, Tensor>(), Bench.Key);
            Loss loss = objective.Evaluate(a, b, context);
            tape.Differentiate(loss.Value);
            Assert.True(double.IsFinite(loss.Value.Item()));
        }
        long managed = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(device.PooledValues, B * D, 30 * B * D);
        Assert.InRange(managed, 0, 30 * B * D * sizeof(float));
    }
}
