using Szilard.Observables.Algebra;
using Szilard.Tensors;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

/// <summary>The fast algebra against the slow definition.</summary>
public sealed class AlgebraTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(4, 2, 8)]
    [InlineData(5, 7, 3)]
    [InlineData(13, 9, 131)]
    public void Products_equal_their_definition(int rows, int columns, int length)
    {
        Matrix a = Normal(rows, length, "a"), b = Normal(length, columns, "b");
        Close(Naive(a, b), CrossProducts.Multiply(a, b), 1e-12);
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(128, 5)]
    [InlineData(300, 11)]
    public void Gram_matrices_equal_their_definition(int rows, int columns)
    {
        Matrix x = Normal(rows, columns, "x"), y = Normal(rows, 3, "y");
        double[] a = Columns.Means(x), b = Columns.Means(y);
        Matrix centredX = x.Columnwise((v, j) => v - a[j]), centredY = y.Columnwise((v, j) => v - b[j]);
        Close(Naive(centredX.Transpose(), centredX), CrossProducts.Gram(x, a), 1e-10);
        Close(Naive(centredX.Transpose(), centredY), CrossProducts.Of(x, a, y, b), 1e-10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(64)]
    [InlineData(150)]
    public void A_Cholesky_solution_solves(int d)
    {
        Matrix a = Normal(2 * d, d, "a"), gram = Naive(a.Transpose(), a), truth = Normal(3, d, "truth");
        Matrix right = Naive(truth, gram);
        Cholesky.TryFactor(gram, 1e-12)!.SolveRows(right);
        Close(truth, right, 1e-7);
    }

    [Fact]
    public void A_singular_matrix_has_no_factor_but_a_least_squares_solution()
    {
        Matrix gram = Matrix.FromRows([2, 2, 0], [2, 2, 0], [0, 0, 0]);
        Assert.Null(Cholesky.TryFactor(gram, 1e-12));
        Matrix solution = LeastSquares.Solve(gram, Matrix.FromRows([4], [4], [0]), out bool deficient);
        Assert.True(deficient);
        Close(Matrix.FromRows([1], [1], [0]), solution, 1e-12);
    }

    /// <summary>Beside the factor from MathNet's singular values. Rows that point the same way have a singular
    /// value from which the steps would go to a reflection.</summary>
    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0.01, 0, true)]
    [InlineData(1, 0, true)]
    [InlineData(60, 0, false)]
    [InlineData(0, 0.2, true)]
    [InlineData(0, 3, false)]
    public void Products_alone_find_the_polar_factor_of_a_nearly_orthogonal_matrix(
        double noise, double common, bool near)
    {
        Matrix turn = PolarFactor.Of(Normal(24, 24, "turn")), other = Normal(24, 24, "other");
        var matrix = new Matrix(24, 24);
        for (int i = 0; i < 24; i++)
            for (int j = 0; j < 24; j++)
                matrix[i, j] = 7 * (turn[i, j] + (noise * other[i, j] / 24) + (common * turn[0, j]));
        Matrix? found = PolarFactor.OfNearlyOrthogonal(matrix);
        Assert.Equal(near, found is not null);
        if (found is not null)
            Close(PolarFactor.Of(matrix), found, 1e-12);
    }

    [Fact]
    public void Eigenvectors_rebuild_their_matrix()
    {
        Matrix a = Normal(20, 6, "a"), gram = Naive(a.Transpose(), a);
        var eigen = SymmetricEigen.OfGram(gram);
        Close(gram, eigen.Function(v => v), 1e-10);
        Assert.Equal(eigen.Values.OrderDescending(), eigen.Values);
    }

    /// <summary>Against the library's solver; the vectors by what they must do.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(7, 3)]
    [InlineData(40, 40)]
    [InlineData(131, 131)]
    public void Symmetric_matrices_have_the_eigenvalues_of_an_independent_solver(int d, int rank)
    {
        Matrix a = Normal(rank, d, "a"), symmetric = Naive(a.Transpose(), a);
        for (int i = 0; i < d; i++)
            symmetric[i, i] -= i % 3;
        (double[] values, Matrix vectors) = Tridiagonal.Eigen(symmetric);
        double[] expected = [.. MathNet.Numerics.LinearAlgebra.Matrix<double>.Build
            .Dense(d, d, [.. symmetric.Values]).Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric)
            .EigenValues.Select(v => v.Real)];
        foreach (double[] found in new[] { values, Tridiagonal.Values(symmetric) })
            Assert.All(expected.Zip(found.Order()), pair => Assert.Equal(pair.First, pair.Second, 1e-10));
        Matrix products = Naive(vectors, vectors.Transpose());
        for (int i = 0; i < d; i++)
            for (int j = 0; j < d; j++)
                Assert.Equal(i == j ? 1 : 0, products[i, j], 1e-12);
        Matrix moved = Naive(vectors, symmetric);
        for (int i = 0; i < d; i++)
            for (int j = 0; j < d; j++)
                Assert.Equal(values[i] * vectors[i, j], moved[i, j], 1e-10);
    }

    /// <summary>Against the library's decomposition; small values to the rounding of the largest.</summary>
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 9, 5)]
    [InlineData(9, 5, 5)]
    [InlineData(60, 40, 7)]
    [InlineData(128, 128, 128)]
    public void Singular_values_are_those_of_an_independent_solver(int rows, int columns, int rank)
    {
        Matrix matrix = Naive(Normal(rows, rank, "left"), Normal(rank, columns, "right"));
        double[] expected = [.. MathNet.Numerics.LinearAlgebra.Matrix<double>.Build
            .Dense(columns, rows, [.. matrix.Values]).Svd(false).S];
        double[] found = SingularValues.Of(matrix);
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair =>
            Assert.Equal(pair.First, pair.Second, 1e-13 * rows * columns * expected[0]));
    }

    [Fact]
    public void A_diagonal_matrix_and_one_of_zeros_are_their_own_spectra()
    {
        Matrix diagonal = Matrix.FromRows([3, 0, 0], [0, -1, 0], [0, 0, 2]);
        Assert.Equal([-1, 2, 3], Tridiagonal.Eigen(diagonal).Values.Order());
        Assert.Equal([0, 0, 0], Tridiagonal.Eigen(new Matrix(3, 3)).Values);
        Assert.Throws<ArithmeticException>(() => Tridiagonal.Eigen(Matrix.FromRows([double.NaN])));
    }

    [Fact]
    public void Assignments_are_the_best_of_all()
    {
        Properties.Holds(60, seed =>
        {
            int rows = 1 + Math.Abs(seed % 5), columns = 1 + Math.Abs(seed / 5 % 5);
            Matrix scores = Normal(rows, columns, "scores", seed);
            int[] columnOf = Assignment.Maximise(scores);
            double sum = columnOf.Select((c, r) => c < 0 ? 0 : scores[r, c]).Sum();
            return columnOf.Count(c => c >= 0) == Math.Min(rows, columns)
                && columnOf.Where(c => c >= 0).Distinct().Count() == Math.Min(rows, columns)
                && Math.Abs(sum - Best(rows <= columns ? scores : scores.Transpose(), 0, [])) < 1e-9;
        });
    }

    /// <summary>A narrow curved valley: Rosenbrock's function, whose minimum is 0 at (1, 1).</summary>
    [Fact]
    public void Quasi_Newton_descends_a_curved_valley()
    {
        double[] point = [-1.2, 1];
        double value = new QuasiNewton(Rosenbrock, g => [.. g]).Minimise(point, 500, 1e-18);
        Assert.Equal(0, value, 1e-12);
        Assert.Equal([1, 1], point.Select(p => Math.Round(p, 6)));
    }

    private static double Rosenbrock(double[] p, double[] gradient)
    {
        double a = 1 - p[0], b = p[1] - (p[0] * p[0]);
        gradient[0] = (-2 * a) - (400 * p[0] * b);
        gradient[1] = 200 * b;
        return (a * a) + (100 * b * b);
    }

    private static double Best(Matrix scores, int row, HashSet<int> taken)
    {
        if (row == scores.Rows)
            return 0;
        double best = double.NegativeInfinity;
        for (int column = 0; column < scores.Columns; column++)
            if (!taken.Contains(column))
                best = Math.Max(best, scores[row, column] + Best(scores, row + 1, [.. taken, column]));
        return best;
    }

    private static void Close(Matrix expected, Matrix actual, double tolerance)
    {
        Assert.Equal((expected.Rows, expected.Columns), (actual.Rows, actual.Columns));
        for (int i = 0; i < expected.Values.Length; i++)
            Assert.Equal(expected.Values[i], actual.Values[i], tolerance);
    }
}
