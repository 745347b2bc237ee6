using MathNet.Numerics.LinearRegression;
using Szilard.Tensors;

namespace Szilard.Observables.Statistics;

/// <summary>A power law y = A·x^b, fitted as a straight line of ln y over ln x by least squares.</summary>
/// <param name="Exponent">b.</param>
/// <param name="Low">Lower end of the 95 % percentile interval of b over resamples.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Prefactor">A.</param>
/// <param name="Goodness">R² of the line through the means at each x, −∞ … 1: 1 where they lie on it.</param>
/// <param name="Points">Distinct x with a mean above 0.</param>
/// <param name="LeftOut">Samples that are not above 0, which have no logarithm.</param>
/// <remarks>Each resample puts residuals of single samples, drawn anew, on the line: the interval holds both
/// their spread and what the line misses. Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 9.
/// </remarks>
public sealed record PowerLaw(
    double Exponent, double Low, double High, double Prefactor, double Goodness, int Points, int LeftOut)
{
    /// <summary>Fewer distinct x say nothing about a power law.</summary>
    public const int LeastPoints = 3;

    private const int Resamples = 1000;

    /// <summary>The fit; null below three distinct x with a sample above 0.</summary>
    /// <param name="samples">x above 0 with the samples of y there, each x once.</param>
    /// <param name="key">Randomness of the resamples.</param>
    public static PowerLaw? Fit(IReadOnlyList<(double X, IReadOnlyList<double> Y)> samples, RandomKey key)
    {
        (double X, double[] Y)[] logs =
        [
            .. samples.Select(s => (Math.Log(s.X), s.Y.Where(y => y > 0).Select(y => Math.Log(y)).ToArray()))
                .Where(s => s.Item2.Length > 0),
        ];
        if (logs.Length < LeastPoints)
            return null;
        double[] x = [.. logs.Select(l => l.X)], y = [.. logs.Select(l => l.Y.Average())];
        (double intercept, double slope) = SimpleRegression.Fit(x, y);
        double[] fitted = [.. x.Select(v => intercept + (slope * v))];
        double mean = y.Average(), spread = y.Sum(v => (v - mean) * (v - mean));
        double error = y.Zip(fitted, (a, b) => (a - b) * (a - b)).Sum();
        var bootstrap = new Bootstrap(slope, Resampled(logs, fitted, key));
        (double low, double high) = bootstrap.Interval(0.95);
        return new PowerLaw(
            slope, low, high, Math.Exp(intercept), spread > 0 ? 1 - (error / spread) : 1, logs.Length,
            samples.Sum(s => s.Y.Count(v => !(v > 0))));
    }

    private static double[] Resampled((double X, double[] Y)[] logs, double[] fitted, RandomKey key)
    {
        double[] residuals = [.. logs.SelectMany((l, i) => l.Y.Select(y => y - fitted[i]))];
        double widened = Math.Sqrt(residuals.Length / (residuals.Length - 2.0));
        double[] x = [.. logs.Select(l => l.X)], slopes = new double[Resamples];
        for (int r = 0; r < Resamples; r++)
        {
            RandomStream stream = key.Split("power-law", r).Stream();
            double[] drawn = new double[x.Length];
            for (int i = 0; i < x.Length; i++)
            {
                double sum = 0;
                for (int k = 0; k < logs[i].Y.Length; k++)
                    sum += residuals[stream.NextInt32(residuals.Length)];
                drawn[i] = fitted[i] + (widened * sum / logs[i].Y.Length);
            }
            slopes[r] = SimpleRegression.Fit(x, drawn).Item2;
        }
        return slopes;
    }
}
