using Szilard.Observables.Algebra;
using Szilard.Tensors;

namespace Szilard.Observables.Conditionals;

/// <summary>Laws on the unit sphere that depend on the angle to the anchor alone: von Mises–Fisher ∝ e^(κ cos
/// θ), and ∝ exp(−(θ/s)^p) for p = 1, 2. The normaliser ∫f(θ)·|S^(d−2)| sin^(d−2)θ dθ is Simpson's.</summary>
internal static class SphereFamilies
{
    private const int Points = 2000;

    /// <summary>Log-likelihood of each held-out pair, by family; the surface's constant |S^(d−2)| is left
    /// out, which all share.</summary>
    /// <param name="fit">Cosines to fit on.</param>
    /// <param name="held">Cosines to be told.</param>
    /// <param name="dimensions">d ≥ 2.</param>
    public static (string Name, double Shape, double[] Rows)[] Of(
        double[] fit, double[] held, int dimensions) =>
    [
        Family(
            "von-mises-fisher", double.NaN, (cosine, u) => Math.Exp(u) * (cosine - 1), fit, held, dimensions),
        Family(
            "geodesic-normal", 2, (cosine, u) => -Square(Math.Acos(cosine)) * Math.Exp(u), fit, held,
            dimensions),
        Family("geodesic-laplace", 1, (cosine, u) => -Math.Acos(cosine) * Math.Exp(u), fit, held, dimensions),
    ];

    private static (string Name, double Shape, double[] Rows) Family(
        string name, double shape, Func<double, double, double> exponent, double[] fit, double[] held,
        int dimensions)
    {
        double a = Math.Log(1e-3), b = Math.Log(1e5), golden = (Math.Sqrt(5) - 1) / 2;
        double Of(double u) =>
            LogNormaliser(c => exponent(c, u), dimensions) - fit.Average(c => exponent(c, u));
        for (int i = 0; i < 50; i++)
        {
            double left = b - (golden * (b - a)), right = a + (golden * (b - a));
            (a, b) = Of(left) < Of(right) ? (a, right) : (left, b);
        }
        double best = (a + b) / 2, constant = LogNormaliser(c => exponent(c, best), dimensions);
        return (name, shape, [.. held.Select(c => exponent(c, best) - constant)]);
    }

    /// <summary>ln ∫₀^π e^(f(cos θ)) sin^(d−2)θ dθ with θ = πu², which puts points where sharp laws have
    /// their mass.</summary>
    private static double LogNormaliser(Func<double, double> logDensity, int dimensions)
    {
        double sum = 0;
        for (int i = 1; i < Points; i++)
        {
            double u = (double)i / Points, angle = Math.PI * u * u;
            double weight = i % 2 == 1 ? 4 : 2;
            sum += weight * Math.Exp(
                logDensity(Math.Cos(angle)) + ((dimensions - 2) * Math.Log(Math.Sin(angle))))
                * 2 * Math.PI * u;
        }
        return Math.Log(sum / (3 * Points));
    }

    /// <summary>Λ of exp(−½Σ Λₖ(z̃ₖ − zₖ)²) on the sphere by score matching: Λ = −G⁻¹b with Gₖₗ = E[dₖdₗ(δₖₗ
    /// − z̃ₖz̃ₗ)], bₖ = E[(d − 1)z̃ₖdₖ − 1 + z̃ₖ²], dₖ = z̃ₖ − zₖ. It needs no normaliser, which has none in
    /// closed form.</summary>
    /// <remarks>A. Hyvärinen, "Estimation of non-normalized statistical models by score matching", JMLR 2005;
    /// K. Mardia, J. Kent, A. Laha, "Score matching estimators for directional distributions",
    /// 2016.</remarks>
    public static double[] Precisions(Matrix anchors, Matrix children)
    {
        int n = anchors.Rows, d = anchors.Columns;
        Matrix gram = new(d, d), right = new(d, 1);
        var off = new double[d];
        for (int i = 0; i < n; i++)
        {
            Span<double> z = anchors.Row(i), child = children.Row(i);
            for (int k = 0; k < d; k++)
                off[k] = child[k] - z[k];
            for (int k = 0; k < d; k++)
            {
                right[k, 0] -= (((d - 1) * child[k] * off[k]) - 1 + (child[k] * child[k])) / n;
                for (int l = 0; l < d; l++)
                    gram[k, l] += off[k] * off[l] * ((k == l ? 1 : 0) - (child[k] * child[l])) / n;
            }
        }
        return LeastSquares.Solve(gram, right, out _).Values;
    }

    /// <summary>z·z̃ of each pair, kept in [−1, 1].</summary>
    public static double[] Cosines(Matrix anchors, Matrix children) =>
    [
        .. Enumerable.Range(0, anchors.Rows).Select(i => Math.Clamp(
            System.Numerics.Tensors.TensorPrimitives.Dot<double>(anchors.Row(i), children.Row(i)), -1, 1)),
    ];

    private static double Square(double x) => x * x;
}
