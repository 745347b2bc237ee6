using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Matrix = Szilard.Tensors.Matrix;

namespace Szilard.Observables.Algebra;

/// <summary>The polar factor U·Vᵀ of a matrix U·Σ·Vᵀ: of all matrices with orthonormal rows or columns the
/// one nearest to it.</summary>
/// <remarks>Schönemann, "A generalized solution of the orthogonal Procrustes problem", 1966.</remarks>
internal static class PolarFactor
{
    private const int StepsAtMost = 12;
    private const double NearEnough = 1e-8;

    /// <summary>Of a square matrix whose singular values are nearly alike, by products alone; null where they
    /// are not.</summary>
    /// <remarks>Newton–Schulz, X ← X + E·X/2 with E = I − X·Xᵀ, which goes to the polar factor where ‖E‖ &lt; 2:
    /// N. Higham, "Functions of Matrices", 2008, §8.3. A step squares E, near the end.</remarks>
    public static Matrix? OfNearlyOrthogonal(Matrix matrix)
    {
        double length = TensorPrimitives.Norm<double>(matrix.Values);
        Matrix factor = CrossProducts.Scale(matrix, Math.Sqrt(matrix.Rows) / length);
        for (int step = 0; step < StepsAtMost; step++)
        {
            Matrix missing = CrossProducts.Scale(CrossProducts.MultiplyTransposed(factor, factor), -1);
            for (int i = 0; i < missing.Rows; i++)
                missing[i, i] += 1;
            double norm = NormAtMost(missing);
            if (!(norm < 2))
                return null;
            Matrix turned = CrossProducts.Multiply(missing, factor);
            TensorPrimitives.MultiplyAdd(turned.Values, 0.5, factor.Values, factor.Values);
            if (norm < NearEnough)
                return factor;
        }
        return null;
    }

    /// <summary>The lesser of two numbers that the spectral norm of a symmetric matrix is never above.</summary>
    private static double NormAtMost(Matrix symmetric)
    {
        double row = 0;
        for (int i = 0; i < symmetric.Rows; i++)
            row = Math.Max(row, TensorPrimitives.SumOfMagnitudes<double>(symmetric.Row(i)));
        return Math.Min(row, TensorPrimitives.Norm<double>(symmetric.Values));
    }

    /// <summary>Of any matrix; where singular values are 0 it is one of several.</summary>
    public static Matrix Of(Matrix matrix)
    {
        if (matrix.Values.Length == 0)
            return matrix;
        int rank = Math.Min(matrix.Rows, matrix.Columns);
        Svd<double> svd = Matrix<double>.Build
            .DenseOfRowMajor(matrix.Rows, matrix.Columns, matrix.Values).Svd();
        Matrix<double> factor =
            svd.U.SubMatrix(0, matrix.Rows, 0, rank) * svd.VT.SubMatrix(0, rank, 0, matrix.Columns);
        return new Matrix(matrix.Rows, matrix.Columns, factor.ToRowMajorArray());
    }
}
