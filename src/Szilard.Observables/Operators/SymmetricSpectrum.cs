using Szilard.Observables.Algebra;
using Szilard.Tensors;

namespace Szilard.Observables.Operators;

/// <summary>Eigenvalues of a symmetric matrix with their signs, largest first, and eigenvectors as
/// rows.</summary>
/// <param name="Values">Eigenvalues μ, largest first.</param>
/// <param name="Vectors">One eigenvector per row.</param>
public sealed record SymmetricSpectrum(double[] Values, Matrix Vectors)
{
    private const double Absent = 1e-10;

    /// <summary>A·v = μ·v with ‖v‖ = 1.</summary>
    /// <param name="symmetric">A; only its symmetric part (A + Aᵀ)/2 counts.</param>
    /// <exception cref="ArgumentException">It is not square.</exception>
    public static SymmetricSpectrum Of(Matrix symmetric)
    {
        int d = symmetric.Rows;
        if (d != symmetric.Columns)
            throw new ArgumentException(
                $"Only square matrices have eigenvalues, not one of {d}×{symmetric.Columns}.");
        if (d == 0)
            return new SymmetricSpectrum([], new Matrix(0, 0));
        Matrix part = new(d, d);
        for (int i = 0; i < d; i++)
            for (int j = 0; j < d; j++)
                part[i, j] = 0.5 * (symmetric[i, j] + symmetric[j, i]);
        (double[] values, Matrix vectors) = Tridiagonal.Eigen(part);
        int[] order = [.. Enumerable.Range(0, d).OrderByDescending(i => values[i])];
        return new SymmetricSpectrum(Array.ConvertAll(order, i => values[i]), vectors.Select(order));
    }

    /// <summary>A·v = μ·B·v with vᵀ·B·v = 1, on the directions that B has.</summary>
    /// <param name="a">A, symmetric.</param>
    /// <param name="b">B, positive semidefinite; directions below 10⁻¹⁰ of its largest eigenvalue count as
    /// absent, so that fewer rows than dimensions may come back.</param>
    /// <exception cref="ArgumentException">The shapes differ, or are not square.</exception>
    public static SymmetricSpectrum Of(Matrix a, Matrix b)
    {
        if (a.Rows != b.Rows || a.Columns != b.Columns)
            throw new ArgumentException(
                $"A·v = μ·B·v needs equal shapes, not {a.Rows}×{a.Columns} and {b.Rows}×{b.Columns}.");
        SymmetricSpectrum metric = Of(b);
        double floor = Absent * (metric.Values.Length == 0 ? 0 : metric.Values[0]);
        int rank = metric.Values.Count(v => v > floor);
        Matrix whitening = metric.Vectors.Slice(0, rank);
        for (int i = 0; i < rank; i++)
        {
            foreach (ref double entry in whitening.Row(i))
                entry /= Math.Sqrt(metric.Values[i]);
        }
        SymmetricSpectrum inner = Of(
            CrossProducts.MultiplyTransposed(CrossProducts.Multiply(whitening, a), whitening));
        return new SymmetricSpectrum(inner.Values, CrossProducts.Multiply(inner.Vectors, whitening));
    }

    /// <summary>Coordinates x·v of rows along the first eigenvectors, n × <paramref name="count"/>.</summary>
    public Matrix Coordinates(Matrix x, int count) =>
        CrossProducts.MultiplyTransposed(x, Vectors.Slice(0, count));

    /// <summary>‖P·v‖²/‖v‖² of a vector, P onto the span of the first eigenvectors, which must be
    /// orthonormal.</summary>
    public double Energy(ReadOnlySpan<double> vector, int count)
    {
        double inside = 0;
        for (int i = 0; i < count; i++)
        {
            double along = System.Numerics.Tensors.TensorPrimitives.Dot<double>(vector, Vectors.Row(i));
            inside += along * along;
        }
        return inside / System.Numerics.Tensors.TensorPrimitives.SumOfSquares(vector);
    }
}
