using System.Numerics.Tensors;
using Szilard.Tensors;

namespace Szilard.Observables.Algebra;

/// <summary>Singular values alone, without vectors.</summary>
/// <remarks>Golub and Kahan, "Calculating the singular values and pseudo-inverse of a matrix", 1965:
/// Householder reflections from both sides leave a bidiagonal matrix (d, e); the tridiagonal matrix with zero
/// diagonal and d₀, e₀, d₁, e₁, … beside it has the eigenvalues ±σ, so that small σ keep their
/// digits.</remarks>
internal static class SingularValues
{
    /// <summary>The nuclear norm: Σσ.</summary>
    public static double Sum(Matrix matrix)
    {
        Matrix work = matrix.Rows < matrix.Columns
            ? matrix.Transpose() : new Matrix(matrix.Rows, matrix.Columns, [.. matrix.Values]);
        var beside = new double[2 * work.Columns];
        for (int k = 0; k < work.Columns; k++)
        {
            beside[2 * k] = ReflectColumn(work, k);
            beside[(2 * k) + 1] = k + 1 < work.Columns ? ReflectRow(work, k) : 0;
        }
        if (beside.Length == 0)
            return 0;
        var values = new double[beside.Length];
        Tridiagonal.Eigenvalues(values, beside);
        return values.Sum(Math.Abs) / 2;
    }

    /// <summary>Turns column k below row k into one entry, which is returned, and the columns behind
    /// along.</summary>
    private static double ReflectColumn(Matrix work, int k)
    {
        double[] axis = work.Column(k)[k..];
        double entry = Axis(axis);
        var dots = new double[work.Columns - k - 1];
        if (entry == 0 || dots.Length == 0)
            return entry;
        for (int i = 0; i < axis.Length; i++)
            TensorPrimitives.MultiplyAdd(work.Row(k + i)[(k + 1)..], axis[i], dots, dots);
        for (int i = 0; i < axis.Length; i++)
        {
            Span<double> row = work.Row(k + i)[(k + 1)..];
            TensorPrimitives.MultiplyAdd(dots, -axis[i], row, row);
        }
        return entry;
    }

    /// <summary>Turns row k behind column k into one entry, which is returned, and the rows below
    /// along.</summary>
    private static double ReflectRow(Matrix work, int k)
    {
        double[] axis = work.Row(k)[(k + 1)..].ToArray();
        double entry = Axis(axis);
        for (int i = k + 1; i < work.Rows && entry != 0; i++)
        {
            Span<double> row = work.Row(i)[(k + 1)..];
            TensorPrimitives.MultiplyAdd(axis, -TensorPrimitives.Dot<double>(axis, row), row, row);
        }
        return entry;
    }

    /// <summary>Replaces a vector x by v with x − v·(v·x) = (entry, 0, 0, …), ‖v‖² = 2; the entry is
    /// ∓‖x‖.</summary>
    private static double Axis(double[] x)
    {
        double norm = TensorPrimitives.Norm<double>(x);
        if (norm == 0)
            return 0;
        double entry = x[0] > 0 ? -norm : norm; // away from x₀, so that nothing cancels
        x[0] -= entry;
        TensorPrimitives.Multiply(x, Math.Sqrt(2) / TensorPrimitives.Norm<double>(x), x);
        return entry;
    }
}
