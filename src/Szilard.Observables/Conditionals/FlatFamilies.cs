using MathNet.Numerics;
using Szilard.Tensors;

namespace Szilard.Observables.Conditionals;

/// <summary>Generalised normal laws of residuals: p/(2sΓ(1/p))·exp(−|r/s|^p), a scale for each dimension and
/// one exponent for all.</summary>
internal static class FlatFamilies
{
    private const double Lowest = 0.3, Highest = 12;

    /// <summary>Log-likelihood of each held-out row, by family.</summary>
    /// <param name="fit">Residuals to fit on.</param>
    /// <param name="held">Residuals to be told.</param>
    public static (string Name, double Shape, double[] Rows)[] Of(Matrix fit, Matrix held)
    {
        double best = Exponent(fit);
        return
        [
            ("normal", 2, Rows(fit, held, 2)), ("laplace", 1, Rows(fit, held, 1)),
            ("generalized-normal", best, Rows(fit, held, best)),
        ];
    }

    /// <summary>The exponent of greatest likelihood, by golden section in ln p.</summary>
    private static double Exponent(Matrix fit)
    {
        double a = Math.Log(Lowest), b = Math.Log(Highest), golden = (Math.Sqrt(5) - 1) / 2;
        double Of(double u) => -Rows(fit, fit, Math.Exp(u)).Sum();
        for (int i = 0; i < 30; i++)
        {
            double left = b - (golden * (b - a)), right = a + (golden * (b - a));
            (a, b) = Of(left) < Of(right) ? (a, right) : (left, b);
        }
        return Math.Exp((a + b) / 2);
    }

    private static double[] Rows(Matrix fit, Matrix held, double p)
    {
        double[] scales = [.. Enumerable.Range(0, fit.Columns).Select(k => Scale(fit.Column(k), p))];
        double constant = scales.Sum(s => Math.Log(p / (2 * s)))
            - (scales.Length * SpecialFunctions.GammaLn(1 / p));
        var rows = new double[held.Rows];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = constant;
            for (int k = 0; k < scales.Length; k++)
                rows[i] -= Math.Pow(Math.Abs(held[i, k]) / scales[k], p);
        }
        return rows;
    }

    /// <summary>s^p = p·mean |r|^p.</summary>
    private static double Scale(double[] residuals, double p) =>
        Math.Pow(Math.Max(p * residuals.Average(r => Math.Pow(Math.Abs(r), p)), 1e-300), 1 / p);
}
