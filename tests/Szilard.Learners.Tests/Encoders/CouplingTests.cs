using System.Globalization;
using Szilard.Learners.Encoders;
using Szilard.Learners.Tests.Learning;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds.Latents;

namespace Szilard.Learners.Tests.Encoders;

/// <summary>The encoder that matches the coupling mixing.</summary>
public sealed class CouplingTests
{
    /// <summary>The mixing draws S and T of layer l from its key's children "scale" and "shift" of l, 2 ×
    /// orthonormal; with the same arrays the encoder is the inverse, to rounding in doubles.</summary>
    [Theory]
    [InlineData(2, 3)]
    [InlineData(4, 2)]
    [InlineData(5, 3)]
    [InlineData(5, 1)]
    public void With_the_weights_of_the_mixing_it_is_its_inverse(int dimensions, int layers)
    {
        RandomKey key = RandomKey.FromSeed(7).Split("mixing");
        CouplingMixing mixing = new(dimensions, layers, key);
        Matrix latents = Normal(50, dimensions), seen = new(50, dimensions);
        mixing.Forward(latents.Values, seen.Values);

        using CpuDevice<double> device = new();
        Network network = Bench.Design("coupling", $"layers={layers}")
            .Build(device, new Shape(dimensions), Bench.Key);
        foreach (Parameter parameter in network.Parameters)
        {
            string[] parts = parameter.Name.Split('.');
            Matrix weights = RandomMatrices.Orthonormal(
                parameter.Shape[0], parameter.Shape[1], 2,
                key.Split(parts[3], long.Parse(parts[2], CultureInfo.InvariantCulture)));
            device.Write(weights.Values, parameter.Storage);
        }
        using Tape tape = new(device, recording: false);
        double[] found = network.Represent(tape.Constant(seen), training: false).ToDoubles();
        Assert.All(found.Zip(latents.Values), pair => Assert.Equal(pair.Second, pair.First, 1e-10));
    }

    [Fact]
    public void Every_coupling_and_the_linear_map_are_layers_to_look_at()
    {
        using CpuDevice<float> device = new();
        Assert.Equal(3, Build("layers=3").Layers);
        Assert.Equal(4, Build("layers=3;outputs=2").Layers);
        Assert.Equal(6, Build("layers=3;outputs=2;projector=[8, 4]").Layers);

        Network Build(string parameters) =>
            Bench.Design("coupling", parameters).Build(device, new Shape(4), Bench.Key);
    }

    /// <summary>SᵀS = gain²·I where S has more rows than columns, or as many.</summary>
    [Theory]
    [InlineData("", 2)]
    [InlineData("coupling_gain=0.5", 0.5)]
    public void First_couplings_are_a_gain_times_orthonormal_columns(string parameters, double gain)
    {
        using CpuDevice<float> device = new();
        Network network = Bench.Design("coupling", parameters).Build(device, new Shape(6), Bench.Key);
        Assert.All(network.Parameters, parameter =>
        {
            float[] s = parameter.ToSingles();
            for (int i = 0; i < 3; i++)
                for (int j = 0; j < 3; j++)
                    Assert.Equal(i == j ? gain * gain : 0, Product(s, i, j), 1e-5);
        });
    }

    private static double Product(float[] s, int i, int j) =>
        Enumerable.Range(0, 3).Sum(k => s[(3 * k) + i] * s[(3 * k) + j]);

    private static Matrix Normal(int rows, int columns)
    {
        Matrix values = new(rows, columns);
        RandomStream stream = Bench.Key.Split("latents").Stream();
        stream.FillNormal(values.Values);
        return values;
    }
}
