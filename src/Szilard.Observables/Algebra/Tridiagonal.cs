using System.Numerics;
using System.Numerics.Tensors;
using Szilard.Tensors;

namespace Szilard.Observables.Algebra;

/// <summary>A = Q·T·Qᵀ for symmetric A, T tridiagonal and Q a product of reflections, whose rows and those of
/// the eigenvectors are worked on as whole vectors.</summary>
/// <remarks>Golub and Van Loan, "Matrix computations", 4th edition, algorithms 8.3.1 and 8.3.3 (with
/// Wilkinson's shift).</remarks>
internal sealed class Tridiagonal
{
    private const int TurnsAtMost = 60;
    private const double Rounding = 2.2e-16;
    private readonly Matrix _work;
    private readonly double[] _diagonal, _beside, _factors;

    private Tridiagonal(Matrix work, double[] diagonal, double[] beside) =>
        (_work, _diagonal, _beside, _factors) = (work, diagonal, beside, new double[work.Rows]);

    /// <summary>Eigenvalues in no order, and eigenvectors of length 1 as rows.</summary>
    /// <exception cref="ArithmeticException">An entry is not finite.</exception>
    public static (double[] Values, Matrix Vectors) Eigen(Matrix symmetric)
    {
        int n = symmetric.Rows;
        Tridiagonal form = Reduced(symmetric);
        Matrix vectors = new(n, n);
        for (int i = 0; i < n; i++)
            vectors[i, i] = 1;
        form.Diagonalise(vectors);
        for (int k = n - 3; k >= 0; k--)
            form.Undo(k, vectors);
        return (form._diagonal, vectors);
    }

    /// <summary>Eigenvalues alone, in no order, which cost less.</summary>
    /// <exception cref="ArithmeticException">An entry is not finite.</exception>
    public static double[] Values(Matrix symmetric)
    {
        Tridiagonal form = Reduced(symmetric);
        form.Diagonalise(null);
        return form._diagonal;
    }

    /// <summary>Eigenvalues of a tridiagonal matrix, in no order.</summary>
    /// <param name="diagonal">Its n diagonal entries; they become the eigenvalues.</param>
    /// <param name="beside">Its n − 1 entries beside the diagonal, and one more.</param>
    /// <exception cref="ArithmeticException">An entry is not finite.</exception>
    public static double[] Values(double[] diagonal, double[] beside)
    {
        new Tridiagonal(new Matrix(0, 0), diagonal, beside).Diagonalise(null);
        return diagonal;
    }

    private static Tridiagonal Reduced(Matrix symmetric)
    {
        int n = symmetric.Rows;
        Tridiagonal form = new(new Matrix(n, n, [.. symmetric.Values]), new double[n], new double[n]);
        for (int k = 0; k < n; k++)
            form.Reflect(k);
        return form;
    }

    /// <summary>Clears row and column k beyond the neighbour of the diagonal; the reflection stays in row
    /// k.</summary>
    private void Reflect(int k)
    {
        int n = _work.Rows;
        _diagonal[k] = _work[k, k];
        Span<double> v = _work.Row(k)[(k + 1)..];
        if (v.Length > 0)
            (_beside[k], _factors[k]) = Reflection.Of(v);
        if (_factors[k] == 0)
            return;
        var w = new double[v.Length];
        for (int i = 0; i < w.Length; i++)
            w[i] = _factors[k] * TensorPrimitives.Dot<double>(_work.Row(k + 1 + i)[(k + 1)..], v);
        double half = _factors[k] / 2 * TensorPrimitives.Dot<double>(w, v);
        TensorPrimitives.MultiplyAdd(v, -half, w, w);
        for (int i = 0; i < w.Length; i++)
            Subtract(_work.Row(k + 1 + i)[(k + 1)..], v[i], w, w[i], v);
    }

    /// <summary>row ← row − a·x − b·y.</summary>
    private static void Subtract(
        Span<double> row, double a, ReadOnlySpan<double> x, double b, ReadOnlySpan<double> y)
    {
        int j = 0, width = Vector<double>.Count;
        for (; j + width <= row.Length; j += width)
            (new Vector<double>(row[j..]) - (a * new Vector<double>(x[j..])) - (b * new Vector<double>(y[j..])))
                .CopyTo(row[j..]);
        for (; j < row.Length; j++)
            row[j] -= (a * x[j]) + (b * y[j]);
    }

    /// <summary>Each row times reflection k.</summary>
    private void Undo(int k, Matrix rows)
    {
        if (_factors[k] == 0)
            return;
        ReadOnlySpan<double> v = _work.Row(k)[(k + 1)..];
        for (int i = 0; i < rows.Rows; i++)
        {
            Span<double> row = rows.Row(i)[(k + 1)..];
            TensorPrimitives.MultiplyAdd(v, -_factors[k] * TensorPrimitives.Dot(v, row), row, row);
        }
    }

    /// <summary>Turns T into its eigenvalues by implicit QL steps, which turn the rows along.</summary>
    private void Diagonalise(Matrix? rows)
    {
        int n = _diagonal.Length;
        double size = 0;
        for (int i = 0; i < n; i++)
            size = Math.Max(size, Math.Abs(_diagonal[i]) + Math.Abs(_beside[i]));
        if (!double.IsFinite(size))
            throw new ArithmeticException("A matrix with entries that are not finite has no eigenvalues.");
        for (int first = 0; first < n; first++)
        {
            int end, turns = 0;
            while ((end = End(first, size)) > first)
            {
                if (turns++ == TurnsAtMost)
                    throw new ArithmeticException($"Eigenvalue {first} of {n} did not settle.");
                Sweep(first, end, rows);
            }
        }
    }

    /// <summary>Where the block that begins at an index ends.</summary>
    private int End(int first, double size)
    {
        int end = first;
        while (end < _diagonal.Length - 1 && Math.Abs(_beside[end]) > Rounding * size)
            end++;
        return end;
    }

    private void Sweep(int first, int end, Matrix? rows)
    {
        (double[] d, double[] e) = (_diagonal, _beside);
        double g = (d[first + 1] - d[first]) / (2 * e[first]);
        g = d[end] - d[first] + (e[first] / (g + Math.CopySign(Math.Sqrt((g * g) + 1), g)));
        double sine = 1, cosine = 1, shift = 0;
        for (int i = end - 1; i >= first; i--)
        {
            (double f, double b) = (sine * e[i], cosine * e[i]);
            double length = double.Hypot(f, g);
            e[i + 1] = length;
            if (length == 0)
            {
                d[i + 1] -= shift;
                e[end] = 0;
                return;
            }
            (sine, cosine) = (f / length, g / length);
            g = d[i + 1] - shift;
            double turned = ((d[i] - g) * sine) + (2 * cosine * b);
            shift = sine * turned;
            d[i + 1] = g + shift;
            g = (cosine * turned) - b;
            if (rows is not null)
                Turn(rows.Row(i), rows.Row(i + 1), sine, cosine);
        }
        d[first] -= shift;
        (e[first], e[end]) = (g, 0);
    }

    private static void Turn(Span<double> lower, Span<double> upper, double sine, double cosine)
    {
        int j = 0, width = Vector<double>.Count;
        for (; j + width <= lower.Length; j += width)
        {
            Vector<double> x = new(lower[j..]), y = new(upper[j..]);
            ((sine * x) + (cosine * y)).CopyTo(upper[j..]);
            ((cosine * x) - (sine * y)).CopyTo(lower[j..]);
        }
        for (; j < lower.Length; j++)
            (upper[j], lower[j]) =
                ((sine * lower[j]) + (cosine * upper[j]), (cosine * lower[j]) - (sine * upper[j]));
    }
}
