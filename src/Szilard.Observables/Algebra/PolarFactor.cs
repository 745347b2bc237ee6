using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Matrix = Szilard.Tensors.Matrix;

namespace Szilard.Observables.Algebra;

/// <summary>The polar factor U·Vᵀ of a matrix U·Σ·Vᵀ: of all matrices with orthonormal rows or columns the
/// one nearest to it.</summary>
/// <remarks>Schönemann, "A generalized solution of the orthogonal Procrustes problem", 1966.</remarks>
internal static class PolarFactor
{
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
