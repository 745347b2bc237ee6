using MathNet.Numerics.LinearAlgebra.Factorization;
using Szilard.Tensors;

namespace Szilard.Observables.Algebra;

/// <summary>Singular values alone, without vectors.</summary>
internal static class SingularValues
{
    /// <summary>The nuclear norm: Σσ.</summary>
    /// <remarks>The library reads columns where a <see cref="Matrix"/> has rows; the transpose has the same
    /// singular values.</remarks>
    public static double Sum(Matrix matrix) =>
        matrix.Values.Length == 0
            ? 0
            : MathNet.Numerics.LinearAlgebra.Matrix<double>.Build
                .Dense(matrix.Columns, matrix.Rows, [.. matrix.Values]).Svd(false).S.Sum();

    /// <summary>The min(rows, columns) singular values, largest first.</summary>
    public static double[] Of(Matrix matrix) =>
        matrix.Values.Length == 0
            ? []
            : [.. MathNet.Numerics.LinearAlgebra.Matrix<double>.Build
                .Dense(matrix.Columns, matrix.Rows, [.. matrix.Values]).Svd(false).S];

    /// <summary>The polar factor U·Vᵀ of a matrix U·Σ·Vᵀ: of all matrices with orthonormal rows or columns
    /// the one nearest to it (Schönemann 1966).</summary>
    public static Matrix Polar(Matrix matrix)
    {
        if (matrix.Values.Length == 0)
            return matrix;
        // The library reads the transpose, and gives that of the factor in its own order: ours.
        Svd<double> svd = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build
            .Dense(matrix.Columns, matrix.Rows, [.. matrix.Values]).Svd();
        int rank = Math.Min(matrix.Rows, matrix.Columns);
        MathNet.Numerics.LinearAlgebra.Matrix<double> factor =
            svd.U.SubMatrix(0, matrix.Columns, 0, rank) * svd.VT.SubMatrix(0, rank, 0, matrix.Rows);
        return new Matrix(matrix.Rows, matrix.Columns, factor.ToColumnMajorArray());
    }
}
