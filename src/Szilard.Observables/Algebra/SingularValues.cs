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
}
