using System.Numerics;
using Szilard.Tensors.Kernels;

namespace Szilard.Tensors.Tests.Kernels;

public sealed unsafe class RowNormalisationTests
{
    private const double Epsilon = 1e-3;

    public static TheoryData<string> Functions => ["unit", "softmax", "log-softmax", "log-sum-exp", "layer"];

    [Theory]
    [MemberData(nameof(Functions))]
    public void In_double_a_function_of_rows_is_its_formula_and_its_gradient_the_slope(string name)
    {
        const int Rows = 4, Columns = 7;
        double[] x = ElementwiseTests.Numbers<double>(Rows * Columns);
        (double[] y, double[] gradient, double[] weights) = Both(name, LaneWidth.Widest, 2, Rows, Columns, x);
        double[] Whole(double[] at) => [.. at.Chunk(Columns).SelectMany(row => Formula(name, row))];
        Table.AssertClose(Whole(x), y, 1e-13);
        Table.AssertClose(Table.Slopes(x, weights, Whole), gradient, 1e-7);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void In_single_precision_every_width_agrees_with_double(string name)
    {
        foreach ((int rows, int columns) in ((int, int)[])[(2000, 10), (301, 128), (3, 5003)])
        {
            float[] x = ElementwiseTests.Numbers<float>(rows * columns);
            double[] wide = Table.Wide(x);
            (double[] y, double[] gradient, _) = Both(name, LaneWidth.Widest, 1, rows, columns, wide);
            foreach (LaneWidth width in Enum.GetValues<LaneWidth>())
            {
                (float[] y32, float[] gradient32, _) = Both(name, width, 2, rows, columns, x);
                Table.AssertClose(y, y32, 1e-6);
                Table.AssertClose(gradient, gradient32, 4e-6);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void The_number_of_threads_does_not_change_a_bit(string name)
    {
        float[] x = ElementwiseTests.Numbers<float>(1003 * 37);
        (float[] y, float[] gradient, _) = Both(name, LaneWidth.Widest, 1, 1003, 37, x);
        foreach (int threads in (int[])[2, 4])
        {
            (float[] many, float[] manyGradient, _) = Both(name, LaneWidth.Widest, threads, 1003, 37, x);
            Assert.Equal(y, many);
            Assert.Equal(gradient, manyGradient);
        }
    }

    [Theory]
    [InlineData("softmax")]
    [InlineData("log-softmax")]
    [InlineData("log-sum-exp")]
    public void Extreme_logits_stay_finite(string name)
    {
        float[] x = [.. ElementwiseTests.Numbers<float>(6 * 50).Select(v => 1e4f * v)];
        (float[] y, float[] gradient, _) = Both(name, LaneWidth.Widest, 1, 6, 50, x);
        Assert.All(y, v => Assert.True(float.IsFinite(v)));
        Assert.All(gradient, v => Assert.True(float.IsFinite(v)));
    }

    /// <summary>PyTorch: below ε a row is divided by ε, which is then a constant.</summary>
    [Fact]
    public void A_row_shorter_than_epsilon_is_divided_by_epsilon()
    {
        double[] x = [3e-4, 4e-4], g = [2, 5];
        double[] y = new double[2], norms = new double[1], gradient = new double[2];
        Table.Run<double>(
            1, (workers, a) =>
            {
                Normalisation.RowsToUnitLength(workers, 1, 2, Epsilon, a[0], a[1], a[2]);
                Normalisation.RowsToUnitLengthBackward(workers, 1, 2, Epsilon, a[1], a[2], a[3], a[4]);
            },
            x, y, norms, g, gradient);
        Assert.Equal(0.4, y[1], 1e-15);
        Assert.Equal(Epsilon, norms[0]);
        Assert.Equal(2000, gradient[0], 1e-9);
        Assert.Equal(5000, gradient[1], 1e-9);
    }

    [Fact]
    public void Layer_normalisation_s_scale_and_shift_have_the_gradients_of_the_definition()
    {
        const int Rows = 40, Columns = 5;
        double[] x = ElementwiseTests.Numbers<double>(Rows * Columns);
        double[] g = ElementwiseTests.Numbers<double>(Rows * Columns, "g");
        double[] scale = Scale<double>(Columns), shift = Scale<double>(Columns);
        double[] mean = new double[Rows], inverse = new double[Rows], y = new double[x.Length];
        double[] gx = new double[x.Length], gs = new double[Columns], gb = new double[Columns];
        Table.Run<double>(
            1, (workers, a) =>
            {
                Normalisation.LayerForward(
                    workers, Rows, Columns, a[0], a[2], a[3], Epsilon, a[4], a[5], a[6]);
                Normalisation.LayerBackward(
                    workers, Rows, Columns, a[0], a[1], a[2], a[4], a[5], a[7], a[8], a[9]);
            },
            x, g, scale, shift, mean, inverse, y, gx, gs, gb);
        double[] Whole(double[] s, double[] b) =>
            [.. x.Chunk(Columns).SelectMany(row => Layer(row).Select((v, c) => (s[c] * v) + b[c]))];
        Table.AssertClose(Table.Slopes(scale, g, s => Whole(s, shift)), gs, 1e-7);
        Table.AssertClose(Table.Slopes(shift, g, b => Whole(scale, b)), gb, 1e-7);
    }

    private static double[] Formula(string name, double[] row)
    {
        double logSumExp = Math.Log(row.Sum(Math.Exp)), norm = Math.Sqrt(row.Sum(v => v * v));
        double[] scale = Scale<double>(row.Length);
        return name switch
        {
            "unit" => [.. row.Select(v => v / Math.Max(norm, Epsilon))],
            "softmax" => [.. row.Select(v => Math.Exp(v - logSumExp))],
            "log-softmax" => [.. row.Select(v => v - logSumExp)],
            "log-sum-exp" => [logSumExp],
            _ => [.. Layer(row).Select((v, c) => (scale[c] * v) + scale[c])],
        };
    }

    private static double[] Layer(double[] row)
    {
        double mean = row.Average(), variance = row.Average(v => (v - mean) * (v - mean));
        return [.. row.Select(v => (v - mean) / Math.Sqrt(variance + Epsilon))];
    }

    private static T[] Scale<T>(int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, columns).Select(c => T.CreateTruncating(0.5f + (0.25f * (c % 3))))];

    private static (T[] Y, T[] Gradient, T[] Weights) Both<T>(
        string name, LaneWidth width, int threads, int rows, int columns, T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int outputs = name == "log-sum-exp" ? rows : rows * columns;
        T[] y = new T[outputs], gradient = new T[x.Length], norms = new T[rows], inverse = new T[rows];
        T[] weights = Array.ConvertAll(ElementwiseTests.Numbers<float>(outputs, "w"), T.CreateTruncating);
        T[] scale = Scale<T>(columns), sums = new T[columns], shifts = new T[columns];
        T epsilon = T.CreateTruncating(Epsilon);
        Table.Run(
            threads, (w, a) =>
            {
                switch (name)
                {
                    case "unit":
                        RowFunctions.ToUnitLength(width, w, rows, columns, epsilon, a[0], a[1], a[2]);
                        RowFunctions.ToUnitLengthBackward(
                            width, w, rows, columns, epsilon, a[1], a[2], a[3], a[4]);
                        break;
                    case "softmax":
                        RowFunctions.Softmax(width, w, rows, columns, a[0], a[1]);
                        RowFunctions.SoftmaxBackward(width, w, rows, columns, a[1], a[3], a[4]);
                        break;
                    case "log-softmax":
                        RowFunctions.LogSoftmax(width, w, rows, columns, a[0], a[1]);
                        RowFunctions.LogSoftmaxBackward(width, w, rows, columns, a[1], a[3], a[4]);
                        break;
                    case "log-sum-exp":
                        RowFunctions.LogSumExp(width, w, rows, columns, a[0], a[1]);
                        RowFunctions.LogSumExpBackward(width, w, rows, columns, a[0], a[1], a[3], a[4]);
                        break;
                    default:
                        RowNormalisation.LayerForward(
                            width, w, rows, columns, a[0], a[5], a[5], epsilon, a[2], a[6], a[1]);
                        RowNormalisation.LayerBackward(
                            width, w, rows, columns, a[0], a[3], a[5], a[2], a[6], a[4], a[7], a[8]);
                        break;
                }
            },
            x, y, norms, weights, gradient, scale, inverse, sums, shifts);
        return (y, gradient, weights);
    }
}
