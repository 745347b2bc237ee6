using MathNet.Numerics.LinearAlgebra;
using Szilard.Tensors;

namespace Szilard.Observables.Algebra;

/// <summary>Eigenvalues of a symmetric matrix, largest first, with eigenvectors as rows.</summary>
internal sealed record SymmetricEigen(double[] Values, Matrix Vectors)
{
    /// <summary>Decomposes; values that rounding made negative or that are below rounding are set to
    /// 0.</summary>
    public static SymmetricEigen OfGram(Matrix gram)
    {
        int d = gram.Rows;
        if (d == 0)
            return new SymmetricEigen([], new Matrix(0, 0));
        var evd = Matrix<double>.Build.Dense(d, d, [.. gram.Values]).Evd(Symmetricity.Symmetric);
        double[] ascending = [.. evd.EigenValues.Select(v => v.Real)];
        double[] columns = evd.EigenVectors.AsColumnMajorArray() ?? evd.EigenVectors.ToColumnMajorArray();
        double floor = 2.2e-16 * Math.Max(16, d) * ascending[^1];
        var values = new double[d];
        var vectors = new Matrix(d, d);
        for (int j = 0; j < d; j++)
        {
            values[j] = ascending[d - 1 - j] > floor ? ascending[d - 1 - j] : 0;
            columns.AsSpan((d - 1 - j) * d, d).CopyTo(vectors.Row(j));
        }
        return new SymmetricEigen(values, vectors);
    }

    /// <summary>V·diag(f(λ))·Vᵀ.</summary>
    public Szilard.Tensors.Matrix Function(Func<double, double> f)
    {
        double[] weights = Array.ConvertAll(Values, v => f(v));
        Szilard.Tensors.Matrix columns = Vectors.Transpose();
        return CrossProducts.MultiplyTransposed(
            Columns.Affine(columns, new double[weights.Length], weights), columns);
    }
}
