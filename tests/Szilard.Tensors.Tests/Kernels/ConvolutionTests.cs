using Szilard.Tensors.Kernels;

namespace Szilard.Tensors.Tests.Kernels;

public sealed unsafe class ConvolutionTests
{
    private static readonly ConvolutionShape[] s_shapes =
    [
        new(2, 7, 6, 1, 5, Kernel: 3, Stride: 1, Padding: 1),
        new(3, 5, 8, 3, 33, 3, 1, 1),
        new(1, 9, 9, 2, 4, 3, 2, 1),
        new(2, 6, 7, 1, 40, 5, 2, 2),
        new(2, 6, 5, 8, 16, 3, 1, 1),
        new(2, 8, 8, 17, 9, 3, 2, 0),
        new(5, 4, 4, 6, 70, 1, 1, 0),
        new(1, 5, 5, 4, 3, 5, 1, 0),
        new(2, 3, 3, 5, 7, 3, 3, 2), // whole kernel rows lie beyond the border
        new(1, 2, 2, 1, 3, 4, 1, 3),
        new(1, 3, 4, 12, 8, 2, 4, 1),
    ];

    public static TheoryData<int> Widths() => [512, 256, 128, 0];

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_result_agrees_with_plain_loops(int bits)
    {
        foreach (ConvolutionShape shape in s_shapes)
        {
            using Parts parts = new(shape);
            using AlignedBuffer<float> bias = Operands.Normal<float>(shape.OutputChannels, "bias");
            using Workers crew = new(2);
            Convolution.ForwardWith(
                bits, crew, shape, parts.X.Pointer, parts.Weights.Pointer, bias.Pointer,
                parts.Result.Pointer);
            new NaiveConvolution(shape).Forward(Wide(parts.X), Wide(parts.Weights), Wide(bias))
                .AssertNear(parts.Result.Span, shape.Depth + 2);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_gradient_of_the_images_agrees_with_plain_loops(int bits)
    {
        foreach (ConvolutionShape shape in s_shapes)
        {
            using Parts parts = new(shape);
            using AlignedBuffer<float> gradient = Operands.Filled(parts.X.Length, float.NaN);
            using Workers crew = new(2);
            Convolution.InputGradientWith(
                bits, crew, shape, parts.Y.Pointer, parts.Weights.Pointer, gradient.Pointer);
            new NaiveConvolution(shape).InputGradient(Wide(parts.Y), Wide(parts.Weights))
                .AssertNear(gradient.Span, (shape.Kernel * shape.Kernel * shape.OutputChannels) + 2);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_gradients_of_weights_and_bias_agree_with_plain_loops(int bits)
    {
        foreach (ConvolutionShape shape in s_shapes)
        {
            using Parts parts = new(shape);
            using AlignedBuffer<float> gradient = Operands.Filled(parts.Weights.Length, float.NaN);
            using AlignedBuffer<float> bias = Operands.Filled(shape.OutputChannels, float.NaN);
            using Workers crew = new(2);
            Convolution.WeightGradientWith(
                bits, crew, shape, parts.X.Pointer, parts.Y.Pointer, gradient.Pointer, bias.Pointer);
            int pixels = shape.OutputRows * shape.OutputWidth;
            new NaiveConvolution(shape).WeightGradient(Wide(parts.X), Wide(parts.Y))
                .AssertNear(gradient.Span, pixels + 16);
            for (int o = 0; o < shape.OutputChannels; o++)
                SumOverPixels(parts.Y.Span, shape.OutputChannels, o).AssertNear(bias.Span[o], pixels, "bias");
        }
    }

    [Fact]
    public void Double_precision_has_the_errors_of_double_precision()
    {
        ConvolutionShape shape = new(2, 6, 5, 3, 9, 3, 1, 1);
        using AlignedBuffer<double> x = Operands.Normal<double>(180, "x"), y = new(540);
        using AlignedBuffer<double> weights = Operands.Normal<double>(243, "weights");
        using Workers crew = new(1);
        Convolution.Forward(crew, shape, x.Pointer, weights.Pointer, null, y.Pointer);
        NaiveConvolution expected = new NaiveConvolution(shape).Forward(x.Span, weights.Span, []);
        for (int i = 0; i < 540; i++)
            new NaiveProduct(expected.Values[i], expected.Magnitudes[i]).AssertNear(y.Span[i], 56, $"{i}");
    }

    [Theory]
    [InlineData(1, 32, 40)]
    [InlineData(16, 70, 60)]
    public void Several_blocks_agree_with_the_adjoint_identity_and_do_not_depend_on_the_workers(
        int inputChannels, int outputChannels, int images)
    {
        ConvolutionShape shape = new(images, 20, 20, inputChannels, outputChannels, 3, 1, 1);
        using Parts parts = new(shape);
        (double along, double first) = Products(shape, parts, 1);
        double size = Math.Sqrt((double)shape.OutputRows * shape.OutputWidth * outputChannels * shape.Depth);
        Assert.InRange(along / size, -10, 10);
        foreach (int count in (int[])[2, 4])
            Assert.Equal((along, first), Products(shape, parts, count));
    }

    [Fact]
    public void A_kernel_that_does_not_fit_is_refused()
    {
        ConvolutionShape shape = new(1, 4, 4, 1, 1, Kernel: 7, Stride: 1, Padding: 1);
        using Workers crew = new(1);
        ArgumentException fault = Assert.Throws<ArgumentException>(() =>
            Convolution.Forward<float>(crew, shape, null, null, null, null));
        Assert.Contains("7×7 kernel does not fit 4×4 pixels", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>⟨y, Wx⟩ = ⟨Wᵀy, x⟩ = ⟨∂W, W⟩: the three products must agree, up to rounding.</summary>
    private static (double Along, double FirstWeight) Products(ConvolutionShape shape, Parts parts, int count)
    {
        using Workers crew = new(count);
        using AlignedBuffer<float> gradientX = new(parts.X.Length);
        using AlignedBuffer<float> gradientWeights = new(parts.Weights.Length);
        Convolution.Forward(crew, shape, parts.X.Pointer, parts.Weights.Pointer, null, parts.Result.Pointer);
        Convolution.InputGradient(crew, shape, parts.Y.Pointer, parts.Weights.Pointer, gradientX.Pointer);
        Convolution.WeightGradient(
            crew, shape, parts.X.Pointer, parts.Y.Pointer, gradientWeights.Pointer, null);
        double forward = Dot(parts.Y, parts.Result);
        double scale = Math.Sqrt(Dot(parts.Y, parts.Y) * Dot(parts.Result, parts.Result)) * 1e-6;
        Assert.InRange(Dot(gradientX, parts.X), forward - scale, forward + scale);
        Assert.InRange(Dot(gradientWeights, parts.Weights), forward - scale, forward + scale);
        return (forward + Dot(gradientX, parts.X), gradientWeights.Span[0]);
    }

    private static NaiveProduct SumOverPixels(ReadOnlySpan<float> values, int channels, int channel)
    {
        NaiveProduct sum = default;
        for (int i = channel; i < values.Length; i += channels)
            sum = sum.Plus(values[i]);
        return sum;
    }

    private static double Dot(AlignedBuffer<float> x, AlignedBuffer<float> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += (double)x.Span[i] * y.Span[i];
        return sum;
    }

    private static double[] Wide(AlignedBuffer<float> values) =>
        [.. values.Span.ToArray().Select(v => (double)v)];

    private sealed class Parts(ConvolutionShape shape) : IDisposable
    {
        private readonly int _outputs = shape.OutputRows * shape.OutputWidth * shape.OutputChannels;

        public AlignedBuffer<float> X { get; } = Operands.Normal<float>(
            shape.Images * shape.Height * shape.Width * shape.InputChannels, "x");

        public AlignedBuffer<float> Weights { get; } =
            Operands.Normal<float>(shape.Depth * shape.OutputChannels, "weights");

        public AlignedBuffer<float> Y => field ??= Operands.Normal<float>(_outputs, "y");

        public AlignedBuffer<float> Result => field ??= Operands.Filled(_outputs, float.NaN);

        public void Dispose()
        {
            X.Dispose();
            Weights.Dispose();
            Y.Dispose();
            Result.Dispose();
        }
    }
}
