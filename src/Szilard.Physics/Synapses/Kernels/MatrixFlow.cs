namespace Szilard.Physics.Synapses.Kernels;

/// <summary>The row c·e^{At} of a small matrix: closed forms for one and two states, scaling and squaring of
/// a Taylor series for more.</summary>
/// <param name="a">A, row-major, n×n.</param>
/// <param name="c">c, n.</param>
internal sealed class MatrixFlow(double[] a, double[] c)
{
    private const int Order = 18;
    private readonly double _norm = RowNorm(a, c.Length);

    /// <summary>Writes c·e^{At}.</summary>
    internal void Row(double time, Span<double> row)
    {
        if (c.Length == 1)
            row[0] = c[0] * Math.Exp(a[0] * time);
        else if (c.Length == 2)
            Pair(time, row);
        else
            Many(time, row);
    }

    /// <summary>A = m + N with N² = q²: e^{At} = e^{mt}·(cosh qt + N·sinh(qt)/q), q real or
    /// imaginary.</summary>
    private void Pair(double time, Span<double> row)
    {
        double m = (a[0] + a[3]) / 2, d = (a[0] - a[3]) / 2, square = (d * d) + (a[1] * a[2]);
        (double even, double odd) = square >= 0
            ? Overdamped(m, Math.Sqrt(square), time)
            : Underdamped(m, Math.Sqrt(-square), time);
        row[0] = (even * c[0]) + (odd * ((c[0] * d) + (c[1] * a[2])));
        row[1] = (even * c[1]) + (odd * ((c[0] * a[1]) - (c[1] * d)));
    }

    private (double Even, double Odd) Overdamped(double m, double q, double time)
    {
        if (q * time < 1e-3) // sinh(x)/x by its series: the difference of exponentials would cancel
            return (Math.Exp(m * time) * Math.Cosh(q * time),
                Math.Exp(m * time) * time * (1 + (q * time * q * time / 6)));
        // m + q from the determinant: the two nearly cancel in stiff systems
        double slow = ((a[0] * a[3]) - (a[1] * a[2])) / (m - q);
        double late = Math.Exp(slow * time), early = Math.Exp((m - q) * time);
        return ((late + early) / 2, (late - early) / (2 * q));
    }

    private static (double Even, double Odd) Underdamped(double m, double q, double time)
    {
        (double sin, double cos) = Math.SinCos(q * time);
        double decay = Math.Exp(m * time);
        return (decay * cos, decay * sin / q);
    }

    private void Many(double time, Span<double> row)
    {
        int n = c.Length,
            squarings = Math.Max(0, (int)Math.Ceiling(Math.Log2(Math.Max(_norm * time, 1e-300))) + 1);
        double[] step = [.. a.Select(v => v * Math.ScaleB(time, -squarings))];
        double[] power = Identity(n), sum = Identity(n);
        for (int k = 1; k <= Order; k++)
        {
            power = Product(power, step, n);
            for (int i = 0; i < sum.Length; i++)
                sum[i] += power[i] /= k;
        }
        for (int k = 0; k < squarings; k++)
            sum = Product(sum, sum, n);
        for (int j = 0; j < n; j++)
            row[j] = Column(sum, j, n);
    }

    private double Column(double[] flow, int j, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
            sum += c[i] * flow[(i * n) + j];
        return sum;
    }

    private static double[] Product(double[] left, double[] right, int n)
    {
        double[] product = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < n; k++)
                for (int j = 0; j < n; j++)
                    product[(i * n) + j] += left[(i * n) + k] * right[(k * n) + j];
        }
        return product;
    }

    private static double[] Identity(int n)
    {
        double[] identity = new double[n * n];
        for (int i = 0; i < n; i++)
            identity[i * (n + 1)] = 1;
        return identity;
    }

    private static double RowNorm(double[] matrix, int n) =>
        Enumerable.Range(0, n).Max(i => matrix.Skip(i * n).Take(n).Sum(Math.Abs));
}
