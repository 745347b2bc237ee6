using MathNet.Numerics.LinearAlgebra;
using Szilard.Tensors;

namespace Szilard.Thermodynamics.Langevin;

/// <summary>What linear processes need of matrices.</summary>
internal static class Algebra
{
    public static Matrix<double> Of(Matrix m) =>
        Matrix<double>.Build.Dense(m.Rows, m.Columns, (i, j) => m[i, j]);

    public static Matrix Of(Matrix<double> m) => new(m.RowCount, m.ColumnCount, m.ToRowMajorArray());

    /// <summary>e^m by scaling and squaring of Taylor's series: below norm ½ twenty terms leave less than
    /// rounding.</summary>
    public static Matrix<double> Exponential(Matrix<double> m)
    {
        int halvings = Math.Max(0, (int)Math.Ceiling(Math.Log2(Math.Max(m.InfinityNorm(), 1e-300))) + 1);
        Matrix<double> small = m / Math.Pow(2, halvings),
            one = Matrix<double>.Build.DenseIdentity(m.RowCount);
        Matrix<double> sum = one, term = one;
        for (int k = 1; k <= 20; k++)
        {
            term = term * small / k;
            sum += term;
        }
        for (int k = 0; k < halvings; k++)
            sum *= sum;
        return sum;
    }

    /// <summary>X with X = RXRᵀ + S, by (1 − R⊗R) vec X = vec S.</summary>
    public static Matrix<double> Stationary(Matrix<double> keep, Matrix<double> noise)
    {
        int d = keep.RowCount;
        Matrix<double> operation = Matrix<double>.Build.DenseIdentity(d * d) - keep.KroneckerProduct(keep);
        Vector<double> right = Vector<double>.Build.Dense(d * d, k => noise[k / d, k % d]);
        double[] solution = operation.Solve(right).ToArray();
        return Matrix<double>.Build.Dense(
            d, d, (i, j) => (solution[(i * d) + j] + solution[(j * d) + i]) / 2);
    }
}
