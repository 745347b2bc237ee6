using Szilard.Learners.Encoders;
using Szilard.Learners.Tests.Learning;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Learners.Tests.Encoders;

/// <summary>Running statistics by PyTorch's rule: r ← 0.9·r + 0.1·batch, with the unbiased
/// variance.</summary>
public sealed class BatchNormTests
{
    private const string Design = "widths=[1];outputs=1;normalisation=batch;activation=leaky-relu";

    /// <summary>Hidden values are 2x + 1 for x = 1, 2, 3, 6: mean 7, unbiased variance 4·(14/3) = 56/3.
    /// After two batches of the same: mean 7·(1 − 0.9²), variance 0.81 + 0.19·56/3.</summary>
    [Fact]
    public void Running_statistics_follow_the_rule_of_pytorch()
    {
        using CpuDevice<double> device = new();
        Network network = Known(device);
        Run(network, device, [1, 2, 3, 6], training: true);
        Assert.Equal(0.7f, Single(network, "running_mean"), 1e-6f);
        Assert.Equal((float)(0.9 + (0.1 * 56 / 3)), Single(network, "running_variance"), 1e-6f);
        Run(network, device, [1, 2, 3, 6], training: true);
        Assert.Equal((float)(7 * 0.19), Single(network, "running_mean"), 1e-6f);
        Assert.Equal((float)(0.81 + (0.19 * 56 / 3)), Single(network, "running_variance"), 1e-5f);
    }

    /// <summary>In evaluation y = leaky((2x + 1 − m)/√(v + 10⁻⁵)), one sample at a time as well as
    /// together, and nothing is updated.</summary>
    [Fact]
    public void Evaluation_uses_running_statistics_and_leaves_them_alone()
    {
        using CpuDevice<double> device = new();
        Network network = Known(device);
        Named(network, "running_mean").Set([3]);
        Named(network, "running_variance").Set([4]);
        double[] together = Run(network, device, [1, 2, 0], training: false);
        double root = Math.Sqrt(4 + 1e-5);
        double[] expected = [0, 2 / root, 0.01 * -2 / root];
        Assert.All(expected.Zip(together), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
        Assert.Equal(together[1], Run(network, device, [2], training: false)[0], 1e-15);
        Assert.Equal(3f, Single(network, "running_mean"));
        Assert.Equal(4f, Single(network, "running_variance"));
    }

    /// <summary>In training the batch's own biased variance counts: of 3, 5, 7, 13 it is 14.</summary>
    [Fact]
    public void Training_uses_the_statistics_of_the_batch()
    {
        using CpuDevice<double> device = new();
        double[] y = Run(Known(device), device, [1, 2, 3, 6], training: true);
        Assert.Equal(6 / Math.Sqrt(14 + 1e-5), y[3], 1e-7);
        Assert.Equal(0.01 * -4 / Math.Sqrt(14 + 1e-5), y[0], 1e-7);
    }

    private static Network Known(Device device)
    {
        Network network = Bench.Design("mlp", Design).Build(device, new Shape(1), Bench.Key);
        Named(network, "encoder.0.weight").Set([2]);
        Named(network, "encoder.0.bias").Set([1]);
        Named(network, "encoder.1.weight").Set([1]);
        Named(network, "encoder.1.bias").Set([0]);
        return network;
    }

    private static double[] Run(Network network, Device device, float[] x, bool training)
    {
        using Tape tape = new(device);
        return network.Represent(tape.Constant(new Shape(x.Length, 1), x), training).ToDoubles();
    }

    private static float Single(Network network, string name) => Named(network, name).ToSingles()[0];

    private static Parameter Named(Network network, string name) =>
        network.Parameters.Single(p => p.Name.EndsWith(name, StringComparison.Ordinal));
}
