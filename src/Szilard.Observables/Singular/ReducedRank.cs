using Szilard.Parts;

namespace Szilard.Observables.Singular;

/// <summary>Reduced-rank regression y = BAx + noise with unit covariances, where the truth is BA = 0 on the
/// whole: K(A, B) = ½‖BA‖², the deepest singularity.</summary>
/// <param name="Inputs">M.</param>
/// <param name="Hidden">H: A is H×M, B is N×H.</param>
/// <param name="Outputs">N.</param>
public sealed record ReducedRank(int Inputs, int Hidden, int Outputs)
{
    /// <summary>Value and gradient; the parameters are A by rows, then B by rows.</summary>
    public Potential Potential => new(Hidden * (Inputs + Outputs), Evaluate);

    /// <summary>λ and multiplicity m of the free energy λ·ln n − (m − 1)·ln ln n at the deepest singularity
    /// of a truth of rank r.</summary>
    /// <remarks>M. Aoyagi, S. Watanabe, "Stochastic complexities of reduced rank regression in Bayesian
    /// estimation", Neural Networks 18, 2005, main theorem.</remarks>
    /// <param name="inputs">M ≥ 1.</param>
    /// <param name="hidden">H ≥ 1.</param>
    /// <param name="outputs">N ≥ 1.</param>
    /// <param name="rank">r, from 0 to min(M, H, N).</param>
    /// <exception cref="SzilardException">There is no such model.</exception>
    public static (double Lambda, int Multiplicity) Lambda(int inputs, int hidden, int outputs, int rank)
    {
        (int m, int h, int n, int r) = (inputs, hidden, outputs, rank);
        if (m < 1 || h < 1 || n < 1 || r < 0 || r > Math.Min(h, Math.Min(m, n)))
            throw new SzilardException(
                $"No reduced-rank regression has M = {m}, H = {h}, N = {n} and rank {r}; sizes are at least "
                    + "1 and the rank is from 0 to the smallest of them.");
        if (m + h < n + r)
            return (((h * m) - (h * r) + (n * r)) / 2.0, 1);
        if (n + h < m + r)
            return (((h * n) - (h * r) + (m * r)) / 2.0, 1);
        if (m + n < h + r)
            return (m * n / 2.0, 1);
        int s = h + r, odd = (m + h + n + r) % 2;
        return ((odd + (2 * s * (m + n)) + (2 * m * n) - (s * s) - (m * m) - (n * n)) / 8.0, 1 + odd);
    }

    private double Evaluate(ReadOnlySpan<double> w, Span<double> gradient)
    {
        gradient.Clear();
        int second = Hidden * Inputs;
        double squares = 0;
        for (int o = 0; o < Outputs; o++)
            for (int i = 0; i < Inputs; i++)
            {
                double entry = 0;
                for (int h = 0; h < Hidden; h++)
                    entry += w[second + (o * Hidden) + h] * w[(h * Inputs) + i];
                squares += entry * entry;
                for (int h = 0; h < Hidden; h++)
                {
                    gradient[(h * Inputs) + i] += entry * w[second + (o * Hidden) + h];
                    gradient[second + (o * Hidden) + h] += entry * w[(h * Inputs) + i];
                }
            }
        return 0.5 * squares;
    }
}
