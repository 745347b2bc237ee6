using Szilard.Tensors.Kernels;

namespace Szilard.Tensors.Tests.Kernels;

public sealed unsafe class EpilogueTests : IDisposable
{
    private readonly Workers _crew = new(2);

    public void Dispose() => _crew.Dispose();

    [Theory]
    [InlineData(512)]
    [InlineData(256)]
    [InlineData(128)]
    [InlineData(0)]
    public void Accumulation_bias_and_activation_follow_the_formula(int bits)
    {
        for (Activation activation = Activation.None; activation <= Activation.LeakyRelu; activation++)
        {
            for (int choice = 0; choice < 4; choice++)
            {
                bool accumulate = choice % 2 == 1, biased = choice >= 2;
                Compare(bits, 27, 55, 41, accumulate, biased, activation);
                Compare(bits, 7, 33, 2000, accumulate, biased, activation); // sums cut into pieces
                Compare(bits, 13, 45, 900, accumulate, biased, activation); // several blocks along k
            }
        }
    }

    [Theory]
    [InlineData(512)]
    [InlineData(256)]
    [InlineData(128)]
    [InlineData(0)]
    public void Relu_keeps_what_is_not_a_number_and_silences_minus_infinity(int bits)
    {
        using AlignedBuffer<float> a = Operands.Filled(20, 1f);
        using AlignedBuffer<float> b = Operands.Filled(40, float.NegativeInfinity);
        using AlignedBuffer<float> c = new(800);
        using Workers crew = new(1);
        Epilogue<float> relu = new() { Activation = Activation.Relu };
        b.Span[7] = float.NaN;
        Gemm.MultiplyWith(
            bits, crew, 20, 40, 1, a.Pointer, 1, false, b.Pointer, 40, false, c.Pointer, 40, relu);
        for (int i = 0; i < 800; i++)
            Assert.Equal(i % 40 == 7 ? float.NaN : 0f, c.Span[i]);
    }

    [Fact]
    public void An_empty_sum_leaves_the_bias()
    {
        using AlignedBuffer<float> bias = Operands.Normal<float>(40, "bias");
        using AlignedBuffer<float> c = Operands.Filled(800, float.NaN);
        using Workers crew = new(1);
        Epilogue<float> epilogue = new() { Bias = bias.Pointer };
        Gemm.Multiply(crew, 20, 40, 0, c.Pointer, 0, false, c.Pointer, 40, false, c.Pointer, 40, epilogue);
        for (int i = 0; i < 800; i++)
            Assert.Equal(bias.Span[i % 40], c.Span[i]);
    }

    [Theory]
    [InlineData(Activation.Gelu)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Sigmoid)]
    public void Curved_activations_are_refused(Activation activation)
    {
        using AlignedBuffer<float> x = new(4);
        using Workers crew = new(1);
        Epilogue<float> epilogue = new() { Activation = activation };
        Assert.Throws<ArgumentException>(() =>
            Gemm.Multiply(crew, 1, 1, 1, x.Pointer, 1, false, x.Pointer, 1, false, x.Pointer, 1, epilogue));
    }

    private void Compare(
        int bits, int m, int n, int k, bool accumulate, bool biased, Activation activation)
    {
        using AlignedBuffer<float> a = Operands.Normal<float>(m * k, "a");
        using AlignedBuffer<float> b = Operands.Normal<float>(k * n, "b");
        using AlignedBuffer<float> before = Operands.Normal<float>(m * n, "c"), c = new(m * n);
        using AlignedBuffer<float> bias = Operands.Normal<float>(n, "bias");
        before.Span.CopyTo(c.Span);
        Epilogue<float> epilogue = new()
        {
            Accumulate = accumulate,
            Bias = biased ? bias.Pointer : null,
            Activation = activation,
            Slope = 0.25f,
        };
        Gemm.MultiplyWith(
            bits, _crew, m, n, k, a.Pointer, k, false, b.Pointer, n, false, c.Pointer, n, epilogue);
        for (int i = 0; i < m * n; i++)
        {
            NaiveProduct expected = NaiveProduct
                .Of<float>(a.Span, k, false, b.Span, n, false, i / n, i % n, k)
                .Plus(accumulate ? before.Span[i] : 0).Plus(biased ? bias.Span[i % n] : 0);
            (expected with { Value = Activate(expected.Value, activation) })
                .AssertNear(c.Span[i], k + 4, $"{m}×{n}×{k} at {i}");
        }
    }

    private static double Activate(double x, Activation activation) => activation switch
    {
        Activation.Relu => Math.Max(x, 0),
        Activation.LeakyRelu => x < 0 ? 0.25 * x : x,
        _ => x,
    };
}
