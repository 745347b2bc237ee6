using Szilard.Parts;

namespace Szilard.Observables.Singular;

/// <summary>One rung: what was read at one temperature.</summary>
/// <param name="InverseTemperature">t = nβ &gt; 1.</param>
/// <param name="Value">λ̂(t).</param>
/// <param name="StandardError">Its error; all 0 or NaN where the values are exact.</param>
public readonly record struct Rung(double InverseTemperature, double Value, double StandardError);

/// <summary>λ and multiplicity m from several temperatures. Z(t) ∝ t^−λ·(ln t + c)^(m−1) gives λ̂(t) = λ − (m
/// − 1)/(ln t + c), exact for two equal exponents of a normal crossing (c = −ψ(λ) on [−1, 1]²; derived
/// here).</summary>
/// <param name="Lambda">λ for the chosen m.</param>
/// <param name="LambdaError">Its standard error: from the rungs' errors, or from the residuals where they
/// have none.</param>
/// <param name="Multiplicity">m of smallest BIC among 1 to 4.</param>
/// <param name="Offset">c; NaN for m = 1.</param>
/// <param name="Slope">The straight line's slope in −1/ln t: m − 1 for large t.</param>
/// <param name="Intercept">The straight line at 1/ln t = 0.</param>
/// <param name="Criteria">BIC for m = 1, 2, 3, 4.</param>
public sealed record TemperingLadder(
    double Lambda, double LambdaError, int Multiplicity, double Offset, double Slope, double Intercept,
    IReadOnlyList<double> Criteria)
{
    private const int Most = 4;
    private const double Farthest = 60;

    private readonly record struct Fit(double Lambda, double Offset, double Misfit, double Weight);

    /// <summary>Fits the ladder.</summary>
    /// <param name="rungs">At least 4, at different temperatures t &gt; e.</param>
    /// <exception cref="SzilardException">Too few rungs, or too hot ones.</exception>
    public static TemperingLadder Of(IReadOnlyList<Rung> rungs)
    {
        if (rungs.Select(r => r.InverseTemperature).Distinct().Count() < 4)
            throw new SzilardException(
                $"{rungs.Count} temperatures do not tell λ, m and an offset apart; give at least 4 different "
                    + "ones.");
        if (rungs.FirstOrDefault(r => !(r.InverseTemperature > Math.E) || !double.IsFinite(r.Value)) is
            { InverseTemperature: not 0 } bad)
            throw new SzilardException(
                $"λ̂ = {bad.Value:G4} at nβ = {bad.InverseTemperature:G4} says nothing of large t; give nβ > "
                    + "e and finite values.");
        double[] x = [.. rungs.Select(r => Math.Log(r.InverseTemperature))],
            y = [.. rungs.Select(r => r.Value)];
        bool exact = rungs.Any(r => !(r.StandardError > 0));
        double[] weights = [.. rungs.Select(r => exact ? 1 : 1 / (r.StandardError * r.StandardError))];
        Fit[] fits = [.. Enumerable.Range(1, Most).Select(m => Best(x, y, weights, m))];
        double[] criteria = [.. fits.Select((f, i) => Criterion(f.Misfit, x.Length, i == 0 ? 1 : 2, exact))];
        int best = Array.IndexOf(criteria, criteria.Min());
        (double slope, double intercept) = Line(x, y, weights);
        double error = Error(x, y, weights, fits[best], best + 1, exact);
        return new TemperingLadder(
            fits[best].Lambda, error, best + 1, best == 0 ? double.NaN : fits[best].Offset, slope, intercept,
            criteria);
    }

    /// <summary>χ² + k·ln n where errors are known, n·ln(residual) + k·ln n where they are not.</summary>
    private static double Criterion(double misfit, int n, int parameters, bool exact) =>
        (exact ? n * Math.Log(Math.Max(misfit / n, 1e-300)) : misfit) + (parameters * Math.Log(n));

    /// <summary>The offset of least misfit: a grid in ln of the smallest denominator, then golden
    /// section.</summary>
    private static Fit Best(double[] x, double[] y, double[] weights, int m)
    {
        if (m == 1)
            return At(x, y, weights, 1, 0);
        double least = x.Min(), low = Math.Log(0.3), high = Math.Log(Farthest + least),
            width = (high - low) / 200;
        double Of(double u) => At(x, y, weights, m, Math.Exp(u) - least).Misfit;
        double near = Enumerable.Range(0, 201).Select(i => low + (i * width)).MinBy(Of);
        (double a, double b) = (near - width, near + width);
        double golden = (Math.Sqrt(5) - 1) / 2;
        for (int i = 0; i < 60; i++)
        {
            double left = b - (golden * (b - a)), right = a + (golden * (b - a));
            (a, b) = Of(left) < Of(right) ? (a, right) : (left, b);
        }
        return At(x, y, weights, m, Math.Exp((a + b) / 2) - least);
    }

    private static Fit At(double[] x, double[] y, double[] weights, int m, double offset)
    {
        double[] level = [.. x.Zip(y, (u, v) => m == 1 ? v : v + ((m - 1) / (u + offset)))];
        double total = weights.Sum(), lambda = level.Zip(weights, (v, w) => v * w).Sum() / total;
        return new Fit(
            lambda, offset, level.Zip(weights, (v, w) => w * (v - lambda) * (v - lambda)).Sum(), total);
    }

    /// <summary>Gauss–Newton: the covariance of (λ, c) from the model's slopes.</summary>
    private static double Error(double[] x, double[] y, double[] weights, Fit fit, int m, bool exact)
    {
        double ll = 0, lc = 0, cc = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double slope = m == 1 ? 0 : (m - 1) / ((x[i] + fit.Offset) * (x[i] + fit.Offset));
            ll += weights[i];
            lc += weights[i] * slope;
            cc += weights[i] * slope * slope;
        }
        double noise = exact ? fit.Misfit / Math.Max(1, y.Length - (m == 1 ? 1 : 2)) : 1;
        return Math.Sqrt(noise * (m == 1 ? 1 / ll : cc / ((ll * cc) - (lc * lc))));
    }

    /// <summary>λ̂ ≈ intercept − slope/ln t.</summary>
    private static (double Slope, double Intercept) Line(double[] x, double[] y, double[] weights)
    {
        double total = weights.Sum();
        double meanX = x.Zip(weights, (u, w) => w / u).Sum() / total,
            meanY = y.Zip(weights, (v, w) => w * v).Sum() / total;
        double xx = 0, xy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            xx += weights[i] * ((1 / x[i]) - meanX) * ((1 / x[i]) - meanX);
            xy += weights[i] * ((1 / x[i]) - meanX) * (y[i] - meanY);
        }
        return (-xy / xx, meanY - (xy / xx * meanX));
    }
}
