using Szilard.Tensors.Kernels;

namespace Szilard.Tensors.Tests.Kernels;

public sealed class VectorMathTests
{
    private const float Infinity = float.PositiveInfinity;
    private static readonly LaneWidth[] s_widths = [LaneWidth.Scalar, LaneWidth.Bits256, LaneWidth.Bits512];

    [Fact]
    public void The_exponential_is_within_2_ulp_down_to_subnormal_results() =>
        AssertUlp<VectorMath.ExpMap>(Math.Exp, -110, 90, 2);

    [Fact]
    public void The_error_function_is_within_2_ulp() =>
        AssertUlp<VectorMath.ErfMap>(MathNet.Numerics.SpecialFunctions.Erf, -5, 5, 2);

    [Fact]
    public void The_hyperbolic_tangent_is_within_2_ulp() =>
        AssertUlp<VectorMath.TanhMap>(Math.Tanh, -12, 12, 2);

    [Fact]
    public void The_logistic_function_is_within_3_ulp() =>
        AssertUlp<VectorMath.SigmoidMap>(x => 1 / (1 + Math.Exp(-x)), -100, 30, 3);

    [Fact]
    public void The_logarithm_is_within_2_ulp()
    {
        float[] x = [.. Enumerable.Range(0, 60001).Select(i => MathF.Exp((i / 350f) - 86))];
        float[] y = new float[x.Length];
        VectorMath.Log(x, y);
        for (int i = 0; i < x.Length; i++)
            Assert.True(Ulps(y[i], Math.Log(x[i])) <= 2, $"log {x[i]:R} gave {y[i]:R}");
    }

    /// <summary>In every lane, and where a register is not filled.</summary>
    [Fact]
    public void Infinities_nan_zeros_and_subnormals_come_out_as_they_should()
    {
        foreach (LaneWidth width in s_widths)
        {
            for (int length = 1; length < 36; length++)
            {
                AssertAt<VectorMath.ExpMap>(
                    width, length, [(-Infinity, 0), (Infinity, Infinity), (float.NaN, float.NaN), (0, 1),
                    (-0f, 1), (1e-42f, 1), (-200, 0), (float.MaxValue, Infinity)]);
                AssertAt<VectorMath.ErfMap>(
                    width, length, [(-Infinity, -1), (Infinity, 1), (float.NaN, float.NaN), (0, 0), (7, 1),
                    (-1e30f, -1)]);
                AssertAt<VectorMath.TanhMap>(
                    width, length, [(-Infinity, -1), (Infinity, 1), (float.NaN, float.NaN), (0, 0),
                    (1e-42f, 1e-42f), (-60, -1)]);
                AssertAt<VectorMath.SigmoidMap>(
                    width, length, [(-Infinity, 0), (Infinity, 1), (float.NaN, float.NaN), (0, 0.5f),
                    (-1e30f, 0), (200, 1)]);
            }
        }
    }

    [Fact]
    public void In_double_the_functions_are_those_of_the_platform()
    {
        double[] x = [-2.5, -1e-9, 0.3, 4], y = new double[4];
        VectorMath.Erf(x, y);
        Assert.Equal(-0.99959304798255504, y[0], 1e-15);
        Assert.Equal(0.32862675945912743, y[2], 1e-15);
        VectorMath.Tanh(x, y);
        Assert.Equal(Math.Tanh(0.3), y[2], 1e-15);
        VectorMath.Sigmoid(x, y);
        Assert.Equal(1 / (1 + Math.Exp(2.5)), y[0], 1e-15);
        VectorMath.Exp(x, y);
        Assert.Equal(Math.Exp(4), y[3], 1e-13);
    }

    [Fact]
    public void A_destination_that_is_too_short_is_refused() =>
        Assert.Throws<ArgumentException>(() => VectorMath.Exp(new float[3], new float[2]));

    private static void AssertUlp<TMap>(Func<double, double> exact, double from, double to, double bound)
        where TMap : struct, VectorMath.IMap
    {
        const int Count = 100_003;
        float[] x = new float[Count], y = new float[Count];
        for (int i = 0; i < Count; i++)
            x[i] = (float)(from + ((to - from) * i / (Count - 1)));
        for (int i = 0; i < 40; i++)
            x[i] = MathF.ScaleB(1 - (0.37f * (i & 1)), -i);
        foreach (LaneWidth width in s_widths)
        {
            VectorMath.Map<TMap>(width, x, y);
            for (int i = 0; i < Count; i++)
            {
                double expected = exact(x[i]), error = Ulps(y[i], expected);
                Assert.True(error <= bound, $"{width} at {x[i]:R}: {y[i]:R} for {expected:R}, {error} ulp");
            }
        }
    }

    /// <summary>The error in units of the last place that a single of that size has.</summary>
    private static double Ulps(float value, double exact)
    {
        float rounded = (float)exact;
        if (float.IsInfinity(rounded) || value == rounded)
            return value == rounded ? 0 : double.PositiveInfinity;
        float size = MathF.Abs(rounded);
        double unit = Math.Max(float.Epsilon, (double)MathF.BitIncrement(size) - size);
        return Math.Abs(value - exact) / unit;
    }

    private static void AssertAt<TMap>(LaneWidth width, int length, (float X, float Y)[] cases)
        where TMap : struct, VectorMath.IMap
    {
        float[] x = [.. Enumerable.Range(0, length).Select(i => cases[i % cases.Length].X)];
        float[] y = new float[length];
        VectorMath.Map<TMap>(width, x, y);
        for (int i = 0; i < length; i++)
            Assert.Equal(cases[i % cases.Length].Y, y[i]);
    }
}
