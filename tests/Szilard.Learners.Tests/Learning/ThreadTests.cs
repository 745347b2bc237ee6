using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Learners.Tests.Learning;

/// <summary>How many threads work changes no bit.</summary>
public sealed class ThreadTests
{
    [Theory]
    [InlineData("mlp", "widths=[256, 256];outputs=16", new[] { 64 }, 256)]
    [InlineData("convolutional", "channels=[16, 24]", new[] { 15, 13, 3 }, 48)]
    public void One_two_and_four_threads_learn_the_same_bits(
        string name, string parameters, int[] observation, int batch)
    {
        IReadOnlyList<StateArray> one = Learn(1);
        Bench.AssertSameBits(one, Learn(2));
        Bench.AssertSameBits(one, Learn(4));

        IReadOnlyList<StateArray> Learn(int threads)
        {
            using CpuDevice<float> device = new(threads);
            NeuralLearner learner = Bench.Learner(device, Bench.Design(name, parameters), "nt-xent");
            Shape shape = new(observation);
            return learner.Save(Bench.Train(learner, learner.Begin(shape, Bench.Key), 3, batch, shape));
        }
    }
}
