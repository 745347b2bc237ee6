using Szilard.Tensors.Kernels;

namespace Szilard.Tensors.Tests.Kernels;

/// <summary>The convolution and its two adjoints, written out as loops over every pair of values that meet.
/// </summary>
internal sealed class NaiveConvolution(ConvolutionShape shape)
{
    public double[] Values { get; private set; } = [];

    public double[] Magnitudes { get; private set; } = [];

    public NaiveConvolution Forward(
        ReadOnlySpan<double> x, ReadOnlySpan<double> weights, ReadOnlySpan<double> bias)
    {
        Reset(shape.OutputRows * shape.OutputWidth * shape.OutputChannels);
        foreach ((int input, int weight, int output) in Meetings())
            Add(output, x[input] * weights[weight]);
        for (int i = 0; i < Values.Length; i++)
            Add(i, bias.IsEmpty ? 0 : bias[i % shape.OutputChannels]);
        return this;
    }

    public NaiveConvolution InputGradient(ReadOnlySpan<double> gradient, ReadOnlySpan<double> weights)
    {
        Reset(shape.Images * shape.Height * shape.Width * shape.InputChannels);
        foreach ((int input, int weight, int output) in Meetings())
            Add(input, gradient[output] * weights[weight]);
        return this;
    }

    public NaiveConvolution WeightGradient(ReadOnlySpan<double> x, ReadOnlySpan<double> gradient)
    {
        Reset(shape.Depth * shape.OutputChannels);
        foreach ((int input, int weight, int output) in Meetings())
            Add(weight, x[input] * gradient[output]);
        return this;
    }

    public void AssertNear(ReadOnlySpan<float> actual, int roundings)
    {
        for (int i = 0; i < Values.Length; i++)
            new NaiveProduct(Values[i], Magnitudes[i]).AssertNear(actual[i], roundings, $"{shape} at {i}");
    }

    private void Reset(int length) => (Values, Magnitudes) = (new double[length], new double[length]);

    private void Add(int index, double term)
    {
        Values[index] += term;
        Magnitudes[index] += Math.Abs(term);
    }

    /// <summary>Flat indices (input, weight, output) of all pairs that are multiplied.</summary>
    private IEnumerable<(int Input, int Weight, int Output)> Meetings()
    {
        int outputs = shape.OutputRows * shape.OutputWidth * shape.OutputChannels;
        for (int output = 0; output < outputs; output++)
        {
            (int pixel, int o) = Math.DivRem(output, shape.OutputChannels);
            (int row, int j) = Math.DivRem(pixel, shape.OutputWidth);
            (int image, int i) = Math.DivRem(row, shape.OutputHeight);
            for (int place = 0; place < shape.Depth; place++)
            {
                (int kernel, int c) = Math.DivRem(place, shape.InputChannels);
                int y = (i * shape.Stride) + (kernel / shape.Kernel) - shape.Padding;
                int x = (j * shape.Stride) + (kernel % shape.Kernel) - shape.Padding;
                if (y < 0 || y >= shape.Height || x < 0 || x >= shape.Width)
                    continue;
                int input = (((((image * shape.Height) + y) * shape.Width) + x) * shape.InputChannels) + c;
                yield return (input, (place * shape.OutputChannels) + o, output);
            }
        }
    }
}
