using System.Numerics.Tensors;
using Szilard.Tensors;

namespace Szilard.Observables.Algebra;

/// <summary>Means and variances of columns, and matrices made from them.</summary>
internal static class Columns
{
    /// <summary>A column is called constant when its standard deviation is below this fraction of its
    /// largest magnitude: what rounding leaves of a constant.</summary>
    public const double ConstantBelow = 1e-12;

    /// <summary>The mean of each column.</summary>
    public static double[] Means(Matrix matrix)
    {
        var means = new double[matrix.Columns];
        for (int i = 0; i < matrix.Rows; i++)
            TensorPrimitives.Add(means, matrix.Row(i), means);
        TensorPrimitives.Divide(means, Math.Max(1, matrix.Rows), means);
        return means;
    }

    /// <summary>The mean of (x − centre)² of each column; exactly 0 for a constant column.</summary>
    public static double[] Variances(Matrix matrix, double[] centre)
    {
        var squares = new double[matrix.Columns];
        var largest = new double[matrix.Columns];
        var apart = new double[matrix.Columns];
        for (int i = 0; i < matrix.Rows; i++)
        {
            TensorPrimitives.Subtract(matrix.Row(i), centre, apart);
            TensorPrimitives.MultiplyAdd<double>(apart, apart, squares, squares);
            TensorPrimitives.MaxMagnitude(matrix.Row(i), largest, largest);
        }
        for (int j = 0; j < squares.Length; j++)
        {
            double variance = squares[j] / Math.Max(1, matrix.Rows);
            squares[j] = Math.Sqrt(variance) <= ConstantBelow * Math.Abs(largest[j]) ? 0 : variance;
        }
        return squares;
    }

    /// <summary>The columns that are constant.</summary>
    public static int[] Constant(Matrix matrix)
    {
        double[] variances = Variances(matrix, Means(matrix));
        return [.. Enumerable.Range(0, matrix.Columns).Where(j => variances[j] == 0)];
    }

    /// <summary>(x − centre) · factor, column by column.</summary>
    public static Matrix Affine(Matrix matrix, double[] centre, double[] factor)
    {
        var result = new Matrix(matrix.Rows, matrix.Columns);
        for (int i = 0; i < matrix.Rows; i++)
        {
            TensorPrimitives.Subtract(matrix.Row(i), centre, result.Row(i));
            TensorPrimitives.Multiply(result.Row(i), factor, result.Row(i));
        }
        return result;
    }

    /// <summary>Columns with mean 0 and variance 1 (divisor n); constant columns become 0.</summary>
    public static Matrix Standardise(Matrix matrix)
    {
        double[] means = Means(matrix);
        return Affine(matrix, means, InverseDeviations(Variances(matrix, means)));
    }

    /// <summary>Columns with mean 0; constant columns become exactly 0, not what rounding leaves.</summary>
    public static Matrix Centre(Matrix matrix)
    {
        double[] means = Means(matrix);
        return Affine(matrix, means, Array.ConvertAll(Variances(matrix, means), v => v > 0 ? 1.0 : 0));
    }

    /// <summary>1/√v, and 0 where v is 0.</summary>
    public static double[] InverseDeviations(double[] variances) =>
        Array.ConvertAll(variances, v => v > 0 ? 1 / Math.Sqrt(v) : 0);

    /// <summary>Rows of length 1: u = x / max(‖x‖, 10⁻¹²), so that a row of zeros stays zero.</summary>
    public static Matrix NormaliseRows(Matrix matrix)
    {
        var result = new Matrix(matrix.Rows, matrix.Columns);
        for (int i = 0; i < matrix.Rows; i++)
            NormaliseRow(matrix.Row(i), result.Row(i));
        return result;
    }

    /// <summary>One row of <see cref="NormaliseRows"/>.</summary>
    public static void NormaliseRow(ReadOnlySpan<double> row, Span<double> result) =>
        TensorPrimitives.Divide(row, Math.Max(TensorPrimitives.Norm(row), 1e-12), result);
}
