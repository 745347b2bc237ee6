namespace Szilard.Observables.Singular;

/// <summary>K(w) = Πwᵢ^2kᵢ on [−1, 1]^d with an even prior: the local form of every singularity after
/// resolution.</summary>
/// <remarks>S. Watanabe, "Algebraic Geometry and Statistical Learning Theory", 2009, section 6.3.</remarks>
/// <param name="Exponents">kᵢ ≥ 1.</param>
public sealed record NormalCrossing(params IReadOnlyList<int> Exponents)
{
    private const double Grid = 0.01, Tail = 45;

    /// <summary>λ = min 1/(2kᵢ).</summary>
    public double Lambda => 0.5 / Exponents.Max();

    /// <summary>m: how many exponents reach the minimum.</summary>
    public int Multiplicity => Exponents.Count(k => k == Exponents.Max());

    /// <summary>Value and gradient. Walks on it need a wall at 1.</summary>
    public Potential Potential => new(Exponents.Count, (w, gradient) =>
    {
        double value = 1;
        for (int i = 0; i < gradient.Length; i++)
            value *= Math.Pow(w[i] * w[i], Exponents[i]);
        for (int i = 0; i < gradient.Length; i++)
            gradient[i] = w[i] == 0 ? 0 : 2 * Exponents[i] * value / w[i];
        return value;
    });

    /// <summary>E[tK] under exp(−tK) on [−1, 1]^d, exact to about 1e-9.</summary>
    /// <remarks>Derived here: s = −ln K is a sum of exponential times of rates 1/(2kᵢ), so that its density
    /// p(s) solves a chain of linear equations, and E[tK] = ∫te^−s·e^(−te^−s)p ds / ∫e^(−te^−s)p ds, by
    /// Simpson's rule. Multiplicity makes it low by about (m − 1)/ln t.</remarks>
    /// <param name="inverseTemperature">t &gt; 0.</param>
    public double FiniteCoefficient(double inverseTemperature)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inverseTemperature);
        double[] rates = [.. Exponents.Select(k => 0.5 / k)], waiting = new double[rates.Length];
        waiting[0] = 1;
        double end = Math.Max(0, Math.Log(inverseTemperature)) + (Tail / rates.Min());
        int points = 2 * (int)Math.Ceiling(end / (2 * Grid));
        double above = 0, below = 0;
        for (int i = 0; i <= points; i++)
        {
            double weight = i == 0 || i == points ? 1 : i % 2 == 1 ? 4 : 2;
            double tk = inverseTemperature * Math.Exp(-i * Grid),
                mass = weight * Math.Exp(-tk) * rates[^1] * waiting[^1];
            above += tk * mass;
            below += mass;
            waiting = Advance(waiting, rates);
        }
        return above / below;
    }

    /// <summary>exp(Grid·A)x by its Taylor series to the fourth order, whose error is below 1e-13.</summary>
    private static double[] Advance(double[] x, double[] rates)
    {
        double[] sum = [.. x], term = x;
        for (int order = 1; order <= 4; order++)
        {
            double[] next = new double[x.Length];
            for (int i = 0; i < x.Length; i++)
                next[i] = ((i == 0 ? 0 : rates[i - 1] * term[i - 1]) - (rates[i] * term[i])) * Grid / order;
            for (int i = 0; i < x.Length; i++)
                sum[i] += next[i];
            term = next;
        }
        return sum;
    }
}
