using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using Szilard.Tensors;

namespace Szilard.Observables.Algebra;

/// <summary>A = Q·T·Qᵀ for symmetric A, T tridiagonal and Q a product of reflections, whose rows and those of
/// the eigenvectors are worked on as whole vectors.</summary>
/// <remarks>Golub and Van Loan, "Matrix computations", 4th edition, algorithms 8.3.1 and 8.3.3 (with
/// Wilkinson's shift).</remarks>
internal sealed class Tridiagonal
{
    private const int TurnsAtMost = 60, Width = 8; // doubles in a register of 512 bits
    private const double Rounding = 2.2e-16;
    private readonly Matrix _work;
    private readonly double[] _diagonal, _beside, _factors, _sines, _cosines;

    private Tridiagonal(Matrix work, double[] diagonal, double[] beside)
    {
        (_work, _diagonal, _beside, _factors) = (work, diagonal, beside, new double[work.Rows]);
        (_sines, _cosines) = (new double[diagonal.Length], new double[diagonal.Length]);
    }

    /// <summary>Eigenvalues in no order, and eigenvectors of length 1 as rows.</summary>
    /// <exception cref="ArithmeticException">An entry is not finite.</exception>
    public static (double[] Values, Matrix Vectors) Eigen(Matrix symmetric)
    {
        int n = symmetric.Rows;
        Tridiagonal form = Reduced(symmetric);
        Matrix vectors = new(n, (n + Width - 1) / Width * Width); // whole registers; what is beyond n stays 0
        for (int i = 0; i < n; i++)
            vectors[i, i] = 1;
        form.Diagonalise(vectors);
        for (int k = n - 3; k >= 0; k--)
            form.Undo(k, vectors);
        return (form._diagonal, vectors.Columns == n ? vectors : Narrow(vectors));
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

    /// <summary>As many columns as rows.</summary>
    private static Matrix Narrow(Matrix wide)
    {
        var square = new Matrix(wide.Rows, wide.Rows);
        for (int i = 0; i < wide.Rows; i++)
            wide.Row(i)[..wide.Rows].CopyTo(square.Row(i));
        return square;
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
        int j = 0;
        for (; j + Width <= row.Length; j += Width)
            (Vector512.Create<double>(row[j..]) - (a * Vector512.Create(x[j..])) - (b * Vector512.Create(y[j..])))
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
            Span<double> row = rows.Row(i)[(k + 1).._work.Rows];
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
                int last = Sweep(first, end);
                if (rows is not null)
                    Turn(rows, last, end);
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

    /// <summary>One QL step; leaves sine and cosine of the turns, from the end down to the index that it
    /// returns.</summary>
    private int Sweep(int first, int end)
    {
        (double[] d, double[] e) = (_diagonal, _beside);
        double g = (d[first + 1] - d[first]) / (2 * e[first]);
        g = d[end] - d[first] + (e[first] / (g + Math.CopySign(Math.Sqrt((g * g) + 1), g)));
        double sine = 1, cosine = 1, shift = 0;
        for (int i = end - 1; i >= first; i--)
        {
            (double f, double b) = (sine * e[i], cosine * e[i]);
            double length = Length(f, g);
            e[i + 1] = length;
            if (length == 0)
            {
                d[i + 1] -= shift;
                e[end] = 0;
                return i + 1;
            }
            (sine, cosine) = (f / length, g / length);
            (_sines[i], _cosines[i]) = (sine, cosine);
            g = d[i + 1] - shift;
            double turned = ((d[i] - g) * sine) + (2 * cosine * b);
            shift = sine * turned;
            d[i + 1] = g + shift;
            g = (cosine * turned) - b;
        }
        d[first] -= shift;
        (e[first], e[end]) = (g, 0);
        return first;
    }

    /// <summary>√(a² + b²); with more care where squares would leave the range of doubles.</summary>
    private static double Length(double a, double b)
    {
        double square = (a * a) + (b * b);
        return square is > 1e-280 and < 1e280 ? Math.Sqrt(square) : double.Hypot(a, b);
    }

    /// <summary>Turns neighbouring rows as the last sweep says, from the end down. A row is turned twice, with
    /// either neighbour; in between its entries stay in registers, a strip of columns at a time.</summary>
    private void Turn(Matrix rows, int first, int end)
    {
        int column = 0;
        for (; column + (4 * Width) <= rows.Columns; column += 4 * Width)
            TurnFour(rows, first, end, column);
        for (; column < rows.Columns; column += Width)
            TurnOne(rows, first, end, column);
    }

    private void TurnFour(Matrix rows, int first, int end, int column)
    {
        Span<double> row = rows.Row(end)[column..];
        Vector512<double> a = Load(row, 0), b = Load(row, 1), c = Load(row, 2), d = Load(row, 3);
        for (int i = end - 1; i >= first; i--)
        {
            Span<double> lower = rows.Row(i)[column..];
            Vector512<double> sine = Vector512.Create(_sines[i]), cosine = Vector512.Create(_cosines[i]);
            a = Turn(Load(lower, 0), a, sine, cosine, row);
            b = Turn(Load(lower, 1), b, sine, cosine, row[Width..]);
            c = Turn(Load(lower, 2), c, sine, cosine, row[(2 * Width)..]);
            d = Turn(Load(lower, 3), d, sine, cosine, row[(3 * Width)..]);
            row = lower;
        }
        a.CopyTo(row);
        b.CopyTo(row[Width..]);
        c.CopyTo(row[(2 * Width)..]);
        d.CopyTo(row[(3 * Width)..]);
    }

    private void TurnOne(Matrix rows, int first, int end, int column)
    {
        Span<double> row = rows.Row(end)[column..];
        Vector512<double> a = Load(row, 0);
        for (int i = end - 1; i >= first; i--)
        {
            Span<double> lower = rows.Row(i)[column..];
            a = Turn(Load(lower, 0), a, Vector512.Create(_sines[i]), Vector512.Create(_cosines[i]), row);
            row = lower;
        }
        a.CopyTo(row);
    }

    private static Vector512<double> Load(ReadOnlySpan<double> row, int vector) =>
        Vector512.Create(row[(vector * Width)..]);

    /// <summary>Stores the upper of two rows turned, and returns the lower.</summary>
    private static Vector512<double> Turn(
        Vector512<double> lower, Vector512<double> upper, Vector512<double> sine, Vector512<double> cosine,
        Span<double> turned)
    {
        ((sine * lower) + (cosine * upper)).CopyTo(turned);
        return (cosine * lower) - (sine * upper);
    }
}
