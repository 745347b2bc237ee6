using System.Numerics;
using Szilard.Tensors.Kernels;

namespace Szilard.Tensors.Tests.Kernels;

public sealed unsafe class BatchNormalisationTests
{
    private const double Epsilon = 1e-3, Slope = 0.1;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void In_double_gradients_are_central_differences_of_the_definition(bool relu)
    {
        const int Rows = 7, Columns = 3;
        Outcome<double> o = Run<double>(LaneWidth.Widest, 1, Rows, Columns, relu, 0);
        double[] Y(double[] x, double[] scale, double[] shift) =>
            Definition(x, scale, shift, Rows, Columns, relu);
        Table.AssertClose(Y(o.X, o.Scale, o.Shift), o.Y, 1e-13);
        Table.AssertClose(Table.Slopes(o.X, o.GradientY, x => Y(x, o.Scale, o.Shift)), o.GradientX, 1e-7);
        Table.AssertClose(Table.Slopes(o.Scale, o.GradientY, s => Y(o.X, s, o.Shift)), o.GradientScale, 1e-7);
        Table.AssertClose(Table.Slopes(o.Shift, o.GradientY, s => Y(o.X, o.Scale, s)), o.GradientShift, 1e-7);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(700, 1)]
    [InlineData(3000, 10)]
    [InlineData(2051, 64)]
    [InlineData(33, 1037)]
    public void In_single_precision_every_width_agrees_with_double(int rows, int columns)
    {
        Outcome<double> wide = Run<double>(LaneWidth.Widest, 1, rows, columns, true, 0);
        foreach (LaneWidth width in Enum.GetValues<LaneWidth>())
        {
            Outcome<float> outcome = Run<float>(width, 2, rows, columns, true, 0);
            Table.AssertClose(wide.Mean, outcome.Mean, 1e-6);
            Table.AssertClose(wide.Variance, outcome.Variance, 2e-6);
            Table.AssertClose(wide.Y, outcome.Y, 1e-5);
            Table.AssertClose(wide.GradientScale, outcome.GradientScale, 1e-5);
            Table.AssertClose(wide.GradientShift, outcome.GradientShift, 1e-5);
            Table.AssertClose(wide.GradientX, outcome.GradientX, 1e-4);
        }
    }

    /// <summary>Whole numbers, so that the variance in single precision can be exact.</summary>
    [Fact]
    public void A_mean_far_from_zero_costs_the_variance_nothing()
    {
        const int Rows = 4096;
        float[] x = [.. Enumerable.Range(0, Rows).Select(i => 1_000_000f + (i % 2 == 0 ? 1 : -1))];
        float[] mean = new float[1], inverse = new float[1], variance = new float[1];
        Table.Run<float>(
            2, (workers, a) => BatchNormalisation.Statistics(
                LaneWidth.Widest, workers, Rows, 1, a[0], 0f, a[1], a[2], a[3]),
            x, mean, inverse, variance);
        Assert.Equal(1_000_000f, mean[0]);
        Assert.Equal(1f, variance[0], 1e-6f);
    }

    [Fact]
    public void Column_sums_are_exact_on_whole_numbers_and_accumulate()
    {
        const int Rows = 5000, Columns = 7;
        float[] x = new float[Rows * Columns];
        for (int i = 0; i < x.Length; i++)
            x[i] = (i % Columns) + (i / Columns % 3);
        float[] sums = [.. Enumerable.Repeat(100f, Columns)];
        Table.Run<float>(
            2, (workers, a) => Normalisation.ColumnSums(workers, Rows, Columns, a[0], a[1], true), x, sums);
        for (int c = 0; c < Columns; c++)
            Assert.Equal(100 + (c * Rows) + (1666 * 3) + 1, sums[c]);
        Table.Run<float>(
            2, (workers, a) => Normalisation.ColumnSums(workers, Rows, Columns, a[0], a[1], false), x, sums);
        Assert.Equal((1666 * 3) + 1, sums[0]);
    }

    [Fact]
    public void The_number_of_threads_does_not_change_a_bit()
    {
        Outcome<float> one = Run<float>(LaneWidth.Widest, 1, 4001, 33, true, 5);
        foreach (int threads in (int[])[2, 4])
        {
            Outcome<float> many = Run<float>(LaneWidth.Widest, threads, 4001, 33, true, 5);
            Assert.Equal(one.Y, many.Y);
            Assert.Equal(one.GradientX, many.GradientX);
            Assert.Equal(one.GradientScale, many.GradientScale);
        }
    }

    private static double[] Definition(
        double[] x, double[] scale, double[] shift, int rows, int columns, bool relu)
    {
        double[] y = new double[x.Length];
        for (int c = 0; c < columns; c++)
        {
            double[] column = [.. Enumerable.Range(0, rows).Select(i => x[(i * columns) + c])];
            double mean = column.Average(), variance = column.Average(v => (v - mean) * (v - mean));
            for (int i = 0; i < rows; i++)
            {
                double value = (scale[c] * (column[i] - mean) / Math.Sqrt(variance + Epsilon)) + shift[c];
                y[(i * columns) + c] = relu && value < 0 ? Slope * value : value;
            }
        }
        return y;
    }

    private static Outcome<T> Run<T>(
        LaneWidth width, int threads, int rows, int columns, bool relu, double offset)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Outcome<T> o = new(rows, columns, offset);
        T slope = relu ? T.CreateTruncating(Slope) : T.One;
        Table.Run(
            threads, (workers, a) =>
            {
                BatchNormalisation.Statistics(
                    width, workers, rows, columns, a[0], T.CreateTruncating(Epsilon), a[3], a[4], a[5]);
                BatchNormalisation.Apply(
                    width, workers, rows, columns, a[0], a[1], a[2], a[3], a[4], slope, a[6]);
                BatchNormalisation.Backward(
                    width, workers, rows, columns, a[0], relu ? a[6] : null, a[7], a[1], a[3], a[4], slope,
                    a[8], a[9], a[10]);
            },
            o.X, o.Scale, o.Shift, o.Mean, o.Inverse, o.Variance, o.Y, o.GradientY, o.GradientX,
            o.GradientScale, o.GradientShift);
        return o;
    }

    private sealed class Outcome<T>(int rows, int columns, double offset)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T[] X { get; } = Array.ConvertAll(
            ElementwiseTests.Numbers<float>(rows * columns),
            v => T.CreateTruncating(v) + T.CreateTruncating(offset));

        public T[] Scale { get; } = Single(columns, "scale");

        public T[] Shift { get; } = Single(columns, "shift");

        public T[] Mean { get; } = new T[columns];

        public T[] Inverse { get; } = new T[columns];

        public T[] Variance { get; } = new T[columns];

        public T[] Y { get; } = new T[rows * columns];

        public T[] GradientY { get; } = Single(rows * columns, "g");

        public T[] GradientX { get; } = new T[rows * columns];

        public T[] GradientScale { get; } = new T[columns];

        public T[] GradientShift { get; } = new T[columns];

        private static T[] Single(int count, string name) =>
            Array.ConvertAll(ElementwiseTests.Numbers<float>(count, name, 0.7), T.CreateTruncating);
    }
}
