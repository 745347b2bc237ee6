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
        (double[] found, Matrix vectors) = Tridiagonal.Eigen(gram);
        int[] order = [.. Enumerable.Range(0, d)];
        Array.Sort(found, order);
        double floor = 2.2e-16 * Math.Max(16, d) * found[^1];
        double[] values = Array.ConvertAll(found, v => v > floor ? v : 0);
        Array.Reverse(values);
        Array.Reverse(order);
        return new SymmetricEigen(values, vectors.Select(order));
    }

    /// <summary>V·diag(f(λ))·Vᵀ.</summary>
    public Matrix Function(Func<double, double> f)
    {
        double[] weights = Array.ConvertAll(Values, v => f(v));
        Matrix columns = Vectors.Transpose();
        return CrossProducts.MultiplyTransposed(
            Columns.Affine(columns, new double[weights.Length], weights), columns);
    }
}
