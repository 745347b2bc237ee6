using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Tensors.Tests.Autodiff;

public sealed class TapeTests
{
    [Fact]
    public void A_tape_gives_back_all_that_it_took()
    {
        using CpuDevice<float> device = new();
        Parameter weight = new(device, "w", new Shape(8, 8), new float[64]);
        OneStep(device, weight);
        long pooled = device.PooledValues;
        for (int i = 0; i < 20; i++)
            OneStep(device, weight);
        Assert.Equal(pooled, device.PooledValues);
    }

    [Fact]
    public void No_gradient_flows_through_a_stop()
    {
        using CpuDevice<double> device = new();
        using Tape tape = new(device);
        Tensor x = tape.Variable(new Matrix(1, 2, [3, 4]));
        Gradients gradients = tape.Differentiate(x.Multiply(x.StopGradient()).Sum());
        Assert.Equal([3, 4], gradients.Of(x));
    }

    [Fact]
    public void Constants_alone_cannot_be_differentiated()
    {
        using CpuDevice<double> device = new();
        using Tape tape = new(device);
        Tensor sum = tape.Constant(new Matrix(1, 1, [2])).Sum();
        Assert.Contains(
            "nothing to differentiate",
            Assert.Throws<ArgumentException>(() => tape.Differentiate(sum)).Message);
    }

    [Fact]
    public void Shapes_that_do_not_combine_are_refused_with_their_numbers()
    {
        using CpuDevice<double> device = new();
        using Tape tape = new(device);
        Tensor a = tape.Constant(new Matrix(2, 3)), b = tape.Constant(new Matrix(2, 4));
        Assert.Contains("3 against 4", Assert.Throws<ArgumentException>(() => a.Add(b)).Message);
        Assert.Contains("inner lengths", Assert.Throws<ArgumentException>(() => a.MatMul(b)).Message);
    }

    [Fact]
    public void A_parameter_used_twice_gathers_both_gradients()
    {
        using CpuDevice<double> device = new();
        Parameter p = new(device, "p", new Shape(1, 1), [3]);
        using Tape tape = new(device);
        Tensor product = tape.Watch(p).Multiply(tape.Watch(p));
        Gradients gradients = tape.Differentiate(product.Sum());
        Span<double> gradient = stackalloc double[1];
        device.Read(gradients.Of(p)!, gradient);
        Assert.Equal(6, gradient[0]);
    }

    private static void OneStep(Device device, Parameter weight)
    {
        using Tape tape = new(device);
        Tensor x = tape.Constant(new Shape(4, 8), new float[32]);
        tape.Differentiate(
            x.Linear(tape.Watch(weight), null, new UnaryFunction(UnaryKind.Gelu)).Square().Mean());
    }
}
