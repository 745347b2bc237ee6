using MathNet.Numerics.LinearAlgebra;
using Szilard.Parts;

namespace Szilard.Physics.Synapses.Kernels;

/// <summary>The impulse response of ẋ = A·x + b·s, u = c·x: K(t) = c·e^{At}·b. Its tails are
/// Tₙ(t) = c·e^{At}·(−A)^{−(n+1)}·b, exactly.</summary>
internal sealed class LinearResponse
{
    private readonly MatrixFlow _flow;
    private readonly double[][] _columns = new double[4][];

    /// <summary>The response of that system.</summary>
    /// <param name="a">A, row-major, n×n; all eigenvalues have negative real parts.</param>
    /// <param name="b">b, n.</param>
    /// <param name="c">c, n.</param>
    /// <exception cref="SzilardException">Shapes that do not fit, or a system that does not
    /// forget.</exception>
    internal LinearResponse(double[] a, double[] b, double[] c)
    {
        int n = b.Length;
        if (n == 0 || c.Length != n || a.Length != n * n)
            throw new SzilardException(
                $"A linear system of {n} states needs {n * n} values in `a` and {n} in `b` and `c`, but "
                + $"{a.Length}, {n} and {c.Length} were given.");
        Matrix<double> matrix = Matrix<double>.Build.DenseOfRowMajor(n, n, a);
        System.Numerics.Complex[] modes = [.. matrix.Evd().EigenValues];
        Slowest = -modes.Max(m => m.Real);
        if (!(Slowest > 0))
            throw new SzilardException(
                $"The linear system does not forget: an eigenvalue of `a` has real part {-Slowest}, and each "
                + "must be negative; add leakage to the diagonal.");
        Fastest = modes.Max(m => m.Magnitude);
        Oscillation = modes.Max(m => Math.Abs(m.Imaginary));
        _flow = new(a, c);
        Matrix<double> minus = -matrix;
        Vector<double> column = Vector<double>.Build.DenseOfArray(b);
        for (int k = 0; k < 4; k++, column = minus.Solve(column))
            _columns[k] = column.ToArray();
    }

    /// <summary>The least |Re λ|.</summary>
    internal double Slowest { get; }

    /// <summary>The largest |λ|.</summary>
    internal double Fastest { get; }

    /// <summary>The largest |Im λ|.</summary>
    internal double Oscillation { get; }

    /// <summary>After 45 of the slowest decay times nothing is left to rounding.</summary>
    internal double Extent => 45 / Slowest;

    internal double[] Mesh() =>
        Quadrature.Graded(
            1 / Fastest, Extent, Oscillation > 0 ? 1 / (20 * Oscillation) : double.PositiveInfinity);

    internal double Value(double time)
    {
        Span<double> row = stackalloc double[_columns[0].Length];
        _flow.Row(time, row);
        return Dot(row, _columns[0]);
    }

    internal Tails TailsAt(double time)
    {
        Span<double> row = stackalloc double[_columns[0].Length];
        _flow.Row(time, row);
        return new(Dot(row, _columns[1]), Dot(row, _columns[2]), Dot(row, _columns[3]));
    }

    private static double Dot(ReadOnlySpan<double> row, double[] column)
    {
        double sum = 0;
        for (int i = 0; i < row.Length; i++)
            sum += row[i] * column[i];
        return sum;
    }
}
