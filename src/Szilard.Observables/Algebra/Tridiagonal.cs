namespace Szilard.Observables.Algebra;

/// <summary>Eigenvalues of a symmetric tridiagonal matrix.</summary>
/// <remarks>Implicit QL with Wilkinson's shift: Bowdler, Martin, Reinsch, Wilkinson, "The QR and QL algorithms
/// for symmetric matrices", 1968.</remarks>
internal static class Tridiagonal
{
    private const int SweepsAtMost = 60;

    /// <summary>Replaces the diagonal by the eigenvalues, in no order.</summary>
    /// <param name="diagonal">n entries.</param>
    /// <param name="beside">The entries beside it, n of them, the last unused; destroyed.</param>
    public static void Eigenvalues(double[] diagonal, double[] beside)
    {
        beside[^1] = 0;
        double largest = 0;
        for (int i = 0; i < diagonal.Length; i++)
            largest = Math.Max(largest, Math.Abs(diagonal[i]) + Math.Abs(beside[i]));
        for (int first = 0; first < diagonal.Length; first++)
            for (int sweep = 0; sweep < SweepsAtMost; sweep++)
            {
                int last = first;
                while (Math.Abs(beside[last]) > 1e-16 * largest)
                    last++;
                if (last == first)
                    break;
                Sweep(diagonal, beside, first, last);
            }
    }

    /// <summary>One QL step on the unreduced part from <paramref name="first"/> to
    /// <paramref name="last"/>.</summary>
    private static void Sweep(double[] d, double[] e, int first, int last)
    {
        double g = (d[first + 1] - d[first]) / (2 * e[first]), r = Math.Sqrt((g * g) + 1);
        g = d[last] - d[first] + (e[first] / (g + (g < 0 ? -r : r)));
        double sin = 1, cos = 1, shift = 0;
        for (int i = last - 1; i >= first; i--)
        {
            double f = sin * e[i], b = cos * e[i];
            r = Math.Sqrt((f * f) + (g * g));
            e[i + 1] = r;
            if (r == 0)
            {
                d[i + 1] -= shift;
                e[last] = 0;
                return;
            }
            (sin, cos) = (f / r, g / r);
            g = d[i + 1] - shift;
            r = ((d[i] - g) * sin) + (2 * cos * b);
            shift = sin * r;
            d[i + 1] = g + shift;
            g = (cos * r) - b;
        }
        d[first] -= shift;
        (e[first], e[last]) = (g, 0);
    }
}
