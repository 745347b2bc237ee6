using Szilard.Learners.Encoders;
using Szilard.Learners.Tests.Learning;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Learners.Tests.Encoders;

/// <summary>Whole networks against central differences in double.</summary>
public sealed class NetworkGradientTests
{
    private const double Step = 1e-6;

    [Theory]
    [InlineData(
        "convolutional",
        "channels=[3, 2];kernel=3;activation=gelu;outputs=2;projector=[3, 2];projector_normalisation=batch")]
    [InlineData(
        "convolutional",
        "channels=[3];halving=stride;normalisation=layer;activation=tanh;head=flatten;output=sphere")]
    [InlineData(
        "convolutional", "channels=[3];normalisation=none;activation=leaky-relu;halving=none;output=box")]
    [InlineData(
        "mlp",
        "widths=[4, 3];outputs=2;normalisation=batch;activation=leaky-relu;projector=[3, "
            + "2];projector_normalisation=layer")]
    [InlineData(
        "mlp",
        "widths=[4];outputs=3;activation=tanh;output=sphere;output_scale=1.7;output_scale_learned=true")]
    [InlineData(
        "convolutional",
        "channels=[3];activation=gelu;normalisation=none;output=box;output_scale=2.5;"
            + "output_scale_learned=true;projector=[4, 3]")]
    [InlineData("coupling", "layers=3;coupling_gain=0.5")]
    [InlineData("coupling", "layers=2;outputs=3;coupling_gain=0.5;output=sphere;output_scale_learned=true")]
    public void The_gradient_of_a_whole_network_is_the_central_difference(string name, string parameters)
    {
        using CpuDevice<double> device = new();
        Network network = Bench.Design(name, parameters).Build(device, new Shape(5, 4, 2), Bench.Key);
        Batch x = Bench.Normal(Bench.Key.Split("x"), 3, 5, 4, 2);
        using Tape tape = new(device);
        Gradients gradients = tape.Differentiate(Value(tape, network, x));
        foreach (Parameter parameter in network.Parameters.Where(p => p.Trainable))
        {
            var gradient = new double[parameter.Shape.Size];
            device.Read(gradients.Of(parameter)!, gradient);
            for (int i = 0; i < gradient.Length; i += 3)
            {
                double expected = Difference(device, network, x, parameter, i);
                Assert.Equal(expected, gradient[i], 1e-7 * (1 + Math.Abs(expected)));
            }
        }
    }

    private static double Difference(Device device, Network network, Batch x, Parameter parameter, int index)
    {
        var values = new double[parameter.Shape.Size];
        device.Read(parameter.Storage, values);
        double kept = values[index];
        double above = At(kept + Step), below = At(kept - Step);
        At(kept);
        return (above - below) / (2 * Step);

        double At(double value)
        {
            values[index] = value;
            device.Write(values, parameter.Storage);
            using Tape tape = new(device, recording: false);
            return Value(tape, network, x).Item();
        }
    }

    /// <summary>A sum of squares weighted unevenly, so that no column is like another and batch
    /// normalisation does not make it a constant.</summary>
    private static Tensor Value(Tape tape, Network network, Batch x)
    {
        Tensor y = network.Project(tape.Constant(x), training: true);
        Matrix weights = new(y.Shape[0], y.Shape[1]);
        for (int i = 0; i < weights.Values.Length; i++)
            weights.Values[i] = Math.Sin(1 + i);
        return y.Add(y.Square()).Multiply(tape.Constant(weights)).Sum();
    }
}
