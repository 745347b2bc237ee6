using System.Numerics.Tensors;
using Szilard.Tensors;

namespace Szilard.Observables.Algebra;

/// <summary>Singular values, by reflections from both sides to a bidiagonal matrix B; ± those of B are the
/// eigenvalues of a tridiagonal one.</summary>
/// <remarks>Golub and Kahan, "Calculating the singular values and pseudo-inverse of a matrix", SIAM J. Numer.
/// Anal. B 2 (1965) 205, §2 and §3.</remarks>
internal static class SingularValues
{
    /// <summary>Their sum, the nuclear norm.</summary>
    public static double Sum(Matrix matrix) => TensorPrimitives.Sum<double>(Of(matrix));

    /// <summary>All min(rows, columns), falling.</summary>
    /// <exception cref="ArithmeticException">An entry is not finite.</exception>
    public static double[] Of(Matrix matrix)
    {
        Matrix work = matrix.Rows < matrix.Columns
            ? matrix.Transpose() : new Matrix(matrix.Rows, matrix.Columns, [.. matrix.Values]);
        var beside = new double[2 * work.Columns];
        for (int k = 0; k < work.Columns; k++)
        {
            beside[2 * k] = ReflectColumns(work, k);
            beside[(2 * k) + 1] = ReflectRows(work, k);
        }
        double[] values = Tridiagonal.Values(new double[beside.Length], beside);
        Array.Sort(values);
        Array.Reverse(values);
        return Array.ConvertAll(values[..work.Columns], v => Math.Max(0, v));
    }

    /// <summary>Clears column k below the diagonal; returns the diagonal's entry.</summary>
    private static double ReflectColumns(Matrix work, int k)
    {
        double[] v = work.Column(k)[k..];
        (double first, double factor) = Reflection.Of(v);
        var sums = new double[work.Columns - k];
        for (int i = 0; i < v.Length && factor > 0; i++)
            TensorPrimitives.MultiplyAdd(work.Row(k + i)[k..], factor * v[i], sums, sums);
        for (int i = 0; i < v.Length && factor > 0; i++)
        {
            Span<double> row = work.Row(k + i)[k..];
            TensorPrimitives.MultiplyAdd(sums, -v[i], row, row);
        }
        return first;
    }

    /// <summary>Clears row k beyond the neighbour of the diagonal; returns that neighbour, 0 where there is
    /// none.</summary>
    private static double ReflectRows(Matrix work, int k)
    {
        Span<double> v = work.Row(k)[(k + 1)..];
        if (v.Length == 0)
            return 0;
        (double first, double factor) = Reflection.Of(v);
        for (int i = k + 1; i < work.Rows && factor > 0; i++)
        {
            Span<double> row = work.Row(i)[(k + 1)..];
            TensorPrimitives.MultiplyAdd(v, -factor * TensorPrimitives.Dot<double>(v, row), row, row);
        }
        return first;
    }
}
