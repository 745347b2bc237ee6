using Szilard.Tensors;

namespace Szilard.Observables.Algebra;

/// <summary>Solutions of normal equations G·B = C.</summary>
internal static class LeastSquares
{
    /// <summary>Relative size below which a direction of G counts as absent.</summary>
    private const double Absent = 1e-11;

    /// <summary>B of smallest norm, in units in which G has a unit diagonal; Cholesky, and the
    /// pseudo-inverse where G is singular.</summary>
    /// <param name="gram">G, d × d, symmetric, positive semidefinite.</param>
    /// <param name="cross">C, d × m.</param>
    /// <param name="deficient">True where G is singular: columns are constant or depend on one
    /// another.</param>
    public static Matrix Solve(Matrix gram, Matrix cross, out bool deficient)
    {
        double[] units = Units(gram);
        Matrix unit = Rescale(gram, units, units);
        Matrix right = Rescale(cross, units, null);
        Matrix solution;
        deficient = units.Contains(0);
        if (!deficient && Cholesky.TryFactor(unit, Absent) is { } factor)
        {
            Matrix rows = right.Transpose();
            factor.SolveRows(rows);
            solution = rows.Transpose();
        }
        else
        {
            deficient = true;
            solution = CrossProducts.Multiply(PseudoInverse(unit), right);
        }
        return Rescale(solution, units, null);
    }

    /// <summary>V·diag(1/λ)·Vᵀ over the eigenvalues that are not absent.</summary>
    public static Matrix PseudoInverse(Matrix gram)
    {
        SymmetricEigen eigen = SymmetricEigen.OfGram(gram);
        double least = eigen.Values.Length == 0 ? 0 : Absent * eigen.Values[0];
        return eigen.Function(v => v > least ? 1 / v : 0);
    }

    private static double[] Units(Matrix gram)
    {
        var units = new double[gram.Rows];
        for (int j = 0; j < units.Length; j++)
            units[j] = gram[j, j] > 0 ? 1 / Math.Sqrt(gram[j, j]) : 0;
        return units;
    }

    private static Matrix Rescale(Matrix matrix, double[] rows, double[]? columns)
    {
        var result = new Matrix(matrix.Rows, matrix.Columns);
        for (int i = 0; i < matrix.Rows; i++)
            for (int j = 0; j < matrix.Columns; j++)
                result[i, j] = matrix[i, j] * rows[i] * (columns?[j] ?? 1);
        return result;
    }
}
