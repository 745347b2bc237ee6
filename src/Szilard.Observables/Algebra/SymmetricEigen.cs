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
        Array.Reverse(order);
        return new SymmetricEigen(Falling(found), vectors.Select(order));
    }

    /// <summary>The eigenvalues alone, which cost less.</summary>
    public static double[] ValuesOfGram(Matrix gram)
    {
        double[] found = Tridiagonal.Values(gram);
        Array.Sort(found);
        return Falling(found);
    }

    /// <summary>V·diag(f(λ))·Vᵀ.</summary>
    public Matrix Function(Func<double, double> f)
    {
        double[] weights = Array.ConvertAll(Values, v => f(v));
        Matrix columns = Vectors.Transpose();
        return CrossProducts.MultiplyTransposed(
            Columns.Affine(columns, new double[weights.Length], weights), columns);
    }

    private static double[] Falling(double[] rising)
    {
        double floor = rising.Length == 0 ? 0 : 2.2e-16 * Math.Max(16, rising.Length) * rising[^1];
        double[] values = Array.ConvertAll(rising, v => v > floor ? v : 0);
        Array.Reverse(values);
        return values;
    }
}
