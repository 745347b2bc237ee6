using Szilard.Tensors.Kernels;

namespace Szilard.Tensors.Tests.Kernels;

public sealed class MatrixProductTests
{
    private const int Rows = 5, Columns = 7, Depth = 9, Stride = 8;

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Blocks_of_larger_arrays_multiply_as_three_loops_do(bool transposeA, bool transposeB)
    {
        MatrixBlock<double> a = Block(Rows, Depth, transposeA, seed: 1);
        MatrixBlock<double> b = Block(Depth, Columns, transposeB, seed: 2);
        double[] c = Filled(Rows * Stride, seed: 3), before = [.. c];
        MatrixProduct.Add(a, b, c, Stride);
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Stride; j++)
            {
                double sum = j < Columns ? Sum(a, b, i, j) : 0;
                Assert.Equal(before[(i * Stride) + j] + sum, c[(i * Stride) + j], 1e-12);
            }
        }
    }

    [Fact]
    public void Storing_forgets_what_was_there()
    {
        MatrixBlock<double> a = Block(Rows, Depth, false, seed: 1);
        MatrixBlock<double> b = Block(Depth, Columns, false, seed: 2);
        double[] c = [.. Enumerable.Repeat(double.NaN, Rows * Columns)];
        MatrixProduct.Store(a, b, c, Columns);
        Assert.Equal(Sum(a, b, 4, 6), c[^1], 1e-12);
        Assert.All(c, value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        double[] c = new double[Rows * Columns];
        Assert.Throws<ArgumentException>(() => Multiply(Depth + 1, c));
        Assert.Throws<ArgumentException>(() => Multiply(Depth, c.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => new MatrixBlock<double>(c, Rows, Columns, Columns + 1));
        Assert.Throws<ArgumentException>(() => new MatrixBlock<double>(c, Rows, Columns, Columns - 1));
    }

    private static void Multiply(int depth, Span<double> c) =>
        MatrixProduct.Store(
            Block(Rows, Depth, false, seed: 1), Block(depth, Columns, false, seed: 2), c, Columns);

    private static double Sum(MatrixBlock<double> a, MatrixBlock<double> b, int i, int j)
    {
        double sum = 0;
        for (int k = 0; k < Depth; k++)
            sum += At(a, i, k) * At(b, k, j);
        return sum;
    }

    private static double At(MatrixBlock<double> m, int i, int j) =>
        m.Values[m.IsTransposed ? (j * m.Stride) + i : (i * m.Stride) + j];

    private static MatrixBlock<double> Block(int rows, int columns, bool transposed, uint seed)
    {
        (int stored, int wide) = transposed ? (columns, rows) : (rows, columns);
        MatrixBlock<double> block = new(Filled(stored * (wide + 3), seed), stored, wide, wide + 3);
        return transposed ? block.Transposed : block;
    }

    private static double[] Filled(int length, uint seed) =>
        [.. Enumerable.Range(0, length).Select(i => Math.Sin((i * 1.7) + seed))];
}
