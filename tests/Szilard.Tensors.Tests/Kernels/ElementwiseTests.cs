using System.Numerics;
using Szilard.Tensors.Kernels;

namespace Szilard.Tensors.Tests.Kernels;

public sealed unsafe class ElementwiseTests
{
    private const double Slope = 0.2;

    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(Activations))]
    public void In_double_an_activation_is_its_formula_and_its_gradient_the_slope(Activation activation)
    {
        double[] x = Numbers<double>(41), g = Numbers<double>(41, "g");
        (double[] y, double[] gradient) = Both(LaneWidth.Widest, 1, activation, x, g);
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(Formula(activation, x[i]), y[i], 1e-14);
            double slope = (Formula(activation, x[i] + 1e-6) - Formula(activation, x[i] - 1e-6)) / 2e-6;
            Assert.Equal(slope * g[i], gradient[i], 1e-8);
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void In_single_precision_every_width_agrees_with_double(Activation activation)
    {
        float[] x = Numbers<float>(20_011), g = Numbers<float>(20_011, "g");
        (double[] y, double[] gradient) = Both(
            LaneWidth.Widest, 1, activation, Table.Wide(x), Table.Wide(g));
        foreach (LaneWidth width in Enum.GetValues<LaneWidth>())
        {
            (float[] y32, float[] gradient32) = Both(width, 2, activation, x, g);
            for (int i = 0; i < x.Length; i++)
            {
                Assert.Equal(y[i], y32[i], 3e-7 * (1 + Math.Abs(y[i])));
                Assert.Equal(gradient[i], gradient32[i], 1e-6 * (1 + Math.Abs(g[i])));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void The_number_of_threads_does_not_change_a_bit(Activation activation)
    {
        float[] x = Numbers<float>(70_001), g = Numbers<float>(70_001, "g");
        (float[] one, float[] oneGradient) = Both(LaneWidth.Widest, 1, activation, x, g);
        foreach (int threads in (int[])[2, 4])
        {
            (float[] many, float[] manyGradient) = Both(LaneWidth.Widest, threads, activation, x, g);
            Assert.Equal(one, many);
            Assert.Equal(oneGradient, manyGradient);
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Not_a_number_stays_so_and_extremes_have_their_limits(Activation activation)
    {
        float[] x = [float.NaN, 1e30f, -1e30f, 0, .. new float[13]], g = [.. x.Select(_ => 1f)];
        foreach (LaneWidth width in Enum.GetValues<LaneWidth>())
        {
            (float[] y, float[] gradient) = Both(width, 1, activation, x, g);
            Assert.True(float.IsNaN(y[0]));
            Assert.Equal((float)Formula(activation, 1e30), y[1]);
            Assert.Equal(Formula(activation, -1e30), y[2], 1e24);
            Assert.All(gradient[1..], slope => Assert.True(float.IsFinite(slope)));
        }
    }

    [Fact]
    public void A_gradient_may_overwrite_the_one_it_came_from()
    {
        float[] x = Numbers<float>(100), g = Numbers<float>(100, "g");
        (float[] y, float[] expected) = Both(LaneWidth.Widest, 1, Activation.Gelu, x, g);
        using Workers workers = new(1);
        fixed (float* px = x, py = y, pg = g)
            Elementwise.ActivationGradient(workers, Activation.Gelu, 0, px, py, pg, pg, 100);
        Assert.Equal(expected, g);
    }

    internal static T[] Numbers<T>(int count, string name = "x", double spread = 2)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RandomStream stream = RandomKey.FromSeed(3).Split(name, count).Stream();
        T[] numbers = new T[count];
        for (int i = 0; i < count; i++)
            numbers[i] = T.CreateTruncating(spread * stream.NextNormal());
        return numbers;
    }

    private static double Formula(Activation activation, double x) => activation switch
    {
        Activation.None => x,
        Activation.Relu => Math.Max(x, 0),
        Activation.LeakyRelu => x > 0 ? x : Slope * x,
        Activation.Gelu => x * MathNet.Numerics.Distributions.Normal.CDF(0, 1, x),
        Activation.Tanh => Math.Tanh(x),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };

    private static (T[] Y, T[] Gradient) Both<T>(
        LaneWidth width, int threads, Activation activation, T[] x, T[] gradientY)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using Workers workers = new(threads);
        T[] y = new T[x.Length], gradientX = new T[x.Length];
        T slope = T.CreateTruncating(Slope);
        fixed (T* px = x, py = y, pg = gradientY, pgx = gradientX)
        {
            Elementwise.Activate(width, workers, activation, slope, px, py, x.Length);
            Elementwise.ActivationGradient(width, workers, activation, slope, px, py, pg, pgx, x.Length);
        }
        return (y, gradientX);
    }
}
